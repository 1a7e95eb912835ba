/// Turns rasters into cells: one foreground per cell, so the first raster that has ink in a cell
/// owns it and shows only its own dots.
enum RasterPen {
  static func draw(
    _ layers: [(raster: DotRaster, style: Style)], into grid: inout Grid, at area: Rect
  ) {
    for row in 0..<max(0, area.height) {
      for column in 0..<max(0, area.width) {
        for (raster, style) in layers {
          guard let character = raster.character(row: row, column: column) else { continue }
          grid[area.row + row, area.column + column] = Cell(character, style)
          break
        }
      }
    }
  }
}
