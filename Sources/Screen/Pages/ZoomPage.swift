internal import Core

/// One thing of what is under the cursor, on the whole screen.
struct ZoomPage {
  let state: ViewState
  let snapshot: Snapshot
  let size: Size

  func draw(into pen: inout Pen) {
    let subject = Subject(state, snapshot)
    let pane = SubjectPane(state: state, snapshot: snapshot, subject: subject)
    let frame = PageFrame(state: state, snapshot: snapshot, size: size)
    let (title, elapsed) = pane.heading()
    let right: [ChartSpan]
    switch state.view {
    case .diff:
      right = DiffPane(snapshot: snapshot, experiment: subject.experiment).heading(isRead: true)
    case .curve, .experiments: right = elapsed
    case .output, .transcript:
      let status = OutputPane(state, snapshot, subject).status(
        width: size.width, height: frame.body.height)
      let gap = status.isEmpty ? "" : "   "
      let turn =
        state.view == .transcript ? TranscriptPane(state, snapshot, subject.lane)?.title : nil
      right = [ChartSpan((turn ?? state.view.rawValue) + gap, .dim)] + status
    }
    frame.draw(into: &pen, title: title, right: right)
    pane.drawAlone(into: &pen, at: frame.body)
  }
}
