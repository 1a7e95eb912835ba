/// One line's dots and how they are drawn.
struct RasterLayer {
  var raster: DotRaster
  var style: Style
  /// What stands for its dots where there are only characters; nil for characters by their height.
  var character: String?

  init(_ raster: DotRaster, _ style: Style, character: String? = nil) {
    self.raster = raster
    self.style = style
    self.character = character
  }
}

/// Turns rasters into cells.
///
/// A cell has one foreground. Where the focused line has ink it shows only its own dots in its own
/// colour, so that its colour never lies. Elsewhere a cell shows the dots of all lines, in the colour
/// of the one that has most of them, or in the neutral one where two have as many.
enum RasterPen {
  static func draw(
    focused: RasterLayer?, others: [RasterLayer], into grid: inout Grid, at area: Rect
  ) {
    for row in 0..<max(0, area.height) {
      for column in 0..<max(0, area.width) {
        let cell: Cell?
        if let focused, let own = RasterPen.cell(focused, row, column) {
          cell = own
        } else {
          cell = RasterPen.cell(of: others, row, column)
        }
        guard let cell else { continue }
        let ground = grid[area.row + row, area.column + column].style.ground
        grid[area.row + row, area.column + column] = cell
        grid[area.row + row, area.column + column].style.ground = ground
      }
    }
  }

  private static func cell(_ layer: RasterLayer, _ row: Int, _ column: Int) -> Cell? {
    layer.raster.character(row: row, column: column).map {
      Cell(layer.character ?? $0, layer.style)
    }
  }

  private static func cell(of layers: [RasterLayer], _ row: Int, _ column: Int) -> Cell? {
    var dots: UInt8 = 0
    var most = 0
    var owner: Int?
    var isTie = false
    var touching = 0
    for (index, layer) in layers.enumerated() {
      let own = layer.raster.dots(row: row, column: column)
      guard own != 0 else { continue }
      dots |= own
      touching += 1
      let count = own.nonzeroBitCount
      if count > most {
        (most, owner, isTie) = (count, index, false)
      } else if count == most {
        isTie = true
      }
    }
    guard let owner else { return nil }
    let layer = layers[owner]
    // Characters cannot be added up: the owner's, or of two with as much ink the first one's.
    if let character = layer.character { return Cell(character, layer.style) }
    let style = isTie && touching > 1 ? Style(.ghost) : layer.style
    return Cell(DotGlyphs.character(dots, layer.raster.glyphs), style)
  }
}
