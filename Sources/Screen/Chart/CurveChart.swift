internal import Core

/// A loss curve over the champion's, with their difference below.
package struct CurveChart: Sendable {
  package init() {}

  /// Draws into a rectangle of any size; cells without ink stay as they are.
  package func draw(
    _ input: CurveInput, into grid: inout Grid, at area: Rect, capabilities: Capabilities
  ) {
    guard !area.isEmpty else { return }
    let subject = CurveTrace(
      input.subject, unit: input.unit, smoothing: input.smoothing, logarithmic: input.logarithmic)
    let reference = CurveTrace(
      input.reference, unit: input.unit, smoothing: input.smoothing,
      logarithmic: input.logarithmic)
    let others = input.others.map { line in
      CurveTrace(
        line.series, unit: input.unit, smoothing: input.smoothing, logarithmic: input.logarithmic)
    }
    let all = [subject, reference] + others
    guard let x = CurveRange.x(input, subject: subject, all: all),
      let y = CurveRange.y(all, within: x)
    else {
      CurveChart.sentence(
        CurveChart.emptySentence(input, subject), into: &grid, area: area,
        capabilities: capabilities)
      return
    }
    CurveDrawing(
      input: input, subject: subject, reference: reference, others: others, x: x, y: y, area: area,
      capabilities: capabilities
    ).draw(into: &grid)
  }

  /// The samples of both curves: `⣀⣀ #143   ⠂⠐ champion`.
  package static func legend(_ input: CurveInput, capabilities: Capabilities) -> [ChartSpan] {
    let samples = LineSamples(capabilities.glyphs)
    func name(_ text: String) -> ChartSpan {
      ChartSpan(" " + ChartText.plain(text, unicode: capabilities.unicode), .dim)
    }
    var spans = [
      ChartSpan(samples.solid, input.subjectRole), name(input.subjectName),
    ]
    for line in input.others {
      spans += [ChartSpan("   " + samples.solid, line.role), name(line.name)]
    }
    if input.reference != nil {
      spans += [
        ChartSpan("   " + samples.dotted, .ghost), name(input.referenceName),
      ]
    }
    return spans
  }

  /// What the smoothed curves say at a place in x, for a crosshair's read-out; nil outside them.
  package static func values(_ input: CurveInput, at place: Double) -> (
    subject: Double?, reference: Double?
  ) {
    func value(_ series: Series?) -> Double? {
      CurveTrace(series, unit: input.unit, smoothing: input.smoothing).value(at: place)
        .flatMap { $0.isFinite ? $0 : nil }
    }
    return (value(input.subject), value(input.reference))
  }

  /// The range of x the chart shows, to move a crosshair in; nil while there is nothing to show.
  package static func extent(_ input: CurveInput) -> ClosedRange<Double>? {
    let subject = CurveTrace(input.subject, unit: input.unit, smoothing: 0)
    let reference = CurveTrace(input.reference, unit: input.unit, smoothing: 0)
    return CurveRange.x(input, subject: subject, all: [subject, reference])
  }

  private static func emptySentence(_ input: CurveInput, _ subject: CurveTrace) -> String {
    if subject.isEmpty {
      let points = input.subject?.points ?? []
      return points.isEmpty ? "no points yet" : "no point has a time"
    }
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

/// What a solid and a dotted line look like in a legend.
package struct LineSamples: Sendable {
  package let solid: String
  package let dotted: String

  package init(_ glyphs: Glyphs) {
    switch glyphs {
    case .braille: (solid, dotted) = ("⣀⣀", "⠂⠐")
    case .block: (solid, dotted) = ("▄▄", "▘▝")
    case .ascii: (solid, dotted) = ("---", "- -")
    }
  }
}
