internal import Core
internal import RealModule

/// One drawing of a curve chart: its parts, their places, and what is written around them.
struct CurveDrawing {
  let scene: CurveScene
  let area: Rect
  let capabilities: Capabilities
  let layout: CurveLayout
  /// The differences' range, the same up and down.
  let bound: Double
  let difference: CurvePath
  private let ticks: Ticks
  private let texts: [String]
  private let prefix: String?
  private let endLabels: [EndLabel]

  /// Rows a plot needs before dots may fill a band behind its lines.
  static let bandHeight = 8

  private var input: CurveInput { scene.input }

  /// - Parameter showsLegendLine: Whether the legend takes a row of its own above the plot.
  init(_ scene: CurveScene, area: Rect, capabilities: Capabilities, showsLegendLine: Bool = false) {
    self.scene = scene
    self.area = area
    self.capabilities = capabilities
    let input = scene.input
    let wantsStrip = input.showsDifference && input.hasReference
    difference = wantsStrip ? scene.difference : CurvePath()
    let seeds = wantsStrip ? scene.champion.aroundMean : CurveBand()
    bound = CurveRange.difference(difference, band: seeds, within: scene.x.domain)
    let top = showsLegendLine ? 1 : 0
    let rough = CurveLayout(
      area: area.inset(top: top), labelWidth: 6, margin: 0, difference: wantsStrip)
    ticks = CurveDrawing.ticks(scene, rows: rough.plot.height)
    let labels = CurveDrawing.texts(ticks, scene)
    let shared = Ticks.shared(labels)
    texts = shared?.rests ?? labels
    prefix = shared.map { $0.prefix + "+" }
    let strip = rough.strip.height > 0 ? CurveDrawing.stripLabels(bound) : []
    let longest = (texts + strip + [prefix ?? ""]).map(\.count).max() ?? 0
    let narrow = area.width < 24
    let width = max(input.labelWidth, max(6, min(10, longest + 1)))
    endLabels = EndLabel.all(scene, room: area.width, capabilities: capabilities)
    layout = CurveLayout(
      area: area.inset(top: top), labelWidth: narrow ? 0 : width,
      margin: EndLabel.margin(endLabels), difference: wantsStrip)
  }

  var frame: CurveFrame {
    CurveFrame(
      plot: layout.plot, strip: layout.strip, x: scene.x, y: scene.y, extent: scene.extent,
      across: DotRaster(columns: 1, rows: 1, glyphs: capabilities.glyphs).across)
  }

  func draw(into grid: inout Grid) {
    let plot = layout.plot
    let lines = CurvePlot(
      scene, columns: plot.width, rows: plot.height, capabilities: capabilities)
    let legend = CurveLegend(scene.input, capabilities: capabilities)
    if input.showsLegend, !input.others.isEmpty, layout.plot.row == area.row {
      if let block = legend.block(in: plot, isTouched: lines.isTouched) {
        drawPlot(lines, showsCaption: false, into: &grid)
        legend.draw(block, into: &grid)
      } else if area.height >= 6 {
        let below = CurveDrawing(
          scene, area: area, capabilities: capabilities, showsLegendLine: true)
        legend.drawLine(into: &grid, at: area)
        return below.draw(into: &grid)
      } else {
        drawPlot(lines, into: &grid)
      }
    } else {
      drawPlot(lines, into: &grid)
    }
    if layout.strip.height > 0, layout.strip.width > 0 { drawStrip(into: &grid) }
    if let row = layout.labelRow {
      CurveAxis.draw(input, x: scene.x, plot: layout.plot, row: row, area: area, into: &grid)
    }
    drawCrosshair(lines.viewport, into: &grid)
  }

  private static func ticks(_ scene: CurveScene, rows: Int) -> Ticks {
    let limit = max(1, rows > 6 ? rows / 2 : (rows + 1) / 2)
    return scene.y.isLogarithmic
      ? Ticks.logarithmic(over: scene.y.domain, atMost: limit)
      : Ticks(over: scene.y.domain, atMost: limit)
  }

  private static func texts(_ ticks: Ticks, _ scene: CurveScene) -> [String] {
    let isSpread =
      scene.y.isLogarithmic && scene.y.domain.upperBound > scene.y.domain.lowerBound * 10
    return isSpread ? ticks.values.map { NumberText.trimmed($0) } : ticks.labels
  }

  private func drawPlot(
    _ lines: CurvePlot, showsCaption: Bool = true, into grid: inout Grid
  ) {
    let plot = layout.plot
    guard !plot.isEmpty else { return }
    var labels = AxisPen.labels(
      ticks, texts: texts, in: lines.viewport, down: lines.front.raster.down)
    if let prefix, labels.count > 1 { labels[0] = prefix }
    AxisPen.draw(
      labels, left: plot, width: layout.labelWidth, into: &grid, capabilities: capabilities)
    lines.draw(into: &grid, at: plot)
    EndLabel.draw(endLabels, lines.viewport, plot, area, capabilities, into: &grid)
    guard showsCaption else { return }
    ChartCaption.draw(
      input, divergedAt: scene.subject.trace.divergedAt, plot: plot,
      isTouched: lines.isTouched, into: &grid, capabilities: capabilities)
  }

  private static func stripLabels(_ bound: Double) -> [String] {
    let digits = NumberText.digits(for: bound)
    guard digits <= 6 else {
      let text = NumberText.scientific(bound, digits: 0)
      return ["+" + text, "-" + text]
    }
    return [
      NumberText.signed(bound, digits: digits), NumberText.signed(-bound, digits: digits),
    ]
  }

  private func drawStrip(into grid: inout Grid) {
    let strip = layout.strip
    var front = DotRaster(columns: strip.width, rows: strip.height, glyphs: capabilities.glyphs)
    var zero = front
    let viewport = Viewport(x: scene.x, y: ChartScale(-bound...bound), raster: front)
    let texts = CurveDrawing.stripLabels(bound)
    var labels = [0: texts[0], strip.height - 1: texts[1]]
    if strip.height % 2 == 1 { labels[strip.height / 2] = "0" }
    AxisPen.draw(
      labels, left: strip, width: layout.labelWidth, into: &grid, capabilities: capabilities)
    if !scene.champion.band.isEmpty {
      BandPen(viewport: viewport, capabilities: capabilities).draw(
        scene.champion.aroundMean, raster: front, into: &grid, at: strip)
    }
    var pen = DotPen.dotted(capabilities.glyphs)
    let middle = viewport.row(0)
    pen.begin(x: 0, y: middle, in: &zero)
    pen.line(from: (0, middle), to: (zero.width - 1, middle), in: &zero)
    var tracer = CurveTracer(viewport: viewport)
    tracer.solid(difference, into: &front)
    RasterPen.draw(
      focused: RasterLayer(front, Style(input.subjectRole)),
      others: [RasterLayer(zero, Style(.dim))], into: &grid, at: strip)
    let caption =
      "minus " + ChartText.plain(input.referenceName, unicode: capabilities.unicode)
    let column = strip.endColumn - CellWidth.columns(of: caption)
    guard column > strip.column + strip.width / 3 else { return }
    let covered = (column..<strip.endColumn).contains {
      front.isTouched(row: 0, column: $0 - strip.column)
    }
    let row = covered ? strip.endRow - 1 : strip.row
    ChartText.put(
      caption, into: &grid, row: row, column: column, within: strip, style: Style(.dim),
      keepsGround: true)
  }

  /// A thin line that hides nothing, and a mark on the subject's sample.
  private func drawCrosshair(_ viewport: Viewport, into grid: inout Grid) {
    let plot = layout.plot
    guard let place = input.crosshair, scene.x.domain.contains(place), plot.width > 0 else {
      return
    }
    let column = plot.column + frame.column(of: place)
    for row in plot.row..<max(plot.endRow, layout.strip.endRow)
    where grid[row, column].text == " " || grid[row, column].style.role == .band {
      let ground = grid[row, column].style.ground
      grid[row, column] = Cell(capabilities.unicode ? "┊" : ":", Style(.accent, ground: ground))
    }
    guard plot.height > 0, let value = scene.subject.value(at: place),
      scene.y.domain.contains(value)
    else { return }
    let down = DotRaster(columns: 1, rows: 1, glyphs: capabilities.glyphs).down
    let row = plot.row + viewport.row(value) / max(1, down)
    let ground = grid[row, column].style.ground
    grid[row, column] = Cell(
      capabilities.unicode ? "●" : "@", Style(.accent, bold: true, ground: ground))
  }
}
