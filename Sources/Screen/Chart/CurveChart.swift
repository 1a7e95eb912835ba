internal import Core

/// A loss curve over the champion's, with their difference below.
package struct CurveChart: Sendable {
  package init() {}

  /// Draws into a rectangle of any size; cells without ink stay as they are.
  ///
  /// - Returns: What a title should say about the picture; nil when a sentence was drawn instead.
  @discardableResult
  package func draw(
    _ input: CurveInput, into grid: inout Grid, at area: Rect, capabilities: Capabilities
  ) -> CurveFacts? {
    guard !area.isEmpty else { return nil }
    guard let scene = CurveChart.scene(input, area) else {
      CurveChart.sentence(
        CurveChart.emptySentence(input), into: &grid, area: area, capabilities: capabilities)
      return nil
    }
    CurveDrawing(scene, area: area, capabilities: capabilities).draw(into: &grid)
    return scene.facts
  }

  private static func scene(_ input: CurveInput, _ area: Rect) -> CurveScene? {
    // The axis takes columns and the labels rows; the lines' dots are two to a cell at most.
    let drawsBand = input.showsRaw && input.smoothing > 0 && area.height >= 14
    return CurveScene(input, columns: max(2, area.width * 2), drawsBand: drawsBand)
  }

  /// Where a chart drawn into a rectangle has its plot, and what it shows; nil while there is
  /// nothing to show.
  package static func frame(_ input: CurveInput, at area: Rect, capabilities: Capabilities)
    -> CurveFrame?
  {
    scene(input, area).map {
      CurveDrawing($0, area: area, capabilities: capabilities).frame
    }
  }

  /// What a title should say about a chart; nil while there is nothing to show.
  package static func facts(_ input: CurveInput, at area: Rect) -> CurveFacts? {
    scene(input, area)?.facts
  }

  /// The samples of all curves: `⣀⣀ #143   ⠂⠐ champion`.
  package static func legend(_ input: CurveInput, capabilities: Capabilities) -> [ChartSpan] {
    CurveLegend(input, capabilities: capabilities).spans
  }

  /// What the smoothed curves say at a place in x, for a crosshair's read-out; nil outside them.
  package static func values(_ input: CurveInput, at place: Double) -> (
    subject: Double?, reference: Double?
  ) {
    let (subject, references, _) = CurveScene.traces(input)
    let values = references.compactMap { $0.value(at: place) }
    return (
      subject.value(at: place),
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    )
  }

  /// All of x there is to show; nil while there is nothing.
  package static func extent(_ input: CurveInput) -> ClosedRange<Double>? {
    let (subject, references, others) = CurveScene.traces(input)
    return CurveRange.x(input, subject: subject, all: [subject] + references + others)
  }

  /// From the lowest to the highest value of all curves; nil while there is none.
  package static func verticalExtent(_ input: CurveInput) -> ClosedRange<Double>? {
    let (subject, references, others) = CurveScene.traces(input)
    let buckets = ([subject] + references + others).flatMap { traced in
      traced.trace.buckets.filter { $0.count > 0 }
    }
    guard let low = buckets.map(\.low.y).min(), let high = buckets.map(\.high.y).max() else {
      return nil
    }
    return low...high
  }

  private static func emptySentence(_ input: CurveInput) -> String {
    let points = input.subject?.points ?? []
    if points.isEmpty { return "no points yet" }
    let trace = CurveScene.traces(input).subject.trace
    if trace.isEmpty {
      switch input.unit {
      case .tokens: return "this run's log does not say how many tokens it saw"
      case .time: return "no point has a time"
      case .step: return "no point has a step"
      }
    }
    if input.logarithmicX { return "no positive \(input.unitWord) yet" }
    return input.logarithmic ? "no positive values yet" : "only values that are no numbers so far"
  }

  static func sentence(
    _ text: String, into grid: inout Grid, area: Rect, capabilities: Capabilities
  ) {
    let text = ChartText.fitted(text, width: area.width, unicode: capabilities.unicode)
    ChartText.put(
      text, into: &grid, row: area.row + (area.height - 1) / 2,
      column: area.column + (area.width - CellWidth.columns(of: text)) / 2, within: area,
      style: Style(.dim))
  }
}
