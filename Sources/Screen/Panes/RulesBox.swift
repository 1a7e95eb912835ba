internal import Core

/// What people told the agents for good: the instructions' file, and every rule with whom it is for,
/// which veto it came from, by whom and when.
struct RulesBox {
  let prompt: Prompt
  let snapshot: Snapshot

  private struct Row {
    /// Which line of the menu it belongs to: 0 for the instructions, then the rules.
    var entry: Int
    var spans: [ChartSpan]
    var isFirst = false
  }

  private var rules: [SteeringRule] { snapshot.record.rules }
  private var choice: Int { max(0, min(rules.count, prompt.choice)) }
  private var isWriting: Bool { prompt.question != .rules }

  func draw(into pen: inout Pen, size: Size) {
    let width = min(size.width, 96)
    let room = max(1, width - 6)
    let rows = entries(room)
    let heard = hearing.map { Paragraph.lines($0, width: width - 4) } ?? []
    let foot = (heard.isEmpty ? 0 : heard.count + 1) + 2
    let height = min(max(1, size.height - 1), rows.count + foot + 2)
    let box = Rect(
      row: max(0, (size.height - 1 - height) / 2), column: max(0, (size.width - width) / 2),
      width: width, height: height)
    pen.clear(box)
    pen.hits.cover(Rect(size))
    pen.hits.add(box, wheel: .choices)
    var borders = Borders(pen.grid.size)
    borders.box(box)
    borders.draw(into: &pen, role: .borderFocus)
    let count = rules.isEmpty ? "no rules" : rules.count == 1 ? "1 rule" : "\(rules.count) rules"
    Heading.draw(
      [ChartSpan("instructions and rules", Style(.title, bold: true))], [ChartSpan(count, .dim)],
      at: Rect(row: box.row, column: box.column + 1, width: width - 2, height: 1), into: &pen)
    let inside = box.inset(top: 1, left: 2, bottom: 1, right: 2)
    guard !inside.isEmpty else { return }
    var bottom = inside.endRow - 1
    drawKeys(into: &pen, at: inside, row: bottom)
    // The line above the keys stays blank, or takes what is being written.
    bottom -= 1
    if !heard.isEmpty, !isWriting, inside.height >= heard.count + 9 {
      for (offset, line) in heard.enumerated() {
        pen.put(
          line, .dim, row: bottom - heard.count + offset, column: inside.column,
          width: inside.width)
      }
      bottom -= heard.count + 1
    }
    let list = Rect(
      row: inside.row, column: box.column + 1, width: width - 2,
      height: max(0, bottom - inside.row))
    drawList(rows, into: &pen, at: list)
  }

  private func drawList(_ rows: [Row], into pen: inout Pen, at area: Rect) {
    let first = rows.firstIndex { $0.entry == choice } ?? 0
    let last = rows.lastIndex { $0.entry == choice } ?? first
    // All of the chosen one is in sight, its beginning before its end.
    var top = ListWindow.top(of: (first + last) / 2, count: rows.count, height: area.height)
    top = min(top, first)
    for (offset, row) in rows.dropFirst(top).prefix(max(0, area.height)).enumerated() {
      let line = Rect(row: area.row + offset, column: area.column, width: area.width, height: 1)
      pen.put(row.spans, row: line.row, column: line.column + 3, within: line.inset(right: 1))
      pen.hits.add(line, .choice(row.entry))
      guard row.entry == choice else { continue }
      if row.isFirst {
        pen.put(">", Style(.accent, bold: true), row: line.row, column: line.column + 1, width: 1)
      }
      if !isWriting { pen.select(line) }
    }
  }

  private func entries(_ room: Int) -> [Row] {
    let path = snapshot.instructions.map { [ChartSpan("  \($0)", .accent)] } ?? []
    var rows = [
      Row(
        entry: 0,
        spans: [ChartSpan("instructions", .text)] + path
          + [ChartSpan("  enter opens them in $EDITOR", .dim)], isFirst: true)
    ]
    if rules.isEmpty {
      rows.append(Row(entry: -1, spans: []))
      let words = "no rules yet: a writes one, and the reason of a veto becomes one"
      rows += Paragraph.lines(words, width: room).map {
        Row(entry: -1, spans: [ChartSpan($0, .dim)])
      }
    }
    for (index, rule) in rules.enumerated() {
      rows.append(Row(entry: -1, spans: []))
      let lines = Paragraph.lines(rule.text, width: room)
      for (offset, line) in (lines.isEmpty ? [""] : lines).enumerated() {
        rows.append(Row(entry: index + 1, spans: [ChartSpan(line, .text)], isFirst: offset == 0))
      }
      rows.append(Row(entry: index + 1, spans: [ChartSpan(origin(rule), .dim)]))
    }
    return rows
  }

  /// `every lane   from the veto of #12   by anna, 3 h ago`.
  private func origin(_ rule: SteeringRule) -> String {
    var words = ["rule \(rule.id)", rule.lane.map { "\($0) only" } ?? "every lane"]
    if let n = rule.experiment { words.append("from the veto of #\(n)") }
    let by = rule.by.hasPrefix("person ") ? String(rule.by.dropFirst(7)) : rule.by
    let age = snapshot.age(rule.at).map { "\($0) ago" }
    let author = by.isEmpty ? age : "by \(by)" + (age.map { ", \($0)" } ?? "")
    if let author { words.append(author) }
    return words.joined(separator: "   ")
  }

  /// Who has heard the newest rule, as far as the record can tell.
  private var hearing: String? {
    guard let newest = rules.max(by: { $0.at < $1.at }) else { return nil }
    let (heard, waiting) = RuleHearing.lanes(of: newest, snapshot)
    var words: [String] = []
    if !heard.isEmpty { words.append("heard by \(heard.joined(separator: ", "))") }
    if !waiting.isEmpty {
      let names = waiting.joined(separator: ", ")
      words.append("not yet by \(names): with the next turn")
    }
    return words.isEmpty ? nil : "newest rule \(newest.id): " + words.joined(separator: "; ")
  }

  private func drawKeys(into pen: inout Pen, at inside: Rect, row: Int) {
    guard isWriting else {
      let choices = [
        "j k move   e edit   a add   x remove   u undo   esc back",
        "e edit   a add   x remove   esc back", "a add   e edit   esc back", "esc back",
      ]
      let keys = choices.first { $0.count <= inside.width } ?? ""
      pen.put(keys, .dim, row: row, column: inside.column, width: inside.width)
      return
    }
    let lead: String
    var hint = "enter keeps it   esc: nothing"
    switch prompt.question {
    case .addRule(let lane):
      let target = prompt.isForLaneOnly ? lane : nil
      lead = "new rule for \(target.map { "\($0) only" } ?? "every lane"):"
      if let lane { hint = prompt.isForLaneOnly ? "tab: every lane" : "tab: \(lane) only" }
      hint += "   enter keeps it   esc: nothing"
      if lane == nil { hint = "enter keeps it   esc: nothing" }
    case .editRule(let id): lead = "rule \(id):"
    default: lead = ""
    }
    let above = Rect(row: row - 1, column: inside.column, width: inside.width, height: 1)
    if above.row >= inside.row {
      pen.clear(above)
      let end = pen.put(
        [ChartSpan(lead, Style(.accent, bold: true))], row: above.row, column: above.column,
        within: above)
      pen.putRight([ChartSpan(hint, .dim)], row: above.row, within: above, limit: end + 2)
    }
    pen.clear(Rect(row: row, column: inside.column, width: inside.width, height: 1))
    prompt.field.draw(into: &pen, row: row, from: inside.column, to: inside.endColumn)
  }
}

/// Which lanes have heard a rule, as far as that follows from the record.
enum RuleHearing {
  /// A turn hears what holds when it begins.
  ///
  /// A lane that is in the same state since before the rule
  /// has begun no turn since; one that began a turn after an experiment newer than the rule has.
  /// Of others nothing is known.
  static func lanes(of rule: SteeringRule, _ snapshot: Snapshot) -> (
    heard: [LaneID], waiting: [LaneID]
  ) {
    var heard: [LaneID] = []
    var waiting: [LaneID] = []
    for lane in snapshot.lanes where rule.lane == nil || rule.lane == lane.id {
      let all = snapshot.record.experiments
      let proved = all.indices.contains { place in
        all.created(at: place) >= rule.at && all.lane(at: place) == lane.id
          && lane.turns > all.turn(at: place)
      }
      if proved {
        heard.append(lane.id)
      } else if lane.since < rule.at, !lane.removed {
        waiting.append(lane.id)
      }
    }
    return (heard, waiting)
  }
}
