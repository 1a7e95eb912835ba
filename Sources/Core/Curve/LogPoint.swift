/// A point the reader found since it was last asked.
package struct LogPoint: Equatable, Sendable {
  /// The series' name, unique within the log.
  package var series: String
  /// A series whose axis changes begins anew; points on its former axis are void.
  package var axis: Axis
  package var role: SeriesRole
  /// Counted from 0; grows when the axis falls back to its beginning, as in an appended log.
  package var session: Int
  package var point: Point

  package init(series: String, axis: Axis, role: SeriesRole, session: Int, point: Point) {
    self.series = series
    self.axis = axis
    self.role = role
    self.session = session
    self.point = point
  }
}

/// What the reader knows about one series without keeping its points.
package struct SeriesSummary: Equatable, Sendable {
  package var name: String
  package var axis: Axis
  package var role: SeriesRole
  /// Points over all sessions, and how many of them are NaN or infinite.
  package var count: Int
  package var nonfinite: Int
  package var first: Point
  package var last: Point

  package init(
    name: String, axis: Axis, role: SeriesRole, count: Int, nonfinite: Int, first: Point,
    last: Point
  ) {
    self.name = name
    self.axis = axis
    self.role = role
    self.count = count
    self.nonfinite = nonfinite
    self.first = first
    self.last = last
  }
}
