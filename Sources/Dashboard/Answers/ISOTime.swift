package import Core
import Foundation

/// Times as scripts read them.
package enum ISOTime {
  /// ISO 8601 in UTC, to the millisecond.
  package static func text(_ time: Timestamp) -> String {
    Date(timeIntervalSince1970: time).formatted(
      Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
