internal import Core

/// A row per lane with its figures: what it is doing and since when, its turn, what is open, what it
/// proposed, what was kept of that, and what it cost.
struct LaneTable {
  let snapshot: Snapshot
  let cursor: Focus?
  var anchor: Int?

  private enum Column: CaseIterable {
    case id, agent, words, since, turn, open, tried, kept, tokens, cost

    var name: String {
      switch self {
      case .id: "lane"
      case .agent: "agent"
      case .words: "state"
      case .since: "since"
      case .turn: "turn"
      case .open: "open"
      case .tried: "tried"
      case .kept: "kept"
      case .tokens: "tokens"
      case .cost: "cost"
      }
    }

    var isRight: Bool {
      switch self {
      case .id, .agent, .words: false
      case .since, .turn, .open, .tried, .kept, .tokens, .cost: true
      }
    }
  }

  /// What goes first where it is narrow.
  private static let givingWay: [Column] = [
    .open, .tokens, .cost, .tried, .kept, .turn, .since, .agent,
  ]

  func draw(into pen: inout Pen, at area: Rect, header: Rect?, isFocused: Bool) {
    let lanes = snapshot.lanes
    guard !lanes.isEmpty else {
      pen.put("  no lanes; + adds one", .dim, row: area.row, column: area.column, width: area.width)
      return
    }
    let columns = columns(lanes, width: area.width)
    if let header {
      for (column, start, width) in columns {
        let name = column.name
        let shift = column.isRight ? max(0, width - name.count) : 0
        pen.put(
          name, .dim, row: header.row, column: header.column + start + shift, width: width - shift)
      }
    }
    let selected = lanes.firstIndex { cursor == .lane($0.id) }
    let top = ListWindow.top(
      of: selected, count: lanes.count, height: area.height, anchor: anchor)
    pen.hits.add(area, wheel: .list(.lanes))
    for (index, lane) in lanes.enumerated().dropFirst(top).prefix(max(0, area.height)) {
      let line = Rect(
        row: area.row + index - top, column: area.column, width: area.width, height: 1)
      let waits = Need.waits(.lane(lane.id), snapshot)
      let own = snapshot.digest.lanes[lane.id] ?? RecordDigest.Proposals()
      for (column, start, width) in columns {
        let span = cell(column, lane, own, waits: waits)
        let shift = column.isRight ? max(0, width - pen.columns(span.text)) : 0
        pen.put(
          span.text, span.style, row: line.row, column: line.column + start + shift,
          width: width - shift)
      }
      if waits {
        pen.put("!", Style(.needsYou, bold: true), row: line.row, column: line.column, width: 1)
      }
      pen.hits.add(line, .thing(.lane(lane.id)))
      ListWindow.mark(line, isSelected: index == selected, isFocused: isFocused, into: &pen)
    }
  }

  private func columns(_ lanes: [Lane], width: Int) -> [(Column, start: Int, width: Int)] {
    func wanted(_ column: Column) -> Int {
      switch column {
      case .id: max(4, min(10, lanes.map { CellWidth.columns(of: $0.id) }.max() ?? 2))
      case .agent: max(5, min(10, lanes.map { CellWidth.columns(of: $0.agent) }.max() ?? 5))
      case .words: 0
      case .since: 6
      case .turn, .open, .kept: 4
      case .tried: 5
      case .tokens: 6
      case .cost: 7
      }
    }
    let words = lanes.map { CellWidth.columns(of: LaneList.words($0, snapshot).0) }.max() ?? 8
    var shown = Column.allCases
    if lanes.allSatisfy({ $0.dollars == nil }) { shown.removeAll { $0 == .cost } }
    if lanes.allSatisfy({ $0.tokens == nil }) { shown.removeAll { $0 == .tokens } }
    var gone = LaneTable.givingWay[...]
    func rest() -> Int {
      width - 1 - shown.reduce(0) { $0 + wanted($1) + ($1 == .words ? 0 : 2) }
    }
    while rest() < min(words, 23) + 2, let next = gone.popFirst() {
      shown.removeAll { $0 == next }
    }
    var columns: [(Column, start: Int, width: Int)] = []
    var start = 2
    for column in shown {
      let width = column == .words ? max(1, min(rest() - 2, 44)) : wanted(column)
      columns.append((column, start, width))
      start += width + 2
    }
    return columns
  }

  private func cell(_ column: Column, _ lane: Lane, _ own: RecordDigest.Proposals, waits: Bool)
    -> ChartSpan
  {
    switch column {
    case .id: return ChartSpan(lane.id, waits ? .needsYou : .text)
    case .agent: return ChartSpan(lane.agent.isEmpty ? "?" : lane.agent, .dim)
    case .words:
      let (words, role) = LaneList.words(lane, snapshot)
      return ChartSpan(words, role)
    case .since:
      return ChartSpan(NumberText.clock(max(0, snapshot.now - lane.since)), .dim)
    case .turn: return ChartSpan("\(lane.turn ?? lane.turns)", lane.turn == nil ? .dim : .text)
    case .open: return ChartSpan("\(own.open.count)", own.open.isEmpty ? .dim : .text)
    case .tried: return ChartSpan("\(own.numbers.count)", .dim)
    case .kept: return ChartSpan("\(own.kept)", own.kept > 0 ? .good : .dim)
    case .tokens:
      return ChartSpan(lane.tokens.map { NumberText.count(Double($0)) } ?? "?", .dim)
    case .cost: return ChartSpan(lane.dollars.map { NumberText.dollars($0) } ?? "?", .dim)
    }
  }
}
