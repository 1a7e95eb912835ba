/// Divides a rectangle into places for several charts, a title above each.
package struct ChartGrid: Equatable, Sendable {
  /// One chart's place.
  package struct Place: Equatable, Sendable {
    /// One row above the chart.
    package var title: Rect
    package var chart: Rect
  }

  /// Row by row.
  package let places: [Place]
  package let columns: Int

  /// - Parameter count: Charts; more than fit are left out, at most nine are shown.
  package init(_ area: Rect, count: Int, gap: Int = 2) {
    let wanted = max(0, min(9, count))
    guard wanted > 0, !area.isEmpty else {
      (places, columns) = ([], 0)
      return
    }
    let columns = ChartGrid.columns(for: wanted, in: area, gap: gap)
    let fitting = max(1, area.height / ChartGrid.least.height)
    let rows = min((wanted + columns - 1) / columns, fitting)
    let shown = min(wanted, rows * columns)
    self.columns = columns
    places = (0..<shown).map { index in
      let (row, column) = (index / columns, index % columns)
      // The last chart takes the rest of its row.
      let isLast = index == shown - 1
      let left = ChartGrid.edge(column, of: columns, in: area.width, gap: gap)
      let right =
        isLast
        ? area.width : ChartGrid.edge(column + 1, of: columns, in: area.width, gap: gap) - gap
      let top = area.height * row / rows
      let bottom = area.height * (row + 1) / rows
      let place = Rect(
        row: area.row + top, column: area.column + left, width: max(0, right - left),
        height: bottom - top)
      return Place(
        title: Rect(row: place.row, column: place.column, width: place.width, height: 1),
        chart: place.inset(top: 1))
    }
  }

  /// Smaller than this a chart with its title says nothing.
  static let least = Size(width: 36, height: 6)

  /// As many side by side as come nearest to charts three times as wide as high.
  private static func columns(for count: Int, in area: Rect, gap: Int) -> Int {
    let most = max(1, min(count, (area.width + gap) / (least.width + gap)))
    func badness(_ columns: Int) -> Double {
      let rows = (count + columns - 1) / columns
      let width = Double(area.width / columns)
      let height = Double(max(1, area.height / rows))
      let shape = width / height / 4.5
      let empty = Double(rows * columns - count) / Double(count)
      let isCramped = area.height / rows < least.height
      return max(shape, 1 / max(shape, 1e-9)) + empty + (isCramped ? 100 : 0)
    }
    return (1...most).min { badness($0) < badness($1) } ?? 1
  }

  private static func edge(_ index: Int, of count: Int, in width: Int, gap: Int) -> Int {
    (width + gap) * index / count
  }

  /// Draws charts over the same x with a linked crosshair, each with its own y; answers what a title
  /// should say about each, nil where a sentence was drawn.
  ///
  /// Titles are left to the caller; ``Place/title`` is their place.
  @discardableResult
  package func draw(
    _ inputs: [CurveInput], into grid: inout Grid, capabilities: Capabilities
  ) -> [CurveFacts?] {
    zip(ChartGrid.linked(inputs), places).map { input, place in
      CurveChart().draw(input, into: &grid, at: place.chart, capabilities: capabilities)
    }
  }

  /// The same charts over one window of x and with one crosshair: the first one's, or what shows all
  /// of every chart; labels as wide, so that plots line up.
  package static func linked(_ inputs: [CurveInput]) -> [CurveInput] {
    let extents = inputs.compactMap { CurveChart.extent($0) }
    let window = inputs.lazy.compactMap(\.window).first
    let crosshair = inputs.lazy.compactMap(\.crosshair).first
    let low = extents.map(\.lowerBound).min()
    let high = extents.map(\.upperBound).max()
    return inputs.map { input in
      var input = input
      input.window = window
      if window == nil, let low, let high, low < high { input.window = low...high }
      input.crosshair = crosshair
      input.labelWidth = max(input.labelWidth, 8)
      return input
    }
  }
}
