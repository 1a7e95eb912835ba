package import Core
internal import GRDB

/// Where dashboards and command lines hand in what people ask for.
package enum CommandPost {
  /// Writes a command for the engine of this id and gives its number.
  ///
  /// - Throws: `JournalError`.
  package static func submit(
    _ command: Command, by: String, to engine: String, path: String, now: Timestamp
  ) throws -> Int {
    let body = try JSONText.encode(command)
    let queue = try JournalFile.openForWriting(path)
    return try JournalError.translating(path) {
      let id = try queue.write { db in
        try db.execute(
          sql: "INSERT INTO command (at, by, engine, body) VALUES (?, ?, ?, ?)",
          arguments: [now, by, engine, body])
        return Int(db.lastInsertedRowID)
      }
      try queue.close()
      return id
    }
  }
}
