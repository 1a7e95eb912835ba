package import Core

/// What a screen needs to have read: the dashboard answers it in the next snapshot.
///
/// It follows from what is looked at alone, so that moving the cursor asks for all that is linked to it.
package struct Demand: Equatable, Sendable {
  /// The experiment whose diff is wanted.
  package var patch: Int?
  /// Runs whose curves are drawn, the most important first.
  package var drawn: [RunID]
  /// Runs whose curves are only compared with, to tell which of those that train are hopeless.
  package var witnesses: [RunID]
  /// Runs whose curves are wanted, the most important first.
  package var curves: [RunID] { drawn + witnesses }
  /// The series that is wanted of them; nil for the main one of the first.
  package var series: String?
  /// The part of x that is shown, as fine as the log has it; nil for all of it.
  package var window: ClosedRange<Double>?
  /// Runs of which a few values suffice.
  package var sparklines: [RunID]
  /// The long text that is wanted.
  package var text: TextSource?
  /// The turn whose transcript is wanted.
  package var transcript: TextSource?
  /// Lanes of which a few words on what they are at are wanted.
  package var glances: [LaneID]
  package var events: EventWindow

  package init(_ state: ViewState, _ snapshot: Snapshot) {
    let subject = Subject(state, snapshot)
    patch = subject.experiment?.n
    series = state.chart.series
    window = state.chart.unit == .step ? state.chart.window : nil
    sparklines = []
    witnesses = []
    drawn = subject.run.map { [$0.id] } ?? []
    text = Demand.text(state, subject)
    transcript = Demand.transcript(state, subject)
    glances =
      state.page == .overview || state.page == .lanes
      ? snapshot.lanes.filter { $0.turn != nil }.map(\.id) : []
    // Elsewhere the newest lines show what a lane did lately, whatever was looked for here.
    events = state.page == .events ? state.events : EventWindow()
    events.count = max(events.count, 3 * state.size.height)
    switch state.page {
    case .curves: drawn = CurveSet(state, snapshot).runs.map(\.id)
    case .experiments: sparklines = ExperimentTable.visibleRuns(state, snapshot)
    case .experiment:
      let runs = subject.experiment?.runs ?? []
      drawn = runs.filter { snapshot.record.runs[$0]?.started != nil }
    case .overview, .ratchet, .lanes, .events: break
    }
    // A part of a curve does not say how far behind the whole was.
    var known = Set(drawn)
    witnesses =
      window == nil ? Hopeless.witnesses(in: snapshot).filter { known.insert($0).inserted } : []
  }
}

extension Demand {
  /// The long text on a screen: what a lane's agent says, or what a run prints.
  static func text(_ state: ViewState, _ subject: Subject) -> TextSource? {
    if state.view == .transcript || state.page == .lanes {
      return turn(state, subject)
    }
    return subject.run.flatMap { $0.started == nil ? nil : .output($0.id) }
  }

  /// The transcript on a screen: of the lane that is read, or that is under the cursor.
  static func transcript(_ state: ViewState, _ subject: Subject) -> TextSource? {
    let isShown =
      state.view == .transcript || state.page == .lanes
      || subject.isLane && (state.page == .overview || state.page == .experiments)
    return isShown ? turn(state, subject) : nil
  }

  private static func turn(_ state: ViewState, _ subject: Subject) -> TextSource? {
    guard let lane = subject.lane, let turn = turn(of: lane, state.transcript) else { return nil }
    return .transcript(lane.id, turn: turn)
  }

  /// Which turn of a lane is looked at: an earlier one if a person went there; nil before the first.
  static func turn(of lane: Lane, _ view: TranscriptView) -> Int? {
    let newest = lane.turn ?? (lane.turns > 0 ? lane.turns : nil)
    return newest.map { newest in view.turn.map { max(1, min($0, newest)) } ?? newest }
  }
}

/// Which part of the story is on the screen.
package struct EventWindow: Equatable, Sendable {
  /// The line under the cursor, by its number; nil follows the newest.
  package var last: Int?
  /// Only lines with these words.
  package var filter: String
  /// How many lines are wanted up to that line, and as many after it.
  package var count: Int

  package init(last: Int? = nil, filter: String = "", count: Int = 200) {
    self.last = last
    self.filter = filter
    self.count = count
  }
}
