internal import Core

/// The last lines of the run under the cursor, or of what its lane's agent says.
struct OutputPane {
  let lines: [String]
  private let emptyWords: String

  init(_ state: ViewState, _ snapshot: Snapshot, _ subject: Subject) {
    if state.view == .transcript {
      lines =
        subject.lane != nil && snapshot.transcriptOf == subject.lane?.id ? snapshot.transcript : []
      emptyWords = "this lane's agent said nothing yet"
    } else {
      let run = subject.run
      lines = run != nil && snapshot.outputOf == run?.id ? snapshot.output : []
      emptyWords = run == nil ? "no run, no output" : "no output yet"
    }
  }

  /// - Parameter back: how many lines above the newest the view ends.
  func draw(into pen: inout Pen, at area: Rect, back: Int) {
    guard !area.isEmpty else { return }
    guard !lines.isEmpty else {
      return CurveChart.sentence(
        emptyWords, into: &pen.grid, area: area, capabilities: pen.capabilities)
    }
    let end = max(min(area.height, lines.count), lines.count - max(0, back))
    let visible = lines[max(0, end - area.height)..<end]
    for (offset, line) in visible.enumerated() {
      pen.put(
        line, .text, row: area.row + offset, column: area.column + 1, width: area.width - 2)
    }
  }
}
