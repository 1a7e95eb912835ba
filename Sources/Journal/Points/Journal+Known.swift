package import Core
internal import GRDB

extension Journal {
  /// Where the series of a run end, by name.
  package func pointEnds(run: RunID) throws -> [String: PointEnd] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        // SQLite takes a bare column from the row of the only maximum.
        sql: "SELECT series, SUM(count), MAX(chunk), x FROM point WHERE run = ? GROUP BY series",
        arguments: [run])
      let ends = rows.map { row in
        let x = PointChunk(x: row[3], t: row[3], y: row[3]).points.last?.x
        return (row[0] as String, PointEnd(count: row[1], x: x ?? -.infinity))
      }
      return Dictionary(ends) { $1 }
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

/// How many points a series has, and where the newest of them stands.
package struct PointEnd: Equatable, Sendable {
  package var count: Int
  package var x: Double

  package init(count: Int, x: Double) {
    self.count = count
    self.x = x
  }
}
