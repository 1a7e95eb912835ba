internal import Core

/// All lanes, and what the one under the cursor does.
struct LanesPage {
  let state: ViewState
  let snapshot: Snapshot
  let size: Size

  func draw(into pen: inout Pen) {
    let frame = PageFrame(state: state, snapshot: snapshot, size: size)
    frame.draw(into: &pen, title: [ChartSpan("lanes", Style(.title, bold: true))])
    let body = frame.body
    let rows = min(snapshot.lanes.count, max(3, body.height / 4))
    let list = Rect(row: body.row, column: 0, width: size.width, height: max(1, rows))
    let cursor = state.cursor(in: snapshot)
    LaneList(snapshot: snapshot, cursor: cursor).draw(
      into: &pen, at: list, isFocused: !state.isReading)
    guard let lane = Subject(state, snapshot).lane else { return }
    LanePane(snapshot: snapshot, lane: lane).draw(into: &pen, at: body.inset(top: list.height + 1))
  }
}
