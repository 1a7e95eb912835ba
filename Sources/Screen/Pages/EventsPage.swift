internal import Core

/// Everything that happened, and who caused it.
struct EventsPage {
  let state: ViewState
  let snapshot: Snapshot
  let size: Size

  func draw(into pen: inout Pen) {
    let frame = PageFrame(state: state, snapshot: snapshot, size: size)
    frame.draw(
      into: &pen,
      title: [
        ChartSpan("events", Style(.title, bold: true)), ChartSpan("  \(snapshot.eventCount)", .dim),
      ])
    let body = frame.body
    let last = state.events.last ?? snapshot.events.last?.seq ?? 0
    let end = (snapshot.events.lastIndex { $0.seq <= last } ?? -1) + 1
    let lines = snapshot.events[max(0, end - body.height)..<max(0, end)]
    for (offset, event) in lines.enumerated() {
      let line = Rect(row: body.row + offset, column: 0, width: size.width, height: 1)
      pen.put(
        [
          ChartSpan("  " + snapshot.timeOfDay(event.at), .dim),
          ChartSpan("  " + event.text, event.kind.hasSuffix(".failed") ? .bad : .text),
        ], row: line.row, column: 0, within: line)
      ListWindow.mark(line, isSelected: event.seq == last, isFocused: true, into: &pen)
    }
  }
}
