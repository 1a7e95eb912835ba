package import Core
internal import GRDB

extension Journal {
  /// How many points each series of a run has, by name.
  package func pointCounts(run: RunID) throws -> [String: Int] {
    try read { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT series, SUM(count) FROM point WHERE run = ? GROUP BY series",
        arguments: [run])
      return Dictionary(rows.map { ($0[0] as String, $0[1] as Int) }) { $1 }
    }
  }

  /// Whether the text of an experiment's diff is kept.
  package func hasPatch(_ n: Int) throws -> Bool {
    try read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM patch WHERE n = ?)", arguments: [n]) ?? false
    }
  }

  /// Looks without a transaction that would hold writers up.
  private func read<T>(_ body: (Database) throws -> T) throws -> T {
    try JournalError.translating(path) { try queue.unsafeRead(body) }
  }
}
