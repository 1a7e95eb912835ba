/// Every action by name, above the line where the name is typed.
struct PaletteBox {
  let state: ViewState
  let snapshot: Snapshot
  let prompt: Prompt

  func draw(into pen: inout Pen, size: Size) {
    let items = Palette(state: state, snapshot: snapshot).items(prompt.field.trimmed)
    let rows = max(1, min(items.count, min(14, size.height - 3)))
    let box = Rect(row: size.height - rows - 2, column: 0, width: size.width, height: rows + 2)
    pen.clear(box)
    pen.hits.cover(Rect(size))
    pen.hits.add(box, wheel: .choices)
    var borders = Borders(pen.grid.size)
    borders.across(row: box.row, columns: 0..<size.width)
    borders.draw(into: &pen, role: .borderFocus)
    let count = items.count == 1 ? "1 action" : "\(items.count) actions"
    Heading.draw(
      [ChartSpan("actions", Style(.title, bold: true))], [ChartSpan(count, .dim)],
      at: Rect(row: box.row, column: 0, width: size.width, height: 1), into: &pen)
    let choice = max(0, min(items.count - 1, prompt.choice))
    let top = ListWindow.top(of: choice, count: items.count, height: rows)
    let title = min(24, max(14, items.map { CellWidth.columns(of: $0.title) }.max() ?? 14))
    for (offset, item) in items.dropFirst(top).prefix(rows).enumerated() {
      let line = Rect(row: box.row + 1 + offset, column: 0, width: size.width, height: 1)
      let isOff = item.hindrance != nil
      pen.hits.add(line, .choice(top + offset))
      pen.put(item.title, isOff ? .dim : .text, row: line.row, column: 2, width: title)
      pen.put(item.keys, isOff ? .dim : .key, row: line.row, column: title + 4, width: 10)
      pen.put(
        item.hindrance ?? item.help, isOff ? .warn : .dim, row: line.row, column: title + 15,
        width: size.width - title - 16)
      ListWindow.mark(line, isSelected: top + offset == choice, isFocused: true, into: &pen)
    }
    if items.isEmpty {
      pen.put(
        "nothing is called that", .dim, row: box.row + 1, column: 2, width: size.width - 3)
    }
    let row = size.height - 1
    pen.put(":", Style(.key), row: row, column: 1, width: 1)
    let hint = "tab completes   enter does it   esc leaves"
    pen.putRight(
      [ChartSpan(hint, .dim)], row: row,
      within: Rect(row: row, column: 0, width: size.width - 1, height: 1), limit: 24)
    prompt.field.draw(into: &pen, row: row, from: 3, to: max(4, size.width - hint.count - 3))
  }
}
