internal import Core

/// A row per lane: its agent, what it is doing, and since when.
struct LaneList {
  let snapshot: Snapshot
  let cursor: Focus?
  /// The row where the cursor stays; see ``ListWindow``.
  var anchor: Int?

  func draw(into pen: inout Pen, at area: Rect, isFocused: Bool) {
    let lanes = snapshot.lanes
    guard !lanes.isEmpty else {
      pen.put("  no lanes", .dim, row: area.row, column: area.column, width: area.width)
      return
    }
    let gap = area.width >= 44 ? 2 : 1
    let name = min(10, lanes.map { CellWidth.columns(of: $0.id) }.max() ?? 2)
    let agent = min(10, lanes.map { CellWidth.columns(of: $0.agent) }.max() ?? 6)
    let selected = lanes.firstIndex { cursor == .lane($0.id) }
    let top = ListWindow.top(of: selected, count: lanes.count, height: area.height, anchor: anchor)
    pen.hits.add(area, wheel: .list(.lanes))
    for (index, lane) in lanes.enumerated().dropFirst(top).prefix(area.height) {
      let line = Rect(
        row: area.row + index - top, column: area.column, width: area.width, height: 1)
      pen.hits.add(line, .thing(.lane(lane.id)))
      let waits = Need.waits(.lane(lane.id), snapshot)
      var column = line.column + 2
      pen.put(lane.id, waits ? .needsYou : .text, row: line.row, column: column, width: name)
      column += name + (gap == 2 ? max(2, 6 - name) : 1)
      pen.put(
        lane.agent.isEmpty ? "?" : lane.agent, .dim, row: line.row, column: column, width: agent)
      column += agent + gap
      let since = elapsed(lane).map { [ChartSpan($0, .dim)] } ?? []
      let end = pen.putRight(since, row: line.row, within: line.inset(right: 1), limit: column + 8)
      let (words, role) = LaneList.words(lane, snapshot)
      pen.put(words, role, row: line.row, column: column, width: end - column - 1)
      if waits {
        pen.put("!", Style(.needsYou, bold: true), row: line.row, column: line.column, width: 1)
      }
      ListWindow.mark(line, isSelected: index == selected, isFocused: isFocused, into: &pen)
    }
  }

  /// How long a state lasts that is about to change by itself or by a person.
  private func elapsed(_ lane: Lane) -> String? {
    switch lane.state {
    case .drafting, .review, .failed:
      NumberText.clock(max(0, snapshot.now - lane.since))
    case .waiting, .limited, .paused:
      nil
    }
  }

  /// What keeps a turn in progress from going on, in a few words; nil while it works.
  static func held(_ lane: Lane, _ snapshot: Snapshot) -> (String, Role)? {
    if lane.isHeld == true { return ("stopped in its turn", .warn) }
    switch lane.hold {
    case .quiet(let since):
      return ("silent \(NumberText.clock(max(0, snapshot.now - since)))", .warn)
    case .limited(let until?, _): return ("limited until \(snapshot.timeOfDay(until))", .warn)
    case .some(let hold): return (plainText(hold.words, limit: 120), .warn)
    case nil: return nil
    }
  }

  /// What a lane is doing, in a few words.
  static func words(_ lane: Lane, _ snapshot: Snapshot) -> (String, Role) {
    if let trouble = lane.trouble { return ("needs you: \(trouble)", .needsYou) }
    if lane.removed { return ("leaves after its turn", .dim) }
    if let question = lane.question {
      return lane.answer == nil
        ? ("asks: \(plainText(question.title, limit: 120))", .needsYou) : ("was answered", .text)
    }
    let note = lane.note.isEmpty ? "" : ", \(lane.note)"
    switch lane.state {
    case .drafting:
      if let held = held(lane, snapshot) { return held }
      let mail = lane.messages.isEmpty ? "" : ", has mail"
      return ((snapshot.activity(of: lane) ?? "drafting") + mail, .text)
    case .waiting: return ("waiting\(note)", .dim)
    case .review: return ("waits for you\(note)", .needsYou)
    case .limited:
      return (
        lane.limitedUntil.map { "limited until \(snapshot.timeOfDay($0))" } ?? "limited", .warn
      )
    case .failed: return ("failed\(note)", .needsYou)
    case .paused: return ("paused\(note)", .warn)
    }
  }
}
