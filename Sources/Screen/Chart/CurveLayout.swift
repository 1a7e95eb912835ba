/// How a curve chart divides its rectangle.
struct CurveLayout {
  /// The dots' part, the difference's part (empty without one) and the row of x labels.
  var plot: Rect
  var strip: Rect
  var labelRow: Int?
  /// Columns left of the axis.
  var labelWidth: Int

  init(area: Rect, labelWidth: Int, margin: Int, difference: Bool) {
    self.labelWidth = min(labelWidth, max(0, area.width - 4))
    let left = self.labelWidth > 0 ? self.labelWidth + 1 : 0
    let showsLabels = area.height >= 4
    labelRow = showsLabels ? area.endRow - 1 : nil
    let body = area.inset(left: left, bottom: showsLabels ? 1 : 0, right: margin)
    let stripHeight = difference ? CurveLayout.stripHeight(for: area.height) : 0
    plot = body.inset(bottom: stripHeight)
    strip = Rect(
      row: plot.endRow, column: body.column, width: body.width, height: stripHeight)
  }

  /// Two rows where it is tight, an odd number with a zero in the middle otherwise.
  static func stripHeight(for height: Int) -> Int {
    switch height {
    case ..<7: 0
    case ..<9: 2
    case ..<22: 3
    default: 5
    }
  }
}

/// Draws the axis on the left: a line, and labels before ticks.
enum AxisPen {
  /// - Parameter labels: texts by row, counted from the plot's top.
  static func draw(
    _ labels: [Int: String], left plot: Rect, width: Int, into grid: inout Grid,
    capabilities: Capabilities
  ) {
    guard width > 0 else { return }
    let area = Rect(
      row: plot.row, column: plot.column - width - 1, width: width + 1, height: plot.height)
    for row in 0..<plot.height {
      let label = labels[row]
      let line = capabilities.unicode ? (label == nil ? "│" : "┤") : (label == nil ? "|" : "+")
      grid[plot.row + row, plot.column - 1] = Cell(line, Style(.dim))
      guard let label else { continue }
      let text = ChartText.fitted(label, width: width, unicode: capabilities.unicode)
      ChartText.put(
        text, into: &grid, row: plot.row + row, column: area.column + width - text.count,
        within: area, style: Style(.dim))
    }
  }

  /// Labels for ticks, each in the row of its value; of two in one row the first stays.
  static func labels(_ ticks: Ticks, texts: [String], in viewport: Viewport, down: Int)
    -> [Int: String]
  {
    var labels: [Int: String] = [:]
    for (value, text) in zip(ticks.values, texts) {
      let row = viewport.row(value) / max(1, down)
      if labels[row] == nil { labels[row] = text }
    }
    return labels
  }
}
