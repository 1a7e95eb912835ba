internal import Core

/// Draws the part of a long text that a person looks at.
package struct TextPane {
  let view: TextView
  let page: TextPage
  let capabilities: Capabilities

  package init(_ view: TextView, _ page: TextPage, capabilities: Capabilities) {
    self.view = view
    self.page = page
    self.capabilities = capabilities
  }

  /// Columns left of and right of the text, for the marks of what is cut.
  static let margin = 1

  /// How many columns of a pane are left for the lines themselves.
  package static func textWidth(_ view: TextView, page: TextPage, width: Int) -> Int {
    max(1, width - 2 * margin - prefixWidth(view, page, width: width))
  }

  /// Columns of what stands before the lines, the blank behind it included.
  private static func prefixWidth(_ view: TextView, _ page: TextPage, width: Int) -> Int {
    guard view.showsPrefix, width >= 40 else { return 0 }
    let widest = page.lines.reduce(0) { max($0, CellWidth.columns(of: $1.prefix)) }
    return widest == 0 ? 0 : min(widest, width / 4) + 2
  }

  /// Draws the lines; a sentence where there are none.
  package func draw(into grid: inout Grid, at area: Rect) {
    guard !area.isEmpty else { return }
    guard !page.lines.isEmpty else {
      return CurveChart.sentence(
        page.note ?? "nothing in it", into: &grid, area: area, capabilities: capabilities)
    }
    let prefix = TextPane.prefixWidth(view, page, width: area.width)
    let body = area.inset(left: TextPane.margin + prefix, right: TextPane.margin)
    guard !body.isEmpty else { return }
    for (row, place) in visible(width: body.width, height: area.height).enumerated() {
      let line = page.lines[place.line]
      if place.part == 0, prefix > 0 {
        ChartText.put(
          ChartText.fitted(line.prefix, width: prefix - 2, unicode: capabilities.unicode),
          into: &grid, row: area.row + row, column: area.column + TextPane.margin, within: area,
          style: Style(.dim))
      }
      if place.part == 0, line.continues || view.shift > 0 && !line.text.isEmpty {
        mark(row: area.row + row, column: body.column - 1, within: area, into: &grid)
      }
      let pen = TextLinePen(
        line: line, view: view, capabilities: capabilities,
        isCurrent: view.current?.lowerBound == line.start)
      let isCut = pen.draw(
        from: place.part, into: &grid, row: area.row + row, at: body)
      if isCut { mark(row: area.row + row, column: body.endColumn, within: area, into: &grid) }
    }
  }

  private func mark(row: Int, column: Int, within area: Rect, into grid: inout Grid) {
    ChartText.put(
      capabilities.unicode ? "…" : "~", into: &grid, row: row, column: column, within: area,
      style: Style(.dim))
  }

  /// The lines and their rows that stand on a screen.
  func visible(width: Int, height: Int) -> [(line: Int, part: Int)] {
    guard !page.lines.isEmpty else { return [] }
    let rows = TextRows(page, wraps: view.wraps, width: width)
    let last = max(0, rows.count - height)
    let first = max(0, view.firstRow(page, rows, last))
    return (first..<max(first, min(rows.count, first + height))).map { rows.place(of: $0) }
  }
}
