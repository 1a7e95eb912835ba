internal import Core

/// Title and legend inside a curve's plot, where the curve leaves room.
enum ChartCaption {
  static func draw(
    _ input: CurveInput, divergedAt: Double?, plot: Rect, isTouched: (Int, Int) -> Bool,
    into grid: inout Grid, capabilities: Capabilities
  ) {
    var lines: [[ChartSpan]] = []
    let title =
      input.showsTitle ? ChartText.plain(input.title, unicode: capabilities.unicode) : ""
    let titleSpans = title.isEmpty ? [] : [ChartSpan(title, .dim)]
    let legend =
      input.showsLegend && input.others.isEmpty
      ? CurveChart.legend(input, capabilities: capabilities) : []
    let gap = titleSpans.isEmpty || legend.isEmpty ? [] : [ChartSpan("   ", .dim)]
    let joined = titleSpans + gap + legend
    if joined.width <= plot.width * 2 / 3 {
      lines = [joined]
    } else {
      lines = [legend, titleSpans]
    }
    if let divergedAt {
      lines.append([ChartSpan("diverged at \(CurveFacts.place(divergedAt, input))", .bad)])
    }
    lines = lines.filter { !$0.isEmpty && $0.width <= plot.width - 2 }
    lines = Array(lines.prefix(max(0, plot.height - 2)))
    guard !lines.isEmpty else { return }
    let fromTop = Array(0..<lines.count)
    let fromBottom = fromTop.map { plot.height - lines.count + $0 }
    let rows = covered(lines, fromTop) <= covered(lines, fromBottom) ? fromTop : fromBottom
    for (line, row) in zip(lines, rows) {
      ChartText.put(
        line, into: &grid, row: plot.row + row, column: plot.endColumn - line.width, within: plot,
        keepsGround: true)
    }

    func covered(_ lines: [[ChartSpan]], _ rows: [Int]) -> Int {
      zip(lines, rows).reduce(0) { sum, pair in
        sum + (plot.width - pair.0.width..<plot.width).count { isTouched(pair.1, $0) }
      }
    }
  }
}
