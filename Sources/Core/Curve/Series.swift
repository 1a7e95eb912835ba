/// What a series' x counts.
package enum Axis: String, Codable, Sendable {
  case step, epoch, seconds, tokens, line
}

/// One sample of a series: where, when since the run began, and what.
package struct Point: Equatable, Sendable {
  package var x: Double
  /// Seconds since the run began; nil when unknown.
  package var time: Double?
  /// May be NaN or infinite: it is what the log said.
  package var y: Double

  package init(x: Double, time: Double?, y: Double) {
    self.x = x
    self.time = time
    self.y = y
  }
}

/// What a series measures, guessed from its name.
package enum SeriesRole: String, Codable, Sendable {
  case trainLoss, validationLoss, other
}

/// A named curve of one run.
package struct Series: Equatable, Sendable {
  package var name: String
  package var axis: Axis
  package var role: SeriesRole
  /// In the order of the log.
  package var points: [Point]

  package init(name: String, axis: Axis, role: SeriesRole, points: [Point] = []) {
    self.name = name
    self.axis = axis
    self.role = role
    self.points = points
  }
}
