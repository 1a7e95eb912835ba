internal import Foundation
internal import GRDB

/// How a journal's file is opened.
enum JournalFile {
  /// Seconds a writer waits for another process's transaction.
  private static let patience = 5.0

  /// Opens it for writing, made anew where there is none, and brings it up to date.
  static func create(_ path: String, maximumPages: Int? = nil) throws -> DatabaseQueue {
    try JournalError.translating(path) {
      var configuration = configuration(label: "journal")
      configuration.journalMode = .wal
      if let maximumPages {
        configuration.prepareDatabase { db in
          try db.execute(sql: "PRAGMA max_page_count = \(maximumPages)")
        }
      }
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      if try queue.unsafeRead(Schema.migrator.hasBeenSuperseded) { throw JournalError.newer(path) }
      try Schema.migrator.migrate(queue)
      return queue
    }
  }

  /// Opens one that is there for short writes.
  static func openForWriting(_ path: String) throws -> DatabaseQueue {
    guard exists(path) else { throw JournalError.missing(path) }
    return try JournalError.translating(path) {
      let queue = try DatabaseQueue(path: path, configuration: configuration(label: "post"))
      try check(queue, path)
      return queue
    }
  }

  /// Opens one that is there for reading.
  ///
  /// The connection is a writing one that is told not to write, since a reader may have to recover
  /// the log that a killed writer left behind.
  static func openForReading(_ path: String) throws -> DatabaseQueue {
    guard exists(path) else { throw JournalError.missing(path) }
    return try JournalError.translating(path) {
      var configuration = configuration(label: "reader")
      configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA query_only = 1") }
      do {
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try check(queue, path)
        return queue
      } catch let error as DatabaseError where isStill(error, path) {
        // What is only in the log would be missing from the file alone.
        guard isEmpty(path + "-wal") else { throw JournalError.readOnly(path) }
        configuration.readonly = true
        let queue = try DatabaseQueue(path: immutable(path), configuration: configuration)
        try check(queue, path)
        return queue
      }
    }
  }

  private static func configuration(label: String) -> Configuration {
    var configuration = Configuration()
    configuration.label = label
    configuration.busyMode = .timeout(patience)
    return configuration
  }

  private static func check(_ queue: DatabaseQueue, _ path: String) throws {
    try queue.unsafeRead { db in
      if try Schema.migrator.hasBeenSuperseded(db) { throw JournalError.newer(path) }
      guard try !Schema.migrator.hasCompletedMigrations(db) else { return }
      let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      if tables == 0 { throw JournalError.missing(path) }
      throw JournalError.unreadable(
        path, why: "it is from an older pawl; starting an engine brings it up to date")
    }
  }

  private static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  private static func isEmpty(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? Int ?? 0) == 0
  }

  /// Whether it could not be opened because nothing can be written next to it.
  private static func isStill(_ error: DatabaseError, _ path: String) -> Bool {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    switch error.resultCode {
    case .SQLITE_CANTOPEN, .SQLITE_READONLY:
      return !FileManager.default.isWritableFile(atPath: folder)
    default: return false
    }
  }

  /// The name under which SQLite reads a file that nobody can change, without a log or a lock.
  private static func immutable(_ path: String) -> String {
    URL(fileURLWithPath: path).absoluteString + "?immutable=1"
  }
}
