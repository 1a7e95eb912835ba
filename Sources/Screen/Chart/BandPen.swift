/// Draws the room between a lowest and a highest value behind the lines: as a tint of the cells'
/// background, or as sparse dim dots where there are no tints.
struct BandPen {
  let viewport: Viewport
  let capabilities: Capabilities

  /// The lowest and the highest value of every dot column, as dots from the top.
  private func columns(of band: CurveBand) -> [ClosedRange<Double>?] {
    var columns: [ClosedRange<Double>?] = Array(repeating: nil, count: max(0, viewport.width))
    var last: (column: Int, range: ClosedRange<Double>)?
    for index in band.x.indices {
      guard band.low[index].isFinite, band.high[index].isFinite,
        let top = viewport.dot(band.x[index], band.high[index]),
        let bottom = viewport.dot(band.x[index], band.low[index]), top.y <= bottom.y
      else {
        last = nil
        continue
      }
      let column = Int(max(-1, min(Double(viewport.width), top.x.rounded())))
      let range = top.y...bottom.y
      if let last { fill(between: last, and: (column, range), &columns) }
      if columns.indices.contains(column) {
        columns[column] = columns[column].map { BandPen.union($0, range) } ?? range
      }
      last = (column, columns.indices.contains(column) ? columns[column] ?? range : range)
    }
    return columns
  }

  /// Columns between two points have what lies between their bands.
  private func fill(
    between a: (column: Int, range: ClosedRange<Double>),
    and b: (column: Int, range: ClosedRange<Double>), _ columns: inout [ClosedRange<Double>?]
  ) {
    guard b.column > a.column + 1 else { return }
    for column in max(0, a.column + 1)..<max(max(0, a.column + 1), min(columns.count, b.column)) {
      let share = Double(column - a.column) / Double(b.column - a.column)
      let low = a.range.lowerBound + (b.range.lowerBound - a.range.lowerBound) * share
      let high = a.range.upperBound + (b.range.upperBound - a.range.upperBound) * share
      let range = min(low, high)...max(low, high)
      columns[column] = columns[column].map { BandPen.union($0, range) } ?? range
    }
  }

  private static func union(_ a: ClosedRange<Double>, _ b: ClosedRange<Double>)
    -> ClosedRange<Double>
  {
    min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
  }

  func draw(_ band: CurveBand, raster: DotRaster, into grid: inout Grid, at area: Rect) {
    let columns = columns(of: band)
    for column in 0..<max(0, area.width) {
      let dots = (0..<raster.across).compactMap { columns[column * raster.across + $0] }
      guard let first = dots.first else { continue }
      let range = dots.dropFirst().reduce(first, BandPen.union)
      if capabilities.tints {
        tint(range, column, raster, into: &grid, at: area)
      } else {
        dot(range, column, raster, into: &grid, at: area)
      }
    }
  }

  /// Cells the band fills at least half; the one in its middle, where it is thinner than that.
  private func tint(
    _ range: ClosedRange<Double>, _ column: Int, _ raster: DotRaster, into grid: inout Grid,
    at area: Rect
  ) {
    let down = Double(raster.down)
    // Dots have a size: a band of one dot is one dot high.
    let top = (range.lowerBound - 0.0) / down
    let bottom = (range.upperBound + 1) / down
    guard bottom > 0, top < Double(area.height) else { return }
    var first = Int(max(0, (top + 0.5).rounded(.down)))
    var last = Int(min(Double(area.height), (bottom + 0.5).rounded(.down))) - 1
    if last < first {
      let middle = Int(max(0, min(Double(area.height - 1), ((top + bottom) / 2).rounded(.down))))
      (first, last) = (middle, middle)
    }
    for row in first...last {
      grid[area.row + row, area.column + column].style.ground = .band
    }
  }

  private func dot(
    _ range: ClosedRange<Double>, _ column: Int, _ raster: DotRaster, into grid: inout Grid,
    at area: Rect
  ) {
    guard range.upperBound >= 0, range.lowerBound <= Double(raster.height - 1) else { return }
    let first = Int(max(0, range.lowerBound.rounded()))
    let last = Int(min(Double(raster.height - 1), range.upperBound.rounded()))
    guard first <= last else { return }
    for row in first / raster.down...last / raster.down {
      let inside = max(first, row * raster.down)...min(last, row * raster.down + raster.down - 1)
      guard let text = texture(inside, row, column, raster) else { continue }
      grid[area.row + row, area.column + column] = Cell(text, .init(.band))
    }
  }

  /// A dot to a cell, staggered; a character where there is no room for less.
  private func texture(_ dots: ClosedRange<Int>, _ row: Int, _ column: Int, _ raster: DotRaster)
    -> String?
  {
    switch raster.glyphs {
    case .block: return dots.count * 2 >= raster.down ? "░" : nil
    case .ascii: return dots.count * 2 >= raster.down && (row + column) % 2 == 0 ? ":" : nil
    case .braille: break
    }
    let y = column % 2 == 0 ? 0 : 2
    guard dots.contains(row * raster.down + y) else { return nil }
    return DotGlyphs.character(1 << UInt8(y * raster.across), raster.glyphs)
  }
}
