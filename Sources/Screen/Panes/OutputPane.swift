internal import Core

/// What the run under the cursor prints, or what its lane's agent says.
struct OutputPane {
  let snapshot: Snapshot
  private let source: TextSource?
  private let isReading: Bool
  /// The turn's transcript, where there is more than what was printed.
  private let transcript: TranscriptPane?
  private let question: QuestionBox?
  private let emptyWords: String

  init(_ state: ViewState, _ snapshot: Snapshot, _ subject: Subject) {
    self.snapshot = snapshot
    source = Demand.text(state, subject)
    isReading = state.place == .text
    let showsTurn = state.view == .transcript || state.page == .lanes
    transcript = showsTurn ? TranscriptPane(state, snapshot, subject.lane) : nil
    question = showsTurn ? subject.lane.flatMap { QuestionBox(state, snapshot, $0) } : nil
    if state.view == .transcript || state.page == .lanes {
      let lane = subject.lane
      emptyWords =
        lane.map { $0.turns > 0 || $0.turn != nil } == true
        ? "\(lane?.agent ?? "its agent") printed nothing in this turn" : "no turn was made here yet"
    } else {
      emptyWords = subject.run == nil ? "no run, no output" : "no output yet"
    }
  }

  func draw(into pen: inout Pen, at area: Rect) {
    guard !area.isEmpty else { return }
    if let transcript { return transcript.draw(into: &pen, at: area) }
    var area = area
    question?.draw(into: &pen, under: &area)
    guard !area.isEmpty else { return }
    pen.grid.places.text = source == nil ? nil : area
    pen.hits.add(area, wheel: .text)
    guard source != nil, snapshot.textOf == source,
      !snapshot.text.lines.isEmpty || snapshot.text.note != nil
    else {
      return CurveChart.sentence(
        emptyWords, into: &pen.grid, area: area, capabilities: pen.capabilities)
    }
    TextPane(snapshot.textView, snapshot.text, capabilities: pen.capabilities).draw(
      into: &pen.grid, at: area)
  }

  /// How far the reader is, and what a search came to, for a heading; of so many columns and rows.
  func status(width: Int, height: Int) -> [ChartSpan] {
    if let transcript { return transcript.status(height: height) }
    guard source != nil, snapshot.textOf == source, isReading else { return [] }
    let pane = TextPane(snapshot.textView, snapshot.text, capabilities: Capabilities())
    let remark = pane.remark()
    let mark = pane.mark(width: width, height: height)
    return remark.isEmpty ? mark : remark + [ChartSpan("   ", .dim)] + mark
  }
}
