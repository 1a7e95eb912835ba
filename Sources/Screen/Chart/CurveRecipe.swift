/// What a trace makes of a series: along which unit, how smooth, with or without values that a
/// logarithmic axis cannot show.
package struct CurveRecipe: Equatable, Sendable {
  package var unit: CurveUnit
  /// Weight of the past in a debiased exponential mean, 0 (none) up to, but not including, 1.
  package var smoothing: Double
  /// Whether values that are not positive are gaps.
  package var logarithmic: Bool

  package init(unit: CurveUnit = .step, smoothing: Double = 0, logarithmic: Bool = false) {
    self.unit = unit
    self.smoothing = smoothing
    self.logarithmic = logarithmic
  }

  /// Whether both lead to the same axes.
  func draws(like other: CurveRecipe) -> Bool {
    unit == other.unit && logarithmic == other.logarithmic
  }
}
