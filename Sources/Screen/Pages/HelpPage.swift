/// Every action, from the table.
enum HelpPage {
  static func draw(into pen: inout Pen, size: Size, from top: Int, keys: KeyMap) {
    var borders = Borders()
    borders.across(row: 0, columns: 0..<size.width)
    borders.draw(into: &pen)
    let area = Rect(row: 1, column: 1, width: size.width - 2, height: size.height - 2)
    pen.put(" keys ", Style(.title, bold: true), row: 0, column: 1, width: size.width - 2)
    let lines = lines(width: size.width, keys: keys)
    let top = max(0, min(top, lines.count - area.height))
    for (offset, line) in lines.dropFirst(top).prefix(max(0, area.height)).enumerated() {
      pen.put(line, row: area.row + offset, column: area.column, within: area)
    }
    let more = lines.count - top - area.height
    let text = more > 0 ? " j more   esc back" : " esc back"
    pen.put(text, .dim, row: size.height - 1, column: 0, width: size.width)
  }

  static func lines(width: Int, keys map: KeyMap) -> [[ChartSpan]] {
    let keys = 16
    let title = ActionTable.all.map { $0.title.count }.max() ?? 10
    let room = max(12, width - 2 - keys - title - 4)
    var lines: [[ChartSpan]] = []
    for group in ActionGroup.allCases {
      if !lines.isEmpty { lines.append([]) }
      lines.append([ChartSpan(group.rawValue, Style(.title, bold: true))])
      for action in ActionTable.all where action.group == group {
        let names = map.keys(of: action.name).map(\.text).joined(separator: " ")
        let help = Paragraph.lines(action.help, width: room)
        lines.append([
          ChartSpan(" " + padded(names, keys), .key),
          ChartSpan(padded(action.title, title + 2), .text),
          ChartSpan(help.first ?? "", .dim),
        ])
        for rest in help.dropFirst() {
          lines.append([ChartSpan(padded("", keys + title + 3) + rest, .dim)])
        }
      }
    }
    return lines
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
