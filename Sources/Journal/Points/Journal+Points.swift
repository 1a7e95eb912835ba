package import Core
internal import Foundation
internal import GRDB

extension Journal {
  /// Adds points to the ends of a run's series; a series not seen before begins.
  package func appendPoints(
    run: RunID, _ batches: [(series: String, axis: Axis, role: SeriesRole, points: [Point])]
  ) throws {
    guard batches.contains(where: { !$0.points.isEmpty }) else { return }
    try write { db in
      for batch in batches where !batch.points.isEmpty {
        try SeriesEnd(run: run, series: batch.series, axis: batch.axis, role: batch.role)
          .append(db, batch.points)
      }
    }
  }

  /// Notes how far a run is; forgotten when it ends.
  package func storeProgress(
    run: RunID, fraction: Double?, step: Double?, line: String, at: Timestamp? = nil
  ) throws {
    try write { db in
      try db.cachedStatement(
        sql: """
          INSERT INTO progress (run, at, fraction, step, line) VALUES (?, ?, ?, ?, CAST(? AS TEXT))
          ON CONFLICT (run) DO UPDATE SET at = excluded.at, fraction = excluded.fraction,
            step = excluded.step, line = excluded.line
          """
      ).execute(arguments: [run, at, fraction, step, WholeText(line)])
    }
  }
}

/// The end of one series, where points are added.
///
/// A series is full chunks, then at most one that fills up, then at most one short tail. An append
/// rewrites the tail only, until that is long enough to be merged into the chunk before it.
private struct SeriesEnd {
  let run: RunID
  let series: String
  let axis: Axis
  let role: SeriesRole

  func append(_ db: Database, _ points: [Point]) throws {
    var last = try lastChunks(db)
    var pending = points
    var start = last.first.map { $0.start + $0.count } ?? 0
    if let tail = last.first, tail.count < PointChunk.tail {
      pending = try load(db, tail.start) + points
      start = tail.start
      last.removeFirst()
    }
    guard pending.count >= PointChunk.tail else {
      return try store(db, start: start, pending[...])
    }
    if let filling = last.first, filling.count < PointChunk.capacity {
      try forget(db, from: start)
      pending = try load(db, filling.start) + pending
      start = filling.start
    }
    var rest = pending[...]
    while !rest.isEmpty {
      let chunk = rest.prefix(PointChunk.capacity)
      try store(db, start: start, chunk)
      start += chunk.count
      rest = rest.dropFirst(chunk.count)
    }
  }

  /// Where the newest two chunks start and how long they are, newest first.
  private func lastChunks(_ db: Database) throws -> [(start: Int, count: Int)] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT chunk, count FROM point WHERE run = ? AND series = ? ORDER BY chunk DESC LIMIT 2
          """), arguments: [run, series]
    ).map { ($0[0], $0[1]) }
  }

  private func load(_ db: Database, _ start: Int) throws -> [Point] {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT x, t, y FROM point WHERE run = ? AND series = ? AND chunk = ?"),
      arguments: [run, series, start])
    return row.map { PointChunk(x: $0[0], t: $0[1], y: $0[2]).points } ?? []
  }

  private func forget(_ db: Database, from start: Int) throws {
    try db.cachedStatement(sql: "DELETE FROM point WHERE run = ? AND series = ? AND chunk >= ?")
      .execute(arguments: [run, series, start])
  }

  private func store(_ db: Database, start: Int, _ points: ArraySlice<Point>) throws {
    let chunk = PointChunk(points)
    let finite = points.lazy.map(\.y).filter(\.isFinite)
    try db.cachedStatement(
      sql: """
        INSERT INTO point (run, series, axis, role, chunk, count, x, t, y, first, last, min, max)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (run, series, chunk) DO UPDATE SET axis = excluded.axis, role = excluded.role,
          count = excluded.count, x = excluded.x, t = excluded.t, y = excluded.y,
          first = excluded.first, last = excluded.last, min = excluded.min, max = excluded.max
        """
    ).execute(arguments: [
      run, series, axis.rawValue, role.rawValue, start, chunk.count, chunk.x, chunk.t, chunk.y,
      finite.first, finite.last, finite.min(), finite.max(),
    ])
  }
}
