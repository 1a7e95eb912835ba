internal import Core

/// What a lane's agent waits to be allowed, in a frame that cannot be overlooked.
struct QuestionBox {
  let lane: Lane
  let question: AgentQuestion
  private let edits: [EditDiff]
  private let hints: [ChartSpan]

  /// Nil where nothing is asked, or was answered already.
  init?(_ state: ViewState, _ snapshot: Snapshot, _ lane: Lane) {
    guard let question = lane.question, lane.answer == nil else { return nil }
    self.lane = lane
    self.question = question
    edits = question.edits.map { EditDiff($0) }
    let names: [(ActionName, String)] = [
      (.approve, "allow"), (.allowAlways, "always"), (.deny, "deny"),
    ]
    let offered = names.filter { $0.0 != .allowAlways || question.mayAlways }
    hints = offered.enumerated().flatMap { index, offer in
      [
        ChartSpan((index > 0 ? "   " : ""), .dim),
        ChartSpan(state.keys.keys(of: offer.0).first?.text ?? "", .key),
        ChartSpan(" " + offer.1, .dim),
      ]
    }
  }

  private func lines(width: Int) -> [String] {
    Paragraph.lines(plainText(question.title, limit: 400), width: max(1, width))
  }

  /// The edits in so many rows; without what is unchanged where that helps.
  private func rows(width: Int, most: Int) -> [TranscriptRow] {
    guard most > 0 else { return [] }
    let layout = BlockLayout(width: width, isUnfolded: false, timeOfDay: { _ in "" })
    let isNamed = edits.count > 1 || edits.contains { !question.title.contains($0.path) }
    let all = layout.edits(edits, most: Int.max, naming: isNamed).0
    guard all.count > most else { return all }
    let changes = all.filter { row in
      if case .diff(let line, _, _) = row.body { return line.line.kind != .context }
      return true
    }
    guard changes.count > most else { return changes }
    return changes.prefix(most - 1) + [layout.more(changes.count - most + 1)]
  }

  /// Rows it takes: what it needs, and most of what there is if it must be.
  private func height(in area: Rect) -> Int {
    guard area.height >= 3, area.width >= 12 else { return min(1, area.height) }
    let width = area.width - 6
    let wanted = 3 + min(6, lines(width: width).count) + rows(width: width, most: 24).count
    return min(wanted, max(3, area.height < 14 ? area.height - 2 : area.height * 2 / 3))
  }

  /// Draws it at the bottom of a rectangle, which is left with what is above.
  func draw(into pen: inout Pen, under area: inout Rect) {
    let height = height(in: area)
    draw(into: &pen, at: area.inset(top: area.height - height))
    area = area.inset(bottom: height)
  }

  private func draw(into pen: inout Pen, at area: Rect) {
    guard !area.isEmpty else { return }
    pen.grid.places.question = question.id
    let needs = Style(.needsYou, bold: true)
    guard area.height >= 3, area.width >= 12 else {
      pen.put(
        "! asks: \(plainText(question.title))", needs, row: area.row, column: area.column,
        width: area.width)
      return
    }
    pen.clear(area)
    let frame = area.inset(left: 1, right: 1)
    var borders = Borders(pen.grid.size)
    borders.box(frame)
    borders.draw(into: &pen, role: .needsYou)
    pen.put(
      [ChartSpan(" \(lane.id) asks you ", needs)], row: frame.row, column: frame.column + 2,
      within: frame.inset(right: 2))
    let inside = frame.inset(left: 2, right: 2)
    var row = frame.row + 1
    let last = frame.endRow - (frame.height >= 4 ? 2 : 1)
    let words = lines(width: inside.width)
    // What it does is worth more than all the words for it.
    let wordRows = edits.isEmpty ? max(0, last - row) : max(1, min(6, (last - row) / 2))
    for (index, line) in words.prefix(wordRows).enumerated() {
      let isCut = index == wordRows - 1 && words.count > wordRows
      pen.put(
        isCut ? line + (pen.unicode ? " …" : " ~") : line, Style(.text, bold: true), row: row,
        column: inside.column, width: inside.width)
      row += 1
    }
    let pencil = TranscriptRowPen(pattern: nil, capabilities: pen.capabilities)
    for drawn in rows(width: inside.width, most: last - row) {
      let line = Rect(row: row, column: inside.column - 3, width: inside.width + 4, height: 1)
      pencil.draw(drawn, into: &pen, at: line, isHit: false)
      row += 1
    }
    drawKeys(into: &pen, at: frame, last)
  }

  /// The keys; in a frame of three rows in its lower edge.
  private func drawKeys(into pen: inout Pen, at frame: Rect, _ last: Int) {
    let inside = frame.inset(left: 2, right: 2)
    let isRoomy = frame.height >= 4
    let row = isRoomy ? last : frame.endRow - 1
    let blank = [ChartSpan(" ", .text)]
    let end = pen.put(
      isRoomy ? hints : blank + hints + blank, row: row, column: inside.column - (isRoomy ? 0 : 1),
      within: frame.inset(right: 2))
    // However little of it fits: how much it is must be seen.
    let added = edits.reduce(0) { $0 + $1.added }
    let removed = edits.reduce(0) { $0 + $1.removed }
    guard added + removed > 0 else { return }
    pen.putRight(
      [ChartSpan(" +\(added) ", .diffAdded), ChartSpan("-\(removed)", .diffRemoved)]
        + (isRoomy ? [] : blank),
      row: row, within: inside, limit: end + 1)
  }
}
