internal import Core

/// The step line of confirmed champions over the line single runs would claim, and a mark per try.
package struct RatchetChart: Sendable {
  package init() {}

  /// Draws into a rectangle of any size; the last row is the row of marks.
  package func draw(
    _ input: RatchetInput, into grid: inout Grid, at area: Rect, capabilities: Capabilities
  ) {
    guard !area.isEmpty else { return }
    let levels = input.steps.filter { $0.level.isFinite }
    guard !levels.isEmpty || !input.tries.isEmpty else {
      CurveChart.sentence(
        "no baseline yet", into: &grid, area: area, capabilities: capabilities)
      return
    }
    RatchetDrawing(input: input, area: area, capabilities: capabilities).draw(into: &grid)
  }

  /// The samples of both lines: `⣀⣀ confirmed   ⠂⠐ claimed by single runs`.
  package static func legend(short: Bool, capabilities: Capabilities) -> [ChartSpan] {
    let samples = LineSamples(capabilities.glyphs)
    return [
      ChartSpan(samples.solid, .champion), ChartSpan(" confirmed   ", .dim),
      ChartSpan(samples.dotted, .claimed),
      ChartSpan(short ? " claimed" : " claimed by single runs", .dim),
    ]
  }

  /// Where experiments stand in a chart drawn into a rectangle, and its first column on screen; for
  /// the mouse and for cursors.
  package static func columns(_ input: RatchetInput, at area: Rect, capabilities: Capabilities)
    -> (columns: RatchetColumns, origin: Int)
  {
    let drawing = RatchetDrawing(input: input, area: area, capabilities: capabilities)
    return (drawing.columns, drawing.plot.column)
  }
}
