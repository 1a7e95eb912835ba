/// How curves are shown, on every screen that has some.
package struct ChartState: Equatable, Sendable {
  /// Points the smoothing averages over; nil follows the length of the curve.
  package var span: Int?
  package var unit: CurveUnit
  package var logarithmic: LogarithmicAxes
  /// The part of x that is shown; nil for all of it.
  package var window: ClosedRange<Double>?
  /// The part of y that is shown; nil for what ``range`` chooses.
  package var verticalWindow: ClosedRange<Double>?
  package var range: CurveRangeMode
  /// Where the crosshair stands, in x; nil without one.
  package var crosshair: Double?
  package var showsChampion: Bool
  /// The series that is drawn; nil for the one that says best how training goes.
  package var series: String?

  package init() {
    unit = .step
    logarithmic = .none
    range = .robust
    showsChampion = true
  }

  /// The spans that `[` and `]` step through; 1 is no smoothing.
  package static let spans = [1, 5, 10, 20, 50, 100, 200, 500]
}

extension CurveRangeMode {
  /// For a title; nil for the one that goes without saying.
  var words: String? {
    switch self {
    case .robust: nil
    case .full: "all values"
    case .visible: "all values in sight"
    case .locked: "y held"
    }
  }
}

/// Which axes of a chart are logarithmic.
package enum LogarithmicAxes: String, CaseIterable, Sendable {
  case none = "linear", y = "log y", x = "log x", both = "log x and y"

  var hasX: Bool { self == .x || self == .both }
  var hasY: Bool { self == .y || self == .both }
}
