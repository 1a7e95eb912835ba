internal import Core

/// A question in the last row, or in the last two where it is narrow, or as a menu.
struct PromptBar {
  let prompt: Prompt
  let snapshot: Snapshot

  func draw(into pen: inout Pen, size: Size) {
    guard prompt.choices.isEmpty else { return drawMenu(into: &pen, size: size) }
    let row = size.height - 1
    let hint = hint()
    let (lead, lost) = question(unicode: pen.unicode)
    let role: Role = prompt.isDangerous ? .bad : .accent
    let spans = [
      ChartSpan(" " + lead, Style(role, bold: true)), ChartSpan(lost + " ", .text),
    ]
    let wanted = pen.columns(spans)
    let hintWidth = pen.columns(hint) + 2
    // What stands on the right while text is typed must not push the text around.
    let isOneRow = wanted + 22 + hints().map { pen.columns($0) + 2 }.reduce(8, max) <= size.width
    pen.clear(Rect(row: isOneRow ? row : row - 1, column: 0, width: size.width, height: 2))
    if !isOneRow {
      let area = Rect(row: row - 1, column: 0, width: size.width, height: 1)
      pen.put(spans, row: row - 1, column: 0, within: area)
    }
    let area = Rect(row: row, column: 0, width: size.width, height: 1)
    let start = isOneRow ? pen.put(spans, row: row, column: 0, within: area) : 1
    let showsHint = size.width - start >= hintWidth + 20
    drawField(into: &pen, row: row, from: start, to: size.width - (showsHint ? hintWidth : 1))
    if showsHint { pen.putRight([ChartSpan(hint, .dim)], row: row, within: area.inset(right: 1)) }
  }

  /// The end of the text and the cursor in it.
  private func drawField(into pen: inout Pen, row: Int, from start: Int, to end: Int) {
    let room = max(1, end - start - 1)
    let before = prompt.field.characters[..<prompt.field.cursor]
    var first = before.endIndex
    var used = 0
    while first > 0 {
      let width = CellWidth.columns(of: before[first - 1])
      if used + width > room { break }
      used += width
      first -= 1
    }
    let visible = String(prompt.field.characters[first...])
    pen.put(visible, .text, row: row, column: start, width: end - start)
    pen.grid.cursor = (row: row, column: start + used)
  }

  private func hint() -> String {
    let hints = hints()
    guard !prompt.field.trimmed.isEmpty else { return hints[0] }
    return hints[prompt.isForLaneOnly ? 2 : 1]
  }

  /// What enter does and how to get out: while nothing is typed, then for all lanes, then for one.
  private func hints() -> [String] {
    switch prompt.question {
    case .veto(let n):
      let lane = snapshot.record.experiment(n)?.lane ?? "its lane"
      return [
        "enter: no lesson   esc: nothing", "rule for all lanes (tab: \(lane) only)",
        "rule for \(lane) only (tab: all lanes)",
      ]
    case .interrupt:
      return ["enter: no reason   esc: nothing", "esc: nothing", "esc: nothing"]
    case .revoke, .steer, .quit, .stopNow:
      return ["esc: nothing", "esc: nothing", "esc: nothing"]
    }
  }

  /// What is asked, and what will be lost.
  private func question(unicode: Bool) -> (String, String) {
    switch prompt.question {
    case .veto(let n):
      guard let experiment = snapshot.record.experiment(n) else { return ("veto #\(n):", "") }
      return (
        "veto #\(n) \"\(ChartText.fitted(experiment.title, width: 32, unicode: unicode))\":",
        " \(loss(experiment)). reason:"
      )
    case .interrupt(let lane):
      return ("veto the turn of \(lane):", " it ends now. reason:")
    case .revoke(let n):
      return (
        "revoke #\(n):",
        " a revert commit takes it off the ratchet. type \(n), then a reason:"
      )
    case .steer(let lane):
      return ("say to \(lane ?? "every lane"):", heard(lane))
    case .quit, .stopNow: return ("", "")
    }
  }

  private func heard(_ lane: LaneID?) -> String {
    guard let lane, let found = snapshot.lane(lane) else { return " heard with the next turn:" }
    return found.turn == nil ? " heard with the next turn:" : " heard after this turn:"
  }

  private func loss(_ experiment: Experiment) -> String {
    switch experiment.state {
    case .review, .queued: return "it never runs"
    case .running: return "ends its run now"
    case .confirming: return "ends its confirmation now"
    case .kept, .discarded, .crashed, .refused, .vetoed, .revoked:
      return "it has a verdict already"
    }
  }

  private func drawMenu(into pen: inout Pen, size: Size) {
    let choices = prompt.choices
    let title = prompt.question == .quit ? "leave pawl" : stopTitle
    let texts = choices.map { $0.title }
    let left = texts.map(\.count).max() ?? 0
    let right = choices.map { $0.help.count }.max() ?? 0
    let keys = "j k choose   enter do it   esc stay"
    let width = min(size.width, max(left + right + 10, title.count + 6, keys.count + 4))
    let height = min(size.height, choices.count + 4)
    let box = Rect(
      row: max(0, (size.height - height) / 2), column: max(0, (size.width - width) / 2),
      width: width, height: height)
    pen.clear(box)
    var borders = Borders()
    borders.box(box)
    borders.draw(into: &pen, role: .borderFocus)
    let inside = box.inset(top: 1, left: 2, bottom: 1, right: 2)
    pen.put(
      " \(title) ", Style(prompt.isDangerous ? .bad : .title, bold: true), row: box.row,
      column: box.column + 2, width: width - 4)
    for (index, choice) in choices.enumerated() where index < inside.height {
      let isChosen = index == prompt.choice
      let row = inside.row + index
      let style = Style(isChosen ? .accent : .text, bold: isChosen)
      pen.put(
        (isChosen ? "> " : "  ") + choice.title, style, row: row, column: inside.column,
        width: inside.width)
      let column = inside.column + left + 5
      pen.put(choice.help, .dim, row: row, column: column, width: inside.endColumn - column)
    }
    pen.put(
      keys, .dim, row: inside.endRow - 1, column: inside.column,
      width: inside.width)
  }

  private var stopTitle: String {
    let count = snapshot.liveRuns.count
    return count == 0 ? "stop now?" : "stop now: \(count) run\(count == 1 ? "" : "s") lost?"
  }
}
