package import Core

/// What a screen needs to have read: the dashboard answers it in the next snapshot.
///
/// It follows from what is looked at alone, so that moving the cursor asks for all that is linked to it.
package struct Demand: Equatable, Sendable {
  /// The experiment whose diff is wanted.
  package var patch: Int?
  /// Runs whose curves are wanted, the most important first.
  package var curves: [RunID]
  /// Runs of which a few values suffice.
  package var sparklines: [RunID]
  /// The run whose output is wanted.
  package var output: RunID?
  /// The lane whose turn's output is wanted.
  package var transcript: LaneID?
  package var events: EventWindow

  package init(_ state: ViewState, _ snapshot: Snapshot) {
    let subject = Subject(state, snapshot)
    patch = subject.experiment?.n
    sparklines = []
    curves = subject.run.map { [$0.id] } ?? []
    output = subject.run?.id
    transcript = subject.lane?.id
    events = state.events
    switch state.page {
    case .curves: curves = CurveSet(state, snapshot).runs.map(\.id)
    case .experiments: sparklines = ExperimentTable.visibleRuns(state, snapshot)
    case .experiment:
      let runs = subject.experiment?.runs ?? []
      curves = runs.filter { snapshot.record.runs[$0]?.started != nil }
    case .overview, .ratchet, .lanes, .events: break
    }
  }
}

/// Which part of the story is on the screen.
package struct EventWindow: Equatable, Sendable {
  /// The last line that is shown, by its number; nil follows the newest.
  package var last: Int?
  /// Only lines with these words.
  package var filter: String
  /// How many are wanted.
  package var count: Int

  package init(last: Int? = nil, filter: String = "", count: Int = 200) {
    self.last = last
    self.filter = filter
    self.count = count
  }
}
