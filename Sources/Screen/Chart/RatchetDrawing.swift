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
  let places: RatchetPlaces
  private let levelText: String
  private let newest: Int
  private let marksRow: Int
  private let labelRow: Int?

  init(input: RatchetInput, area: Rect, capabilities: Capabilities) {
    self.input = input
    self.area = area
    self.capabilities = capabilities
    let isTall = area.height >= 12
    marksRow = area.endRow - (isTall ? 2 : 1)
    labelRow = isTall ? area.endRow - 1 : nil
    let rows = max(0, area.height - (isTall ? 2 : 1))
    let all = input.steps.filter { $0.level.isFinite }.sorted { $0.n < $1.n }
    let claims = input.claimedSteps
    newest = max(input.tries.map(\.n).max() ?? 0, all.last?.n ?? 0)
    let sight = RatchetPlaces(input, last: newest, width: max(1, area.width))
    confirmed = RatchetDrawing.inSight(all, sight)
    claimed = RatchetDrawing.inSight(claims, sight)
    range = RatchetRange(
      confirmed: confirmed, claimed: claimed, newestEra: input.breaks.max() ?? 0,
      noise: input.noise, rows: rows)
    let longest = range.labels.map(\.count).max() ?? 0
    labelWidth = area.width < 24 ? 0 : max(7, min(10, longest + 1))
    levelText = confirmed.last.map { NumberText.metric($0.level, noise: input.noise) } ?? ""
    let left = labelWidth > 0 ? labelWidth + 1 : 0
    let margin = area.width < 24 ? 0 : max(levelText.count, String(newest).count + 1) + 2
    plot = Rect(
      row: area.row, column: area.column + left,
      width: max(0, area.width - left - margin), height: rows)
    places = RatchetPlaces(input, last: newest, width: plot.width)
  }

  private static func inSight(_ steps: [RatchetStep], _ places: RatchetPlaces) -> [RatchetStep] {
    steps.indices.filter { index in
      places.isInSight(
        from: steps[index].n, to: index + 1 < steps.count ? steps[index + 1].n : nil)
    }.map { steps[$0] }
  }

  func draw(into grid: inout Grid) {
    if !confirmed.isEmpty, !plot.isEmpty {
      drawLines(into: &grid)
    } else if plot.height > 0 {
      CurveChart.sentence(
        "no baseline yet", into: &grid, area: plot, capabilities: capabilities)
    }
    drawMarks(into: &grid)
    drawLabels(into: &grid)
    drawSelection(into: &grid)
  }

  private func drawLines(into grid: inout Grid) {
    let blank = DotRaster(columns: plot.width, rows: plot.height, glyphs: capabilities.glyphs)
    var solid = blank
    var dotted = blank
    let across = Double(max(1, blank.width - 1))
    let viewport = Viewport(x: ChartScale(0...across), y: ChartScale(range.domain), raster: blank)
    var labels: [Int: String] = [:]
    for (value, text) in zip(range.ticks.values, range.labels) {
      labels[viewport.row(value) / blank.down] = text
    }
    AxisPen.draw(
      labels, left: plot, width: labelWidth, into: &grid, capabilities: capabilities)
    if capabilities.tints || plot.height >= CurveDrawing.bandHeight {
      BandPen(viewport: viewport, capabilities: capabilities).draw(
        intervals(across: blank.across), raster: blank, into: &grid, at: plot)
    }
    let lines = RatchetLines(places: places, viewport: viewport, breaks: Set(input.breaks))
    var edges = lines.draw(confirmed, pen: DotPen(), into: &solid)
    edges += lines.draw(claimed, pen: DotPen.dotted(capabilities.glyphs), into: &dotted)
    // Both lines often share a row of cells, where the claimed one would vanish. Coarser dots than
    // braille's would make one thick line of the two.
    if capabilities.glyphs == .braille { solid.absorb(dotted) }
    drawBreaks(into: &grid)
    if plot.height >= CurveDrawing.bandHeight { drawTries(viewport, blank, into: &grid) }
    RasterPen.draw(
      focused: RasterLayer(solid, Style(.champion)),
      others: [RasterLayer(dotted, Style(.claimed))], into: &grid, at: plot)
    for edge in Set(edges) {
      let row = edge.isAbove ? plot.row : plot.endRow - 1
      let mark =
        edge.isAbove ? (capabilities.unicode ? "▲" : "^") : capabilities.unicode ? "▼" : "v"
      grid[row, plot.column + min(plot.width - 1, edge.column)] = Cell(mark, Style(.dim))
    }
    guard let last = confirmed.last, range.domain.contains(last.level) else { return }
    let row = plot.row + viewport.row(last.level) / blank.down
    ChartText.put(
      levelText, into: &grid, row: row, column: plot.column + places.end + 1, within: area,
      style: Style(.champion, bold: true))
  }

  /// The levels' intervals, over dots.
  private func intervals(across: Int) -> CurveBand {
    var band = CurveBand()
    for (index, step) in confirmed.enumerated() {
      guard let margin = step.margin, margin.isFinite, margin > 0 else { continue }
      let next = index + 1 < confirmed.count ? places.start(of: confirmed[index + 1].n) : places.end
      let start = places.start(of: step.n)
      guard next > start else { continue }
      let (low, high) = (step.level - margin, step.level + margin)
      band.append(Double(start * across), low, high)
      band.append(Double(next * across - 1), low, high)
      band.append(Double(next * across), .nan, .nan)
    }
    return band
  }

  /// What every try measured, as a dot where no line is.
  private func drawTries(_ viewport: Viewport, _ blank: DotRaster, into grid: inout Grid) {
    var raster = blank
    for attempt in input.tries where attempt.mark != .kept {
      guard let value = attempt.measured, range.domain.contains(value),
        let column = places.column(of: attempt.n)
      else { continue }
      raster.set(x: column * blank.across, y: viewport.row(value))
    }
    RasterPen.draw(
      focused: RasterLayer(
        raster, Style(.dim), character: capabilities.glyphs == .ascii ? "," : nil),
      others: [], into: &grid, at: plot)
  }

  private func drawBreaks(into grid: inout Grid) {
    for n in input.breaks where n <= places.last {
      guard let place = places.column(of: n), place < plot.width else { continue }
      for row in plot.row..<plot.endRow {
        grid[row, plot.column + place] = Cell(capabilities.unicode ? "┊" : ":", Style(.dim))
      }
    }
  }

  private func drawMarks(into grid: inout Grid) {
    if labelWidth > 0 {
      ChartText.put(
        "  tries ", into: &grid, row: marksRow, column: plot.column - 8, within: area,
        style: Style(.dim))
    }
    var marks: [Int: RatchetMark] = [:]
    for attempt in input.tries where attempt.n > 0 {
      guard let column = places.column(of: attempt.n) else { continue }
      let isSelected = attempt.n == input.selection
      if !isSelected, let mark = marks[column], mark.rank <= attempt.mark.rank { continue }
      marks[column] = attempt.mark
    }
    // The selected try stands for its column, however humble.
    if let selection = input.selection, let column = places.column(of: selection),
      let attempt = input.tries.first(where: { $0.n == selection && $0.n > 0 })
    {
      marks[column] = attempt.mark
    }
    for (column, mark) in marks where column < plot.width {
      grid[marksRow, plot.column + column] = Cell(
        mark.glyph(unicode: capabilities.unicode), Style(mark.role))
    }
    guard let newest = input.tries.map(\.n).max(), labelWidth > 0 else { return }
    let text = "#\(newest)"
    ChartText.put(
      text, into: &grid, row: marksRow,
      column: plot.column + places.end + 1 + max(0, levelText.count - text.count), within: area,
      style: Style(.dim))
  }

  private func drawLabels(into grid: inout Grid) {
    guard let labelRow, labelWidth > 0, plot.width > 0 else { return }
    var end = plot.column - 2
    let (labels, word) = RatchetLabels.labels(input, places, width: plot.width)
    let wordColumn = area.endColumn - word.count
    for (column, text) in labels {
      let start = max(plot.column - 1, plot.column + column - text.count / 2)
      guard start > end + 1, start + text.count < wordColumn else { continue }
      end = ChartText.put(
        text, into: &grid, row: labelRow, column: start, within: area, style: Style(.dim))
    }
    ChartText.put(
      word, into: &grid, row: labelRow, column: wordColumn, within: area, style: Style(.dim))
  }

  private func drawSelection(into grid: inout Grid) {
    guard let selection = input.selection, selection >= 0, selection <= places.last,
      let place = places.column(of: selection), place < plot.width
    else { return }
    let column = plot.column + place
    // A bar through the whole plot would be the loudest thing on the screen.
    let line = capabilities.unicode ? "│" : "|"
    for row in plot.row..<plot.endRow where grid[row, column].text == " " {
      grid[row, column] = Cell(line, Style(.dim, ground: grid[row, column].style.ground))
    }
    grid[marksRow, column].style.selected = true
  }
}
