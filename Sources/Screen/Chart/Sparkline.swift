/// A curve in one row of a table.
package enum Sparkline {
  /// So many cells of text; blank where there is nothing finite.
  package static func text(_ values: [Double], width: Int, capabilities: Capabilities) -> String {
    guard width > 0 else { return "" }
    let blank = String(repeating: " ", count: width)
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return blank }
    if capabilities.glyphs == .block { return bars(values, low: low, high: high, width: width) }
    var raster = DotRaster(columns: width, rows: 1, glyphs: capabilities.glyphs)
    let last = Double(max(1, values.count - 1))
    // A flat curve runs through the middle.
    let range = high > low ? low...high : (low - 1)...(low + 1)
    var trace = CurveTrace()
    for (index, value) in values.enumerated() { trace.append(Double(index), value, value) }
    var tracer = CurveTracer(viewport: Viewport(x: 0...last, y: range, raster: raster))
    tracer.solid(trace, into: &raster)
    return (0..<width).map { raster.character(row: 0, column: $0) ?? " " }.joined()
  }

  package static func draw(
    _ values: [Double], into grid: inout Grid, row: Int, column: Int, width: Int, style: Style,
    capabilities: Capabilities
  ) {
    let text = text(values, width: width, capabilities: capabilities)
    ChartText.put(
      text, into: &grid, row: row, column: column,
      within: Rect(row: row, column: column, width: width, height: 1), style: style)
  }

  /// One bar per cell, of the last finite value in it.
  private static func bars(_ values: [Double], low: Double, high: Double, width: Int) -> String {
    let glyphs = Array("▁▂▃▄▅▆▇█")
    var heights: [Int?] = Array(repeating: nil, count: width)
    for (index, value) in values.enumerated() where value.isFinite {
      let share = high > low ? (value - low) / (high - low) : 0.5
      let place = share.isFinite ? Int((share * 7).rounded()) : 0
      heights[min(width - 1, index * width / values.count)] = max(0, min(7, place))
    }
    return String(heights.map { $0.map { glyphs[$0] } ?? " " })
  }
}
