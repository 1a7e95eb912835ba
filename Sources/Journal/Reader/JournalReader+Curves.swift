package import Core
internal import Foundation
internal import GRDB

/// What a series is and how much there is of it, without its points.
package struct SeriesHead: Equatable, Sendable {
  package var name: String
  package var axis: Axis
  package var role: SeriesRole
  /// Points so far.
  package var count: Int

  package init(name: String, axis: Axis, role: SeriesRole, count: Int) {
    self.name = name
    self.axis = axis
    self.role = role
    self.count = count
  }
}

/// A stretch of a series as the journal keeps it, without its points.
package struct SeriesStretch: Equatable, Sendable {
  /// How many points come before it, and how many are in it.
  package var start: Int
  package var count: Int
  /// The first and the last finite value; nil where there is none.
  package var first: Double?
  package var last: Double?
}

extension JournalReader {
  /// Which series a run has, by name; costs the same however long they are.
  package func seriesHeads(run: RunID) throws -> [SeriesHead] {
    try read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            WITH RECURSIVE name (series) AS (
              SELECT min(series) FROM point WHERE run = ?1
              UNION ALL
              SELECT (SELECT min(series) FROM point WHERE run = ?1 AND series > name.series)
              FROM name WHERE name.series IS NOT NULL)
            SELECT series, axis, role, chunk + count FROM point
            WHERE run = ?1 AND (series, chunk) IN (
              SELECT series, (SELECT max(chunk) FROM point AS other
                WHERE other.run = ?1 AND other.series = name.series)
              FROM name WHERE series IS NOT NULL)
            """),
        arguments: [run])
      var heads: [SeriesHead] = []
      while let row = try rows.next() {
        heads.append(
          SeriesHead(
            name: row[0], axis: Axis(rawValue: row[1]) ?? .line,
            role: SeriesRole(rawValue: row[2]) ?? .other, count: row[3]))
      }
      return heads
    }
  }

  /// The points of a series by their place in it; fewer where it is shorter.
  package func points(run: RunID, series: String, in range: Range<Int>) throws -> [Point] {
    guard !range.isEmpty else { return [] }
    return try read { db in
      // Only the bytes that are asked for leave the database.
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT substr(x, skip + 1, size), substr(t, skip + 1, size), substr(y, skip + 1, size)
            FROM (
              SELECT chunk, x, t, y, max(0, ?3 - chunk) * 8 AS skip,
                min(count, ?4 - chunk) * 8 - max(0, ?3 - chunk) * 8 AS size
              FROM point
              WHERE run = ?1 AND series = ?2 AND chunk > ?3 - ?5 AND chunk < ?4
                AND chunk + count > ?3)
            ORDER BY chunk
            """),
        arguments: [run, series, range.lowerBound, range.upperBound, PointChunk.capacity])
      var points: [Point] = []
      while let row = try rows.next() {
        points += PointChunk(x: row[0], t: row[1], y: row[2]).points
      }
      return points
    }
  }

  /// The course of a series in stretches of about a thousand points.
  package func outline(run: RunID, series: String) throws -> [SeriesStretch] {
    try read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT chunk, count, first, last FROM point
            WHERE run = ? AND series = ? ORDER BY chunk
            """),
        arguments: [run, series])
      var stretches: [SeriesStretch] = []
      while let row = try rows.next() {
        stretches.append(
          SeriesStretch(start: row[0], count: row[1], first: row[2], last: row[3]))
      }
      return stretches
    }
  }
}
