/// The lines of a curve chart as dots, for a plot of a known size.
struct CurvePlot {
  let scene: CurveScene
  let capabilities: Capabilities
  let viewport: Viewport
  private(set) var front: RasterLayer
  private(set) var behind: [RasterLayer] = []
  /// Runs of dot columns where the subject lay above or below the plot.
  private let above: [ClosedRange<Int>]
  private let below: [ClosedRange<Int>]

  /// Whether bands are drawn.
  private let showsBands: Bool
  /// Whether the values as logged are so many that a line through all of them would be a solid mass:
  /// they become a band, and the line goes through its middle.
  private let isDense: Bool

  init(_ scene: CurveScene, columns: Int, rows: Int, capabilities: Capabilities) {
    self.scene = scene
    self.capabilities = capabilities
    showsBands = capabilities.tints || rows >= CurveDrawing.bandHeight
    let blank = DotRaster(columns: columns, rows: rows, glyphs: capabilities.glyphs)
    viewport = Viewport(x: scene.x, y: scene.y, raster: blank)
    let input = scene.input
    let isCrowded = scene.subjectSlice.points >= 4 * max(1, blank.width)
    isDense = showsBands && input.showsRaw && input.smoothing == 0 && isCrowded
    front = RasterLayer(blank, Style(input.subjectRole))
    var tracer = CurveTracer(viewport: viewport)
    if isDense {
      tracer.means(scene.subjectSlice.outline, pen: DotPen(), into: &front.raster)
    } else {
      tracer.solid(scene.subjectSlice.outline, into: &front.raster)
    }
    (above, below) = (tracer.above, tracer.below)
    if input.hasReference {
      var layer = RasterLayer(blank, Style(.ghost))
      var tracer = CurveTracer(viewport: viewport)
      tracer.means(
        scene.champion.mean, pen: .dotted(capabilities.glyphs), into: &layer.raster)
      behind.append(layer)
    }
    for (index, line) in input.others.enumerated() {
      var layer = RasterLayer(
        blank, Style(line.role),
        character: capabilities.glyphs == .ascii ? LineSamples.character(at: index) : nil)
      var tracer = CurveTracer(viewport: viewport)
      tracer.solid(
        scene.otherSlices[index].outline, pen: line.stroke.pen(capabilities.glyphs),
        into: &layer.raster)
      behind.append(layer)
    }
  }

  func isTouched(_ row: Int, _ column: Int) -> Bool {
    front.raster.isTouched(row: row, column: column)
      || behind.contains { $0.raster.isTouched(row: row, column: column) }
  }

  func draw(into grid: inout Grid, at plot: Rect) {
    let bands = BandPen(viewport: viewport, capabilities: capabilities)
    if showsBands {
      if !scene.champion.band.isEmpty {
        bands.draw(scene.champion.band, raster: front.raster, into: &grid, at: plot)
      }
      if scene.input.showsRaw, scene.input.smoothing > 0 || isDense {
        bands.draw(scene.subjectSlice.band, raster: front.raster, into: &grid, at: plot)
      }
    }
    drawLevel(into: &grid, at: plot)
    RasterPen.draw(focused: front, others: behind, into: &grid, at: plot)
    drawMarks(into: &grid, at: plot)
  }

  /// A level to compare with, behind all lines.
  private func drawLevel(into grid: inout Grid, at plot: Rect) {
    guard let level = scene.input.level, scene.y.domain.contains(level) else { return }
    let row = plot.row + viewport.row(level) / max(1, front.raster.down)
    for column in stride(from: plot.column, to: plot.endColumn, by: 2)
    where grid[row, column].text == " " || grid[row, column].style.role == .band {
      let ground = grid[row, column].style.ground
      grid[row, column] = Cell(
        capabilities.unicode ? "╌" : "-", Style(.champion, ground: ground))
    }
  }

  /// Marks at the edges: what was clipped, and where the log said something that is no number.
  private func drawMarks(into grid: inout Grid, at plot: Rect) {
    let across = max(1, front.raster.across)
    let style = Style(.dim)
    for column in CurvePlot.ends(of: above) {
      put(capabilities.unicode ? "▲" : "^", style, plot.row, plot.column + column / across, &grid)
    }
    for column in CurvePlot.ends(of: below) {
      put(
        capabilities.unicode ? "▼" : "v", style, plot.endRow - 1, plot.column + column / across,
        &grid)
    }
    for place in scene.subjectSlice.broken {
      guard let column = viewport.column(place) else { continue }
      put(
        capabilities.unicode ? "×" : "x", Style(.bad), plot.endRow - 1,
        plot.column + column / across, &grid)
    }
  }

  private func put(
    _ mark: String, _ style: Style, _ row: Int, _ column: Int, _ grid: inout Grid
  ) {
    let ground = grid[row, column].style.ground
    grid[row, column] = Cell(mark, style)
    grid[row, column].style.ground = ground
  }

  /// The first and the last of every run: more would be a line that is not there.
  private static func ends(of runs: [ClosedRange<Int>]) -> [Int] {
    runs.flatMap { [$0.lowerBound, $0.upperBound] }
  }
}
