internal import Core

/// One drawing of a ratchet chart.
struct RatchetDrawing {
  let input: RatchetInput
  let area: Rect
  let capabilities: Capabilities
  let confirmed: [RatchetStep]
  let claimed: [RatchetStep]
  let range: RatchetRange
  let labelWidth: Int
  let plot: Rect
  let columns: RatchetColumns
  private let levelText: String

  init(input: RatchetInput, area: Rect, capabilities: Capabilities) {
    self.input = input
    self.area = area
    self.capabilities = capabilities
    confirmed = input.steps.filter { $0.level.isFinite }.sorted { $0.n < $1.n }
    claimed = input.claimedSteps
    let rows = max(0, area.height - 1)
    range = RatchetRange(
      confirmed: confirmed, claimed: claimed, newestEra: input.breaks.max() ?? 0,
      noise: input.noise, rows: rows)
    let longest = range.labels.map(\.count).max() ?? 0
    labelWidth = area.width < 24 ? 0 : max(7, min(10, longest + 1))
    levelText = confirmed.last.map { NumberText.metric($0.level, noise: input.noise) } ?? ""
    let newest = max(input.tries.map(\.n).max() ?? 0, confirmed.last?.n ?? 0)
    let left = labelWidth > 0 ? labelWidth + 1 : 0
    let margin = area.width < 24 ? 0 : max(levelText.count, String(newest).count + 1) + 2
    plot = Rect(
      row: area.row, column: area.column + left,
      width: max(0, area.width - left - margin), height: rows)
    columns = RatchetColumns(last: newest, width: plot.width)
  }

  func draw(into grid: inout Grid) {
    if !confirmed.isEmpty, !plot.isEmpty {
      drawLines(into: &grid)
    } else if plot.height > 0 {
      CurveChart.sentence(
        "no baseline yet", into: &grid, area: plot, capabilities: capabilities)
    }
    drawMarks(into: &grid)
    drawSelection(into: &grid)
  }

  private func drawLines(into grid: inout Grid) {
    var solid = DotRaster(columns: plot.width, rows: plot.height, glyphs: capabilities.glyphs)
    var dotted = solid
    let viewport = Viewport(x: 0...1, y: range.domain, raster: solid)
    var labels: [Int: String] = [:]
    for (value, text) in zip(range.ticks.values, range.labels) {
      labels[viewport.row(value) / solid.down] = text
    }
    AxisPen.draw(
      labels, left: plot, width: labelWidth, into: &grid, capabilities: capabilities)
    line(confirmed, pen: DotPen(), viewport: viewport, into: &solid)
    line(claimed, pen: DotPen.dotted(capabilities.glyphs), viewport: viewport, into: &dotted)
    // Both lines often share a row of cells, where the claimed one would vanish. Coarser dots than
    // braille's would make one thick line of the two.
    if capabilities.glyphs == .braille { solid.absorb(dotted) }
    drawBreaks(into: &grid)
    RasterPen.draw(
      [(solid, Style(.champion)), (dotted, Style(.claimed))], into: &grid, at: plot)
    guard let last = confirmed.last else { return }
    let row = plot.row + viewport.row(last.level) / solid.down
    ChartText.put(
      levelText, into: &grid, row: row, column: plot.column + columns.end + 1, within: area,
      style: Style(.champion, bold: true))
  }

  /// A step line to the right edge of the newest try, with a gap where an era begins.
  private func line(
    _ steps: [RatchetStep], pen: DotPen, viewport: Viewport, into raster: inout DotRaster
  ) {
    var pen = pen
    var previous: (x: Int, y: Int)?
    for (index, step) in steps.enumerated() {
      let isShown = range.domain.contains(step.level)
      let next = index + 1 < steps.count ? steps[index + 1] : nil
      let endColumn = next.map { columns.column(of: $0.n) } ?? columns.end
      let start = (x: columns.column(of: step.n) * raster.across, y: viewport.row(step.level))
      let end = (x: max(start.x, endColumn * raster.across - (next == nil ? 1 : 0)), y: start.y)
      guard isShown else {
        previous = nil
        continue
      }
      if let previous, !input.breaks.contains(step.n) {
        pen.line(from: (start.x, previous.y), to: start, in: &raster)
      } else {
        pen.begin(x: start.x, y: start.y, in: &raster)
      }
      pen.line(from: start, to: end, in: &raster)
      previous = end
    }
  }

  private func drawBreaks(into grid: inout Grid) {
    for n in input.breaks where n <= columns.last {
      let column = plot.column + columns.column(of: n)
      for row in plot.row..<plot.endRow {
        grid[row, column] = Cell(capabilities.unicode ? "┊" : ":", Style(.dim))
      }
    }
  }

  private func drawMarks(into grid: inout Grid) {
    let row = area.endRow - 1
    if labelWidth > 0 {
      ChartText.put(
        "  tries ", into: &grid, row: row, column: plot.column - 8, within: area,
        style: Style(.dim))
    }
    var marks: [Int: RatchetMark] = [:]
    for attempt in input.tries where attempt.n > 0 {
      let column = columns.column(of: attempt.n)
      if let mark = marks[column], mark.rank <= attempt.mark.rank { continue }
      marks[column] = attempt.mark
    }
    for (column, mark) in marks where column < plot.width {
      grid[row, plot.column + column] = Cell(
        mark.glyph(unicode: capabilities.unicode), Style(mark.role))
    }
    guard let newest = input.tries.map(\.n).max(), labelWidth > 0 else { return }
    let text = "#\(newest)"
    ChartText.put(
      text, into: &grid, row: row,
      column: plot.column + columns.end + 1 + max(0, levelText.count - text.count), within: area,
      style: Style(.dim))
  }

  private func drawSelection(into grid: inout Grid) {
    guard let selection = input.selection, selection >= 0, selection <= columns.last else { return }
    let column = plot.column + columns.column(of: selection)
    guard column < plot.endColumn else { return }
    for row in area.row..<area.endRow { grid[row, column].style.selected = true }
  }
}
