package import Core

/// How far a run is, for the screen only; no decision rests on it.
package struct RunProgress: Equatable, Sendable {
  /// When this was seen.
  package var at: Timestamp?
  /// Done share of the work, in 0...1; nil when unknown.
  package var fraction: Double?
  package var step: Double?
  /// The newest line of its log.
  package var line: String

  package init(at: Timestamp? = nil, fraction: Double?, step: Double?, line: String) {
    self.at = at
    self.fraction = fraction
    self.step = step
    self.line = line
  }
}
