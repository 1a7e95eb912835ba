internal import Core

/// What a lane's agent says in its turn, or, where nothing of that is known, what the lane did lately.
struct LaneWords {
  let state: ViewState
  let snapshot: Snapshot
  let lane: Lane

  /// What the dashboard read of it, or nothing.
  private var output: OutputPane {
    var state = state
    state.view = .transcript
    var subject = Subject(state, snapshot)
    subject.lane = lane
    return OutputPane(state, snapshot, subject)
  }

  private var transcript: TranscriptPane? { TranscriptPane(state, snapshot, lane) }

  private var turn: Int? { Demand.turn(of: lane, state.transcript) }

  private var source: TextSource? { turn.map { .transcript(lane.id, turn: $0) } }

  private var isKnown: Bool {
    source != nil && snapshot.textOf == source && !snapshot.text.lines.isEmpty
  }

  var title: String {
    if let transcript { return transcript.title }
    guard isKnown, let turn else { return "lately" }
    let over = lane.turn == turn ? "" : turn == lane.turns ? ", over" : ", earlier"
    return "transcript  turn \(turn)\(over)"
  }

  /// The heading's right side: how far in the text a reader is.
  func status(_ area: Rect) -> [ChartSpan] {
    isKnown || transcript != nil ? output.status(width: area.width, height: area.height) : []
  }

  func draw(into pen: inout Pen, at area: Rect) {
    guard !area.isEmpty else { return }
    if isKnown || transcript != nil { return output.draw(into: &pen, at: area) }
    var area = area
    QuestionBox(state, snapshot, lane)?.draw(into: &pen, under: &area)
    guard !area.isEmpty else { return }
    // Once there is something to read it goes here.
    pen.grid.places.text = source == nil ? nil : area
    LaneWords.drawStory(of: lane, snapshot, into: &pen, at: area.inset(left: 1, right: 1))
  }

  /// Its last lines of the story.
  static func drawStory(of lane: Lane, _ snapshot: Snapshot, into pen: inout Pen, at area: Rect) {
    let record = snapshot.record
    let events = snapshot.events.filter { event in
      if event.lane == lane.id { return true }
      let place = event.experiment.flatMap { record.place(of: $0) }
      return place.map { record.experiments.lane(at: $0) } == lane.id
    }
    guard !events.isEmpty else {
      pen.put(
        "nothing happened here lately", .dim, row: area.row, column: area.column,
        width: area.height > 0 ? area.width : 0)
      return
    }
    for (offset, event) in events.suffix(max(0, area.height)).enumerated() {
      pen.put(
        [ChartSpan(snapshot.timeOfDay(event.at) + "  ", .dim)]
          + StoryLine(event: event, snapshot: snapshot).sentence,
        row: area.row + offset, column: area.column, within: area)
    }
  }
}
