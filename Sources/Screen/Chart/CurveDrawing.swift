internal import Core
internal import RealModule

/// One drawing of a curve chart whose ranges are known.
struct CurveDrawing {
  let input: CurveInput
  let subject: CurveTrace
  let reference: CurveTrace
  let others: [CurveTrace]
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  let area: Rect
  let capabilities: Capabilities

  func draw(into grid: inout Grid) {
    let wantsStrip = input.showsDifference && input.reference != nil
    let difference = wantsStrip ? self.difference : CurveTrace()
    let bound = CurveRange.difference(difference, within: x)
    let rough = CurveLayout(area: area, labelWidth: 6, difference: wantsStrip)
    let ticks = yTicks(rows: rough.plot.height)
    let stripTicks = rough.strip.height > 0 ? stripLabels(bound) : []
    let longest = (ticks.texts + stripTicks).map(\.count).max() ?? 0
    let narrow = area.width < 24
    let layout = CurveLayout(
      area: area, labelWidth: narrow ? 0 : max(6, min(10, longest + 1)), difference: wantsStrip)
    drawPlot(ticks.ticks, ticks.texts, layout, into: &grid)
    if layout.strip.height > 0, layout.strip.width > 0 {
      drawStrip(difference, bound: bound, layout, into: &grid)
    }
    if let row = layout.labelRow {
      CurveAxis.draw(input, x: x, plot: layout.plot, row: row, area: area, into: &grid)
    }
    drawCrosshair(layout, into: &grid)
  }

  /// In the series' own unit, on a logarithmic axis too.
  private var difference: CurveTrace {
    guard input.logarithmic else { return subject.minus(reference) }
    func linear(_ series: Series?) -> CurveTrace {
      CurveTrace(series, unit: input.unit, smoothing: input.smoothing)
    }
    return linear(input.subject).minus(linear(input.reference))
  }

  private func yTicks(rows: Int) -> (ticks: Ticks, texts: [String]) {
    let limit = max(1, rows > 6 ? rows / 2 : (rows + 1) / 2)
    guard input.logarithmic else {
      let ticks = Ticks(over: y, atMost: limit)
      return (ticks, ticks.labels)
    }
    let domain = Double.pow(10, y.lowerBound)...Double.pow(10, y.upperBound)
    var ticks = Ticks.logarithmic(over: domain, atMost: limit)
    let texts = ticks.values.map { NumberText.trimmed($0) }
    ticks.values = ticks.values.map { Double.log10($0) }
    return (ticks, texts)
  }

  private func drawPlot(
    _ ticks: Ticks, _ texts: [String], _ layout: CurveLayout, into grid: inout Grid
  ) {
    let plot = layout.plot
    guard !plot.isEmpty else { return }
    var front = DotRaster(columns: plot.width, rows: plot.height, glyphs: capabilities.glyphs)
    var ghost = front
    var raw = front
    let viewport = Viewport(x: x, y: y, raster: front)
    AxisPen.draw(
      AxisPen.labels(ticks, texts: texts, in: viewport, down: front.down), left: plot,
      width: layout.labelWidth, into: &grid, capabilities: capabilities)
    var tracer = CurveTracer(viewport: viewport)
    var ghostTracer = tracer
    tracer.solid(subject, into: &front)
    ghostTracer.dotted(reference, into: &ghost)
    if input.showsRaw {
      var rawTracer = CurveTracer(viewport: viewport)
      rawTracer.solid(
        CurveTrace(
          input.subject, unit: input.unit, smoothing: 0, logarithmic: input.logarithmic),
        into: &raw)
    }
    var layers = [(front, Style(input.subjectRole))]
    for (trace, line) in zip(others, input.others) {
      var raster = DotRaster(columns: plot.width, rows: plot.height, glyphs: capabilities.glyphs)
      var tracer = CurveTracer(viewport: viewport)
      tracer.solid(trace, into: &raster)
      layers.append((raster, Style(line.role)))
    }
    layers += [(ghost, Style(.ghost)), (raw, Style(.band))]
    RasterPen.draw(layers, into: &grid, at: plot)
    drawMarks(tracer, plot: plot, across: front.across, viewport: viewport, into: &grid)
    ChartCaption.draw(
      input, divergedAt: subject.divergedAt, plot: plot,
      isTouched: { front.isTouched(row: $0, column: $1) || ghost.isTouched(row: $0, column: $1) },
      into: &grid, capabilities: capabilities)
  }

  /// Marks at the edges: what was clipped, and where the log said something that is no number.
  private func drawMarks(
    _ tracer: CurveTracer, plot: Rect, across: Int, viewport: Viewport, into grid: inout Grid
  ) {
    let style = Style(.dim)
    for column in CurveDrawing.starts(of: tracer.above) {
      grid[plot.row, plot.column + column / across] = Cell(
        capabilities.unicode ? "▲" : "^", style)
    }
    for column in CurveDrawing.starts(of: tracer.below) {
      grid[plot.endRow - 1, plot.column + column / across] = Cell(
        capabilities.unicode ? "▼" : "v", style)
    }
    for place in subject.broken {
      guard let column = viewport.column(place) else { continue }
      grid[plot.endRow - 1, plot.column + column / across] = Cell(
        capabilities.unicode ? "×" : "x", Style(.bad))
    }
  }

  /// The first of every unbroken run of dot columns: one mark says it.
  private static func starts(of columns: [Int]) -> [Int] {
    var last = Int.min
    return columns.filter { column in
      defer { last = column }
      return last == Int.min || column > last + 4
    }
  }

  private func stripLabels(_ bound: Double) -> [String] {
    let digits = NumberText.digits(for: bound)
    guard digits <= 6 else {
      let text = NumberText.scientific(bound, digits: 0)
      return ["+" + text, "-" + text]
    }
    return [
      NumberText.signed(bound, digits: digits), NumberText.signed(-bound, digits: digits),
    ]
  }

  private func drawStrip(
    _ difference: CurveTrace, bound: Double, _ layout: CurveLayout, into grid: inout Grid
  ) {
    let strip = layout.strip
    var front = DotRaster(columns: strip.width, rows: strip.height, glyphs: capabilities.glyphs)
    var zero = front
    let viewport = Viewport(x: x, y: -bound...bound, raster: front)
    let texts = stripLabels(bound)
    var labels = [0: texts[0], strip.height - 1: texts[1]]
    if strip.height % 2 == 1 { labels[strip.height / 2] = "0" }
    AxisPen.draw(
      labels, left: strip, width: layout.labelWidth, into: &grid, capabilities: capabilities)
    var pen = DotPen.dotted(capabilities.glyphs)
    let middle = viewport.row(0)
    pen.begin(x: 0, y: middle, in: &zero)
    pen.line(from: (0, middle), to: (zero.width - 1, middle), in: &zero)
    var tracer = CurveTracer(viewport: viewport)
    tracer.solid(difference, into: &front)
    RasterPen.draw(
      [(front, Style(input.subjectRole)), (zero, Style(.dim))], into: &grid, at: strip)
    let caption =
      "minus " + ChartText.plain(input.referenceName, unicode: capabilities.unicode)
    let column = strip.endColumn - CellWidth.columns(of: caption)
    guard column > strip.column + strip.width / 3 else { return }
    let covered = (column..<strip.endColumn).contains {
      front.isTouched(row: 0, column: $0 - strip.column)
    }
    let row = covered ? strip.endRow - 1 : strip.row
    ChartText.put(
      caption, into: &grid, row: row, column: column, within: strip, style: Style(.dim))
  }

  private func drawCrosshair(_ layout: CurveLayout, into grid: inout Grid) {
    guard let place = input.crosshair, x.contains(place), layout.plot.width > 0 else { return }
    let share = (place - x.lowerBound) / max(x.upperBound - x.lowerBound, .leastNormalMagnitude)
    let column = layout.plot.column + Int((share * Double(layout.plot.width - 1)).rounded())
    for row in layout.plot.row..<max(layout.plot.endRow, layout.strip.endRow)
    where grid[row, column].text == " " {
      grid[row, column] = Cell(capabilities.unicode ? "┊" : ":", Style(.accent))
    }
  }
}
