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

  /// The losses of a run, of training and validation, with all their points.
  package func losses(run: RunID) throws -> [Series] {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT series, axis, role, x, t, y FROM point WHERE run = ? AND role IN (?, ?)
          ORDER BY series, chunk
          """,
        arguments: [run, SeriesRole.trainLoss.rawValue, SeriesRole.validationLoss.rawValue])
      var losses: [Series] = []
      while let row = try rows.next() {
        let name: String = row[0]
        let points = PointChunk(x: row[3], t: row[4], y: row[5]).points
        if losses.last?.name == name {
          losses[losses.count - 1].points += points
        } else {
          losses.append(
            Series(
              name: name, axis: Axis(rawValue: row[1]) ?? .line,
              role: SeriesRole(rawValue: row[2]) ?? .other, points: points))
        }
      }
      return losses
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
