package import Core

/// What a curve is drawn over.
package enum CurveUnit: String, Sendable, CaseIterable {
  /// The series' own axis: steps, epochs, tokens.
  case step
  /// Seconds since the run began; points without a time are left out.
  case time
  /// Tokens seen; points whose tokens are unknown are left out.
  case tokens

  /// In a sentence: curves are drawn over these.
  package var words: String {
    switch self {
    case .step: "steps"
    case .time: "time"
    case .tokens: "tokens"
    }
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
  /// The champion's runs with other seeds: their range is drawn as a band, their mean dotted.
  package var referenceSeeds: [Series]
  /// Marked experiments to compare with, behind the subject, and ghosts behind them.
  package var others: [CurveLine]
  /// What is drawn: `train loss, EMA 50`.
  package var title: String
  /// Weight of the past in the smoothing, 0 (none) up to, but not including, 1.
  package var smoothing: Double
  package var unit: CurveUnit
  /// How many tokens the subject had seen at a step, for the unit of tokens; y counts them.
  package var subjectTokens: Series?
  /// The same for the champion.
  package var referenceTokens: Series?
  /// The share of the budget the run has used, 0...1; nil once it is over.
  package var budgetFraction: Double?
  /// Whether the difference to the reference is drawn below, where there is room.
  package var showsDifference: Bool
  /// Whether title and legend are drawn inside the plot.
  package var showsTitle: Bool
  package var showsLegend: Bool
  /// Whether lines are named at their right end, where there is room.
  package var showsEndLabels: Bool
  /// Whether the values as logged show faintly behind the smoothed line: as a tint, or as dots
  /// where the plot is at least ``CurveDrawing/bandHeight`` rows high.
  package var showsRaw: Bool
  package var logarithmic: Bool
  package var logarithmicX: Bool
  /// The part of x to show; nil for all of it.
  package var window: ClosedRange<Double>?
  /// The part of y to show; nil for what ``range`` chooses.
  package var verticalWindow: ClosedRange<Double>?
  package var range: CurveRangeMode
  /// A level to compare with, drawn across where it is in sight; nil without one.
  package var level: Double?
  /// Where the crosshair stands, in x; nil without one.
  package var crosshair: Double?
  package var subjectRole: Role
  /// Columns the y labels take at least, so that charts one below the other line up.
  package var labelWidth: Int
  /// Traces made before, to spare reading whole series again; one that does not fit is not used.
  package var subjectTrace: CurveTrace?
  package var referenceTrace: CurveTrace?
  /// The same for ``referenceSeeds``, in their order; empty where there are none.
  package var seedTraces: [CurveTrace]

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
    referenceSeeds = []
    seedTraces = []
    others = []
    showsTitle = true
    showsLegend = true
    showsEndLabels = false
    showsRaw = true
    logarithmic = false
    logarithmicX = false
    range = .robust
    subjectRole = .chart1
    labelWidth = 0
  }

  /// What traces have to be made with; see ``CurveTrace``.
  package var recipe: CurveRecipe {
    CurveRecipe(unit: unit, smoothing: smoothing, logarithmic: logarithmic)
  }

  /// Whether there is a champion to compare with.
  var hasReference: Bool { reference != nil || !referenceSeeds.isEmpty }

  /// The word for one unit of x: `step`, `tokens`.
  var unitWord: String {
    switch unit {
    case .tokens: "tokens"
    case .time: "time"
    case .step:
      (subject?.axis ?? reference?.axis ?? referenceSeeds.first?.axis ?? .step).rawValue
    }
  }

  /// Whether x counts seconds.
  var isTime: Bool { unit == .time || (unit == .step && unitWord == Axis.seconds.rawValue) }
}
