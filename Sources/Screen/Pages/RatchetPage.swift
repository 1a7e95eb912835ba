internal import Core

/// The ratchet's chart over the whole campaign, and the account of what was kept.
struct RatchetPage {
  let state: ViewState
  let snapshot: Snapshot
  let size: Size

  func draw(into pen: inout Pen) {
    let frame = PageFrame(state: state, snapshot: snapshot, size: size)
    frame.draw(into: &pen, title: [ChartSpan("ratchet", Style(.title, bold: true))])
    let body = frame.body
    let chart = body.inset(bottom: body.height * 2 / 5)
    RatchetPane.draw(
      snapshot, selection: Subject(state, snapshot).experiment?.n, into: &pen, at: chart)
  }
}
