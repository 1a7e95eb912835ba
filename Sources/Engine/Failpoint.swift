import CSupervise
import Foundation
import Synchronization

/// Places where a test may have the engine killed: `PAWL_FAILPOINT=name:count` in the environment.
package enum Failpoint {
  private static let wanted: (name: String, count: Int)? = {
    guard let text = ProcessInfo.processInfo.environment["PAWL_FAILPOINT"] else { return nil }
    let parts = text.split(separator: ":")
    guard let name = parts.first else { return nil }
    return (String(name), parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
  }()

  private static let hits = Mutex(0)

  /// Ends this process as the kernel would, the `count`-th time the named place is passed.
  package static func hit(_ name: String) {
    guard let wanted, wanted.name == name else { return }
    let now = hits.withLock { hits in
      hits += 1
      return hits
    }
    if now == wanted.count { _ = pawl_kill(ProcessInfo.processInfo.processIdentifier, 9) }
  }
}
