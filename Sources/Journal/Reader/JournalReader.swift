internal import Foundation
internal import GRDB

/// A view of a journal for anyone: other processes, with or without an engine.
///
/// Every call reads one moment in one short transaction that ends with the call. Calls block.
package final class JournalReader: Sendable {
  package let path: String
  private let queue: DatabaseQueue

  /// Opens a journal that is there.
  ///
  /// - Throws: `JournalError`.
  package init(path: String) throws {
    self.path = path
    queue = try JournalFile.openForReading(path)
  }

  /// A number that differs from the last one when the journal was changed in between.
  package func dataVersion() throws -> Int {
    try JournalError.translating(path) {
      try queue.unsafeRead { db in
        try Int.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0
      }
    }
  }

  /// The engine that is in charge, or was when it died; nil after it left in order.
  package func engine() throws -> EngineRecord? {
    try read { db in
      try Data.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'engine'")
        .map { try JSONText.decode(EngineRecord.self, from: $0) }
    }
  }

  /// The diff of an experiment; nil if none was stored.
  package func patch(_ n: Int) throws -> String? {
    try read { db in
      try WholeText.fetchOne(
        db, sql: "SELECT CAST(text AS BLOB) FROM patch WHERE n = ?", arguments: [n])?.text
    }
  }

  /// What came of a command; nil while nothing did.
  package func answer(to command: Int) throws -> (accepted: Bool, text: String)? {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT accepted, CAST(answer AS BLOB) FROM command
          WHERE id = ? AND state IN ('answered', 'expired')
          """, arguments: [command])
      guard let row else { return nil }
      let text: WholeText? = row[1]
      return (row[0] ?? false, text?.text ?? "")
    }
  }

  /// Runs `body` at one moment of the journal.
  func read<T>(_ body: (Database) throws -> T) throws -> T {
    do {
      return try JournalError.translating(path) {
        try queue.unsafeRead { db in
          var result: T?
          try db.inTransaction(.deferred) {
            result = try body(db)
            return .commit
          }
          guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
          return result
        }
      }
    } catch is DecodingError {
      throw JournalError.unreadable(path, why: "a record in it is not one this pawl knows")
    }
  }
}
