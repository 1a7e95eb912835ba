/// A heading inside a column of panes.
struct StackHeading: Equatable {
  var row: Int
  var title: String
  var right: [ChartSpan]

  /// Draws lines across the column right of a divider, with their titles.
  static func draw(
    _ stack: [StackHeading], _ state: ViewState, column divider: Int, width: Int,
    into pen: inout Pen
  ) {
    var borders = Borders(pen.grid.size)
    for line in stack {
      borders.across(row: line.row, columns: divider + 1..<max(divider + 1, width))
      borders.join(row: line.row, column: divider, left: false, right: true, up: true, down: true)
    }
    borders.draw(into: &pen)
    for line in stack {
      let isFocused = state.isReading && state.view.rawValue == line.title
      let area = Rect(row: line.row, column: divider + 1, width: width - divider - 1, height: 1)
      Heading.draw(
        [ChartSpan(line.title, Style(isFocused ? .borderFocus : .title, bold: isFocused))],
        line.right, at: area, into: &pen)
    }
  }
}
