internal import Core

/// A question answered by choosing a line, in a box over the screen.
struct MenuBox {
  let prompt: Prompt
  let snapshot: Snapshot

  func draw(into pen: inout Pen, size: Size) {
    let choices = prompt.choices(snapshot)
    let left = choices.map { CellWidth.columns(of: $0.title) }.max() ?? 0
    let right = choices.map { CellWidth.columns(of: $0.help) }.max() ?? 0
    let width = min(
      size.width, max(left + right + 10, title.count + 6, keys.count + 4))
    let height = min(size.height, choices.count + 4)
    let box = place(width: width, height: height, size)
    pen.clear(box)
    pen.hits.cover(Rect(size))
    pen.hits.add(box, wheel: .choices)
    var borders = Borders(pen.grid.size)
    borders.box(box)
    borders.draw(into: &pen, role: .borderFocus)
    let inside = box.inset(top: 1, left: 2, bottom: 1, right: 2)
    pen.put(
      " \(title) ", Style(prompt.isDangerous ? .bad : .title, bold: true), row: box.row,
      column: box.column + 2, width: width - 4)
    let rows = max(0, inside.height - 2)
    let top = ListWindow.top(of: prompt.choice, count: choices.count, height: rows)
    for (offset, choice) in choices.dropFirst(top).prefix(rows).enumerated() {
      let isChosen = top + offset == prompt.choice
      let row = inside.row + offset
      pen.hits.add(
        Rect(row: row, column: box.column + 1, width: width - 2, height: 1), .choice(top + offset))
      let style = Style(isChosen ? .accent : .text, bold: isChosen)
      pen.put(choice.title, style, row: row, column: inside.column + 2, width: inside.width - 2)
      let column = inside.column + left + 5
      let help =
        isChosen && prompt.question == .addLane && prompt.count > 1
        ? "add \(prompt.count)" : choice.help
      pen.put(help, .dim, row: row, column: column, width: inside.endColumn - column)
      ListWindow.mark(
        Rect(row: row, column: inside.column, width: inside.width, height: 1),
        isSelected: isChosen, isFocused: true, into: &pen)
    }
    pen.put(keys, .dim, row: inside.endRow - 1, column: inside.column, width: inside.width)
  }

  /// Themes are chosen with the screen in sight, everything else in the middle.
  private func place(width: Int, height: Int, _ size: Size) -> Rect {
    if case .themes = prompt.question {
      return Rect(
        row: max(0, size.height - height - 1), column: max(0, size.width - width - 1), width: width,
        height: height)
    }
    return Rect(
      row: max(0, (size.height - height) / 2), column: max(0, (size.width - width) / 2),
      width: width, height: height)
  }

  private var keys: String {
    switch prompt.question {
    case .themes: "j k look   enter keep   esc as before"
    case .addLane: "j k choose   + - how many   enter add   esc no"
    default: "j k choose   enter do it   esc stay"
    }
  }

  private var title: String {
    switch prompt.question {
    case .quit: return "leave pawl"
    case .themes: return "themes"
    case .addLane: return "add a lane"
    case .removeLane(let lane): return "remove \(lane)?"
    case .review: return "when to ask before a run"
    default: break
    }
    let count = snapshot.liveRuns.count
    return count == 0 ? "stop now?" : "stop now: \(count) run\(count == 1 ? "" : "s") lost?"
  }
}
