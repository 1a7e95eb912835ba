internal import Foundation
internal import GRDB

/// Text that may hold zero characters, at which SQLite's text calls would stop.
///
/// Written with `CAST(? AS TEXT)` and read with `CAST(text AS BLOB)`.
struct WholeText: DatabaseValueConvertible {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  var databaseValue: DatabaseValue { Data(text.utf8).databaseValue }

  static func fromDatabaseValue(_ value: DatabaseValue) -> WholeText? {
    Data.fromDatabaseValue(value).map { WholeText(String(decoding: $0, as: UTF8.self)) }
  }
}
