/// A curve in one row of a table.
package enum Sparkline {
  /// So many cells of text; blank where there is nothing finite.
  ///
  /// The range leaves out what few values at the beginning do, so that a first steep descent does not
  /// flatten the rest; what lies beyond it runs along the edge.
  package static func text(_ data: SparklineData, width: Int, capabilities: Capabilities) -> String
  {
    guard width > 0 else { return "" }
    let across = capabilities.glyphs == .braille ? 2 : 1
    let down = height(capabilities.glyphs)
    let columns = columns(data.values, count: width * across)
    guard let range = range(data.values) else { return String(repeating: " ", count: width) }
    let rows = columns.map { value in
      value.map { row(of: $0, in: range, height: down) }
    }
    switch capabilities.glyphs {
    case .braille: return braille(rows, width: width)
    case .block: return bars(rows, glyphs: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"])
    case .ascii: return bars(rows, glyphs: ["_", ".", "-", "'", "^"])
    }
  }

  package static func text(_ values: [Double], width: Int, capabilities: Capabilities) -> String {
    text(SparklineData(values), width: width, capabilities: capabilities)
  }

  package static func draw(
    _ data: SparklineData, into grid: inout Grid, row: Int, column: Int, width: Int, style: Style,
    capabilities: Capabilities
  ) {
    let text = text(data, width: width, capabilities: capabilities)
    ChartText.put(
      text, into: &grid, row: row, column: column,
      within: Rect(row: row, column: column, width: width, height: 1), style: style)
  }

  package static func draw(
    _ values: [Double], into grid: inout Grid, row: Int, column: Int, width: Int, style: Style,
    capabilities: Capabilities
  ) {
    draw(
      SparklineData(values), into: &grid, row: row, column: column, width: width, style: style,
      capabilities: capabilities)
  }

  private static func height(_ glyphs: Glyphs) -> Int {
    switch glyphs {
    case .braille: 4
    case .block: 8
    case .ascii: 5
    }
  }

  /// The mean of every column; columns between two values lie between them.
  private static func columns(_ values: [Double], count: Int) -> [Double?] {
    guard !values.isEmpty, count > 0 else { return Array(repeating: nil, count: max(0, count)) }
    return (0..<count).map { column in
      if values.count < count {
        let place = Double(column) / Double(max(1, count - 1)) * Double(values.count - 1)
        let index = Int(place.rounded(.down))
        let (a, b) = (values[index], values[min(values.count - 1, index + 1)])
        let share = place - Double(index)
        let value = share == 0 ? a : a + (b * share - a * share)
        return value.isFinite ? value : nil
      }
      let part = values[column * values.count / count..<(column + 1) * values.count / count]
        .filter(\.isFinite)
      guard !part.isEmpty else { return nil }
      return part.reduce(0) { $0 + $1 / Double(part.count) }
    }
  }

  private static func range(_ values: [Double]) -> ClosedRange<Double>? {
    let all = values.filter(\.isFinite).sorted()
    guard let low = all.first, let high = all.last else { return nil }
    let later = values.dropFirst(values.count / 20).filter(\.isFinite).sorted()
    guard later.count >= 16 else { return low...high }
    let bulk = later[later.count / 50]...later[later.count - 1 - later.count / 50]
    let span = bulk.upperBound - bulk.lowerBound
    let isNear = high - bulk.upperBound <= span && bulk.lowerBound - low <= span
    return isNear ? low...high : bulk
  }

  /// From the bottom; a flat curve runs through the middle.
  private static func row(of value: Double, in range: ClosedRange<Double>, height: Int) -> Int {
    let span = range.upperBound / 2 - range.lowerBound / 2
    guard span > 0 else { return height / 2 }
    let share = (value / 2 - range.lowerBound / 2) / span
    return Int((min(1, max(0, share)) * Double(height - 1)).rounded())
  }

  private static func bars(_ rows: [Int?], glyphs: [String]) -> String {
    rows.map { $0.map { glyphs[$0] } ?? " " }.joined()
  }

  /// A line of dots, joined up where it is steep.
  private static func braille(_ rows: [Int?], width: Int) -> String {
    var bits = [UInt8](repeating: 0, count: width)
    var last: Int?
    for (column, row) in rows.enumerated() {
      defer { last = row }
      guard let row else { continue }
      let from = last.map { $0 < row ? min($0 + 1, row) : max($0 - 1, row) } ?? row
      for y in min(from, row)...max(from, row) {
        bits[column / 2] |= 1 << UInt8((3 - y) * 2 + column % 2)
      }
    }
    return bits.map { $0 == 0 ? " " : DotGlyphs.braille[Int($0)] }.joined()
  }
}
