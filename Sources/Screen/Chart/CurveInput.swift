package import Core

/// What a curve is drawn over.
package enum CurveUnit: String, Sendable, CaseIterable {
  /// The series' own axis: steps, epochs, tokens.
  case step
  /// Seconds since the run began; points without a time are left out.
  case time
}

/// One more curve in the same chart, told apart by its colour and its name.
package struct CurveLine: Equatable, Sendable {
  package var series: Series
  package var name: String
  package var role: Role

  package init(series: Series, name: String, role: Role) {
    self.series = series
    self.name = name
    self.role = role
  }
}

/// A run's curve over the champion's, and how to show it.
package struct CurveInput: Equatable, Sendable {
  /// The run under the cursor; nil before it has printed anything.
  package var subject: Series?
  /// What the legend calls it: `#143`.
  package var subjectName: String
  /// The champion's curve, drawn dotted.
  package var reference: Series?
  package var referenceName: String
  /// Marked experiments to compare with, behind the subject.
  package var others: [CurveLine]
  /// What is drawn: `train loss, EMA 50`.
  package var title: String
  /// Weight of the past in the smoothing, 0 (none) up to, but not including, 1.
  package var smoothing: Double
  package var unit: CurveUnit
  /// The share of the budget the run has used, 0...1; nil once it is over.
  package var budgetFraction: Double?
  /// Whether the difference to the reference is drawn below, where there is room.
  package var showsDifference: Bool
  /// Whether title and legend are drawn inside the plot.
  package var showsTitle: Bool
  package var showsLegend: Bool
  /// Whether the values as logged are drawn faintly behind the smoothed line.
  package var showsRaw: Bool
  package var logarithmic: Bool
  /// The part of x to show; nil for all of it.
  package var window: ClosedRange<Double>?
  /// Where the crosshair stands, in x; nil without one.
  package var crosshair: Double?
  package var subjectRole: Role

  package init(
    subject: Series?, subjectName: String, reference: Series? = nil,
    referenceName: String = "champion", title: String = "", smoothing: Double = 0,
    unit: CurveUnit = .step, budgetFraction: Double? = nil, showsDifference: Bool = true
  ) {
    self.subject = subject
    self.subjectName = subjectName
    self.reference = reference
    self.referenceName = referenceName
    self.title = title
    self.smoothing = smoothing
    self.unit = unit
    self.budgetFraction = budgetFraction
    self.showsDifference = showsDifference
    others = []
    showsTitle = true
    showsLegend = true
    showsRaw = false
    logarithmic = false
    subjectRole = .chart1
  }
}
