internal import GRDB

/// Why a journal cannot be used; `description` is a sentence for people.
package enum JournalError: Error, Equatable, CustomStringConvertible {
  /// There is no journal at this path yet.
  case missing(String)
  /// A later version of pawl made it.
  case newer(String)
  case unreadable(String, why: String)
  /// Nothing may be written where it is, and it needs to be.
  case readOnly(String)
  /// The disk is full; nothing of the failed call was written.
  case full(String)
  /// Another process kept it locked for longer than the patience of a writer.
  case busy(String)

  package var description: String {
    switch self {
    case .missing(let path):
      "there is no journal at \(path); start pawl in the project to make one"
    case .newer(let path):
      "the journal \(path) was made by a newer pawl; use that version, or a newer one"
    case .unreadable(let path, let why):
      "the journal \(path) cannot be read: \(why)"
    case .readOnly(let path):
      "the journal \(path) cannot be used: it, its folder or its disk is read-only"
    case .full(let path):
      "the disk of the journal \(path) is full; make room and try again, nothing was lost"
    case .busy(let path):
      "the journal \(path) is locked by another process; try again when that has ended"
    }
  }
}

extension JournalError {
  /// The sentence for what SQLite reports.
  init(_ error: DatabaseError, path: String) {
    switch error.resultCode {
    case .SQLITE_FULL: self = .full(path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path)
    case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path)
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE:
      // Growing the shared index fails this way on a full disk.
      self = .full(path)
    case .SQLITE_CANTOPEN:
      self = .unreadable(path, why: "it cannot be opened; look at its folder and whose it is")
    case .SQLITE_NOTADB: self = .unreadable(path, why: "it is not a SQLite database")
    case .SQLITE_CORRUPT:
      self = .unreadable(path, why: "it is damaged (\(error.message ?? "malformed"))")
    default:
      self = .unreadable(path, why: error.message ?? "SQLite error \(error.resultCode.rawValue)")
    }
  }

  /// Runs `body`, giving SQLite's errors their sentence.
  static func translating<T>(_ path: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw JournalError(error, path: path)
    }
  }
}
