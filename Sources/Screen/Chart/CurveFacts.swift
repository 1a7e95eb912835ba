internal import Core

/// What a reader should know about a picture of curves beyond what it shows, for a title line.
package struct CurveFacts: Equatable, Sendable {
  /// The subject's drawn values above or below the plot.
  package var clipped = 0
  /// Values a logarithmic axis cannot show.
  package var hidden = 0
  /// Values of the subject that are no numbers.
  package var broken = 0
  /// Where the subject stopped being a number, if it ends so: `step 104`.
  package var diverged: String?
  /// Curves that have no place over the chosen unit.
  package var withoutPlace: [String] = []
  package var unit = CurveUnit.step

  package init() {}

  init(
    clipped: Int, hidden: Int, broken: Int, diverged: String?, withoutPlace: [String],
    unit: CurveUnit = .step
  ) {
    self.clipped = clipped
    self.hidden = hidden
    self.broken = broken
    self.diverged = diverged
    self.withoutPlace = withoutPlace
    self.unit = unit
  }

  /// `diverged @ step 104   12 clipped   3 not positive`: the gravest first.
  package var spans: [ChartSpan] {
    var parts: [ChartSpan] = []
    if let diverged {
      parts.append(ChartSpan("diverged @ \(diverged)", .bad))
    } else if broken > 0 {
      parts.append(ChartSpan("\(NumberText.count(Double(broken))) not a number", .bad))
    }
    if clipped > 0 { parts.append(ChartSpan("\(NumberText.count(Double(clipped))) clipped", .dim)) }
    if hidden > 0 {
      parts.append(ChartSpan("\(NumberText.count(Double(hidden))) not positive", .dim))
    }
    if !withoutPlace.isEmpty {
      let what = unit == .tokens ? "tokens" : "times"
      parts.append(
        ChartSpan("\(what) of \(withoutPlace.joined(separator: ", ")) unknown", .dim))
    }
    return Array(parts.map { [$0] }.joined(separator: [ChartSpan("   ", .dim)]))
  }

  /// A place along x in words: `step 104`, `4:12`.
  static func place(_ place: Double, _ input: CurveInput) -> String {
    if input.isTime { return NumberText.clock(place) }
    let isWhole = place == place.rounded() && abs(place) < 1e9
    let number = isWhole ? NumberText.fixed(place, digits: 0) : NumberText.count(place)
    return input.unitWord == "tokens"
      ? NumberText.count(place) + " tokens" : "\(input.unitWord) \(number)"
  }
}
