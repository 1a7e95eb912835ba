internal import GRDB
internal import Synchronization

/// The campaign's memory, as its one writer sees it: the engine.
///
/// Every call is one transaction: it is written whole or not at all, and survives the death of the
/// process; the last calls before a loss of power may be missing. Calls block.
package final class Journal: Sendable {
  package let path: String
  let queue: DatabaseQueue
  let written: Mutex<Projections>

  /// Opens the journal, made anew where there is none, and brings it up to date.
  ///
  /// - Throws: `JournalError`; its folder has to be there.
  package convenience init(path: String) throws {
    try self.init(path: path, maximumPages: nil)
  }

  /// Opens a journal whose file may not grow over so many pages.
  init(path: String, maximumPages: Int?) throws {
    self.path = path
    queue = try JournalFile.create(path, maximumPages: maximumPages)
    written = Mutex(Projections())
  }

  /// Says which engine is in charge; nil: none.
  package func setEngine(_ record: EngineRecord?) throws {
    let text = try record.map { try JSONText.encode($0) }
    try write { db in
      try db.cachedStatement(
        sql: """
          INSERT INTO meta (key, rev, value) VALUES ('engine', 0, ?)
          ON CONFLICT (key) DO UPDATE SET value = excluded.value
          """
      ).execute(arguments: [text])
    }
  }

  /// Keeps the text of an experiment's diff.
  package func storePatch(_ n: Int, _ text: String) throws {
    try write { db in
      try db.cachedStatement(
        sql: """
          INSERT INTO patch (n, text) VALUES (?, CAST(? AS TEXT))
          ON CONFLICT (n) DO UPDATE SET text = excluded.text
          """
      ).execute(arguments: [n, WholeText(text)])
    }
  }

  /// Moves what is in the log into the database file, as far as readers allow it.
  package func checkpoint() {
    // Without one, SQLite does it at the next commits: a failure here loses nothing.
    try? perform("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  /// Runs a statement outside of any transaction.
  func perform(_ sql: String) throws {
    try JournalError.translating(path) {
      try queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
    }
  }

  /// Runs `body` in one transaction.
  func write<T>(_ body: (Database) throws -> T) throws -> T {
    try JournalError.translating(path) { try queue.write(body) }
  }
}
