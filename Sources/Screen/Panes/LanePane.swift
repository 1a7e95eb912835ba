internal import Core

/// A lane under the cursor: what it is doing, what it was told, what it did lately.
struct LanePane {
  let snapshot: Snapshot
  let lane: Lane

  func draw(into pen: inout Pen, at area: Rect) {
    var row = area.row
    let inside = area.inset(left: 1, right: 1)
    for spans in facts().prefix(area.height) {
      pen.put(spans, row: row, column: inside.column, within: inside)
      row += 1
    }
    let events = snapshot.events.filter { $0.lane == lane.id }
    guard row + 1 < area.endRow else { return }
    row += 1
    guard !events.isEmpty else {
      pen.put(
        "nothing happened here yet", .dim, row: row, column: inside.column, width: inside.width)
      return
    }
    for event in events.suffix(area.endRow - row) {
      let role: Role = event.kind.hasSuffix(".failed") ? .bad : .text
      pen.put(
        [ChartSpan(snapshot.timeOfDay(event.at) + "  ", .dim), ChartSpan(event.text, role)],
        row: row, column: inside.column, within: inside)
      row += 1
    }
  }

  private func facts() -> [[ChartSpan]] {
    let (words, role) = LaneList.words(lane, snapshot)
    var lines = [[ChartSpan(words, role)] + turn()]
    var numbers: [String] = []
    let own = snapshot.record.experiments.filter { $0.lane == lane.id }
    let kept = own.count { $0.state == .kept }
    let open = own.filter { !$0.state.isVerdict }.map { "#\($0.n)" }
    numbers.append("\(own.count) proposed, \(kept) kept")
    if !open.isEmpty { numbers.append("open " + open.joined(separator: " ")) }
    if let dollars = lane.dollars { numbers.append(NumberText.dollars(dollars)) }
    if let tokens = lane.tokens { numbers.append("\(NumberText.count(Double(tokens))) tokens") }
    lines.append([ChartSpan(numbers.joined(separator: "   "), .dim)])
    for message in lane.messages {
      lines.append([ChartSpan("not heard yet  ", .dim), ChartSpan(message, .warn)])
    }
    for rule in snapshot.record.rules where rule.lane == lane.id {
      lines.append([ChartSpan("rule  ", .dim), ChartSpan(rule.text, .text)])
    }
    return lines
  }

  private func turn() -> [ChartSpan] {
    if let turn = lane.turn { return [ChartSpan("   turn \(turn)", .dim)] }
    return lane.turns > 0 ? [ChartSpan("   \(lane.turns) turns so far", .dim)] : []
  }
}
