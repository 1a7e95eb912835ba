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
    let known = Set(drawn)
    witnesses =
      window == nil ? Hopeless.witnesses(in: snapshot).filter { !known.contains($0) } : []
  }
}

extension Demand {
  /// The long text on a screen: what a lane's agent says, or what a run prints.
  static func text(_ state: ViewState, _ subject: Subject) -> TextSource? {
    if state.view == .transcript || state.page == .lanes {
      guard let lane = subject.lane, let turn = lane.turn ?? (lane.turns > 0 ? lane.turns : nil)
      else { return nil }
      return .transcript(lane.id, turn: turn)
    }
    return subject.run.flatMap { $0.started == nil ? nil : .output($0.id) }
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
