/// Every action, from the table, in as many columns as fit.
struct HelpPage {
  private let state: ViewState
  private let place: Place

  init(_ state: ViewState) {
    self.state = state
    // The help is about the screen that is behind it.
    var behind = state
    behind.isHelpOpen = false
    place = behind.place
  }

  private var area: Rect { Rect(state.size).inset(top: 1, left: 1, bottom: 1, right: 1) }

  /// How far it can be scrolled.
  var limit: Int { max(0, lines.count - area.height) }

  func draw(into pen: inout Pen) {
    let size = state.size
    var borders = Borders(pen.grid.size)
    borders.across(row: 0, columns: 0..<size.width)
    borders.draw(into: &pen)
    Heading.draw(
      [ChartSpan("keys", Style(.title, bold: true)), ChartSpan("  \(place.rawValue)", .dim)],
      [ChartSpan("bright", Style(.key)), ChartSpan(": works on this screen", .dim)],
      at: Rect(row: 0, column: 0, width: size.width, height: 1), into: &pen)
    let lines = lines
    let top = max(0, min(state.scroll[.help] ?? 0, limit))
    for (offset, line) in lines.dropFirst(top).prefix(max(0, area.height)).enumerated() {
      pen.put(line, row: area.row + offset, column: area.column, within: area)
    }
    pen.hits.add(Rect(size), wheel: .page(.help))
    let below = lines.count - top - area.height
    var words = below > 0 ? ["j \(below) more"] : []
    if top > 0 { words.append("k back up") }
    words.append("esc closes")
    if ActionTable.all.contains(where: isChanged) { words.append("* not the default key") }
    pen.put(
      " " + words.joined(separator: "   "), .dim, row: size.height - 1, column: 0,
      width: size.width)
  }

  private func isChanged(_ action: Action) -> Bool {
    state.keys.keys(of: action.name) != action.keys.map(\.plain)
  }

  /// Columns of at least so many cells.
  private static let narrowest = 84
  private static let gap = 2

  /// All rows of the page, its columns side by side.
  var lines: [[ChartSpan]] {
    let count = max(1, min(3, (area.width + HelpPage.gap) / (HelpPage.narrowest + HelpPage.gap)))
    let width = max(1, (area.width - (count - 1) * HelpPage.gap) / count)
    let groups = ActionGroup.allCases.map { lines(of: $0, width: width) }
    let columns = HelpPage.columns(groups, count: count)
    let rows = columns.map(\.count).max() ?? 0
    return (0..<rows).map { row in
      var line: [ChartSpan] = []
      for (index, column) in columns.enumerated() {
        let piece = row < column.count ? column[row] : []
        line += piece
        guard index + 1 < columns.count else { break }
        line.append(
          ChartSpan(
            String(repeating: " ", count: max(1, width + HelpPage.gap - piece.width)), .text))
      }
      return line
    }
  }

  /// The groups in their order, in columns as even as whole groups allow.
  private static func columns(_ groups: [[[ChartSpan]]], count: Int) -> [[[ChartSpan]]] {
    let total = groups.reduce(0) { $0 + $1.count + 1 }
    var height = (total + count - 1) / count
    while true {
      var columns: [[[ChartSpan]]] = [[]]
      for group in groups {
        var last = columns[columns.count - 1]
        if !last.isEmpty, last.count + 1 + group.count > height {
          columns.append(group)
          continue
        }
        if !last.isEmpty { last.append([]) }
        columns[columns.count - 1] = last + group
      }
      if columns.count <= count || height > total { return columns }
      height += 1
    }
  }

  private func lines(of group: ActionGroup, width: Int) -> [[ChartSpan]] {
    let actions = ActionTable.all.filter { $0.group == group }
    let keys = min(16, max(10, width / 6))
    let title = min(18, ActionTable.all.map { $0.title.count }.max() ?? 10)
    // Where it is narrow the help goes below.
    let isBeside = width - keys - title - 4 >= 24
    let column = isBeside ? keys + title + 3 : 3
    let room = max(8, width - column - 1)
    var lines = [[ChartSpan(group.rawValue, Style(.title, bold: true))]]
    for action in actions {
      let isHere = action.places.contains(place)
      let changed = isChanged(action)
      let names = state.keys.keys(of: action.name).map(\.text).joined(separator: " ")
      let shown = (names.isEmpty ? "none" : names) + (changed ? " *" : "")
      let defaults = action.keys.map(\.text).joined(separator: " ")
      let text = action.help + (changed ? " (default \(defaults))" : "")
      let help = Paragraph.lines(text, width: room)
      let keyStyle = changed ? Style(.accent, bold: true) : Style(isHere ? .key : .dim)
      lines.append([
        ChartSpan(" " + HelpPage.padded(shown, keys), keyStyle),
        ChartSpan(" " + HelpPage.padded(action.title, title + 1), isHere ? .text : .dim),
        ChartSpan(isBeside ? help.first ?? "" : "", .dim),
      ])
      for rest in help.dropFirst(isBeside ? 1 : 0) {
        lines.append([ChartSpan(HelpPage.padded("", column) + rest, .dim)])
      }
    }
    return lines
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - CellWidth.columns(of: text)))
  }
}
