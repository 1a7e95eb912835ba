internal import Core

/// Everything that happened, and who caused it.
struct EventsPage {
  let state: ViewState
  let snapshot: Snapshot
  let size: Size

  /// A row of the story: a line, or the day that begins.
  private enum Row {
    case day(Int)
    case line(EventLine)
  }

  /// Whether there is room for lanes and runs.
  private var isWide: Bool { size.width >= 120 }

  /// The place of the line under the cursor among those that were read; nil while there are none.
  private var selected: Int? {
    guard let end = snapshot.events.indices.last else { return nil }
    guard let last = state.events.last else { return end }
    return snapshot.events.lastIndex { $0.seq <= last } ?? 0
  }

  func draw(into pen: inout Pen) {
    let frame = PageFrame(state: state, snapshot: snapshot, size: size)
    frame.draw(into: &pen, title: title)
    let body = frame.body
    pen.hits.add(body, wheel: .story)
    guard let selected else {
      let words =
        state.events.filter.isEmpty
        ? "nothing happened yet" : "nothing has \"\(state.events.filter)\" in it; esc shows all"
      return CurveChart.sentence(
        words, into: &pen.grid, area: body, capabilities: pen.capabilities)
    }
    let rows = visible(selected, height: body.height)
    let cause = causeWidth(rows)
    for (offset, row) in rows.enumerated() {
      let line = Rect(row: body.row + offset, column: 0, width: size.width, height: 1)
      switch row {
      case .day(let day): drawDay(day, into: &pen, at: line)
      case .line(let event):
        draw(event, cause: cause, into: &pen, at: line)
        pen.hits.add(line, .line(event.seq))
        // While the story is followed its newest line is no choice of the person's.
        ListWindow.mark(
          line, isSelected: event.seq == snapshot.events[selected].seq,
          isFocused: state.events.last != nil, into: &pen)
      }
    }
  }

  /// What fits, with the day on top where it is another one.
  private func visible(_ selected: Int, height: Int) -> [Row] {
    guard height > 0 else { return [] }
    // Only what can be near the cursor: every line takes a row, and days take more.
    let low = max(0, selected - height)
    let high = min(snapshot.events.count, selected + height + 1)
    var rows: [Row] = []
    var cursor = 0
    var day = low > 0 ? snapshot.day(snapshot.events[low - 1].at) : nil
    for index in low..<high {
      let event = snapshot.events[index]
      if let its = snapshot.day(event.at), its != day {
        // The newest lines are of today, as one expects.
        if day != nil || its != snapshot.day(snapshot.now) { rows.append(.day(its)) }
        day = its
      }
      if index == selected { cursor = rows.count }
      rows.append(.line(event))
    }
    let top =
      state.events.last == nil
      ? max(0, rows.count - height)
      : ListWindow.top(of: cursor, count: rows.count, height: height, anchor: state.anchor)
    var shown = Array(rows[top..<min(rows.count, top + height)])
    // A day that the next row names anyway needs no row of its own.
    var isNamed = false
    if shown.count > 1, case .day = shown[1] { isNamed = true }
    if !isNamed, case .line(let first)? = shown.first, cursor > top,
      let its = snapshot.day(first.at),
      its != snapshot.day(snapshot.now)
    {
      shown[0] = .day(its)
    }
    return shown
  }

  private func causeWidth(_ rows: [Row]) -> Int {
    let widest = rows.map { row -> Int in
      guard case .line(let event) = row else { return 0 }
      return StoryLine(event: event, snapshot: snapshot).cause.width
    }.max()
    return max(4, min(size.width >= 80 ? 12 : 6, widest ?? 4))
  }

  private func drawDay(_ day: Int, into pen: inout Pen, at line: Rect) {
    let rule = pen.unicode ? "─" : "-"
    let lead = "  \(rule)\(rule) \(snapshot.dayText(day)) "
    let rest = max(0, line.width - 2 - lead.count)
    pen.put(
      [ChartSpan(lead, .dim), ChartSpan(String(repeating: rule, count: rest), .border)],
      row: line.row, column: 0, within: line)
  }

  private func draw(_ event: EventLine, cause width: Int, into pen: inout Pen, at line: Rect) {
    let story = StoryLine(event: event, snapshot: snapshot)
    pen.put(snapshot.timeOfDay(event.at), .dim, row: line.row, column: 2, width: 5)
    let cause = story.cause
    pen.put(cause.text, cause.style, row: line.row, column: 9, width: width)
    let column = 11 + width
    var end = line.endColumn - 1
    if isWide {
      let run = event.run.map { "run \($0)" } ?? ""
      pen.put(run, .dim, row: line.row, column: end - 9, width: 9)
      let isNews = event.lane != nil && event.lane != cause.text
      pen.put(isNews ? event.lane ?? "" : "", .dim, row: line.row, column: end - 15, width: 5)
      end -= 17
    }
    let room = Rect(row: line.row, column: column, width: max(0, end - column), height: 1)
    pen.put(story.sentence, row: line.row, column: column, within: room)
  }

  private var title: [ChartSpan] {
    var spans = [
      ChartSpan("events", Style(.title, bold: true)), ChartSpan("  \(snapshot.eventCount)", .dim),
    ]
    if !state.events.filter.isEmpty {
      let isAll = snapshot.eventsReachStart && snapshot.eventsReachEnd
      spans.append(ChartSpan("  /\(state.events.filter)", .accent))
      spans.append(ChartSpan("  \(snapshot.events.count)\(isAll ? "" : "+")", .dim))
    }
    guard state.events.last != nil else { return spans + [ChartSpan("  live", .good)] }
    guard let last = selected.map({ snapshot.events[$0].seq }) else { return spans }
    spans.append(ChartSpan("  paused", .warn))
    if let newer = newer(than: last) { spans.append(ChartSpan(", \(newer) newer", .dim)) }
    return spans
  }

  /// How many lines come after the cursor's; nil for none.
  private func newer(than last: Int) -> String? {
    if state.events.filter.isEmpty {
      // All lines are numbered one after the other.
      let count =
        snapshot.eventsReachEnd
        ? snapshot.events.count { $0.seq > last } : snapshot.eventCount - last
      return count > 0 ? "\(count)" : nil
    }
    let count = snapshot.events.count { $0.seq > last }
    guard count > 0 || !snapshot.eventsReachEnd else { return nil }
    return "\(count)\(snapshot.eventsReachEnd ? "" : "+")"
  }
}
