package import Core

/// What can be scrolled.
package enum ScrollArea: Hashable, Sendable {
  /// Rows from the top.
  case diff, page, help
  /// Rows from the end.
  case output
}

/// Since when an experiment's diff has been on the screen, whole and in front.
package struct ShownDiff: Equatable, Sendable {
  package var n: Int
  package var since: Timestamp

  package init(n: Int, since: Timestamp) {
    self.n = n
    self.since = since
  }
}

/// What a person is looking at.
package struct ViewState: Equatable, Sendable {
  /// The terminal's size; whoever draws keeps it up to date.
  package var size: Size
  /// The thing under the cursor; nil until a person moved it.
  package var focus: Focus?
  /// Whether keys scroll the diff or the output instead of moving the cursor.
  package var isReading: Bool
  package var view: SubjectView
  package var page: Page
  package var isHelpOpen: Bool
  /// Whether the cursor goes to every new experiment.
  package var follows: Bool
  package var prompt: Prompt?
  /// Why the last key did nothing.
  package var notice: Notice?
  /// When the last key was pressed; older answers have been seen.
  package var lastKey: Timestamp
  package var scroll: [ScrollArea: Int]
  package var shown: ShownDiff?

  package init(size: Size) {
    self.size = size
    isReading = false
    view = .curve
    page = .overview
    isHelpOpen = false
    follows = false
    lastKey = 0
    scroll = [:]
  }

  /// Where keys go.
  package var place: Place {
    if isHelpOpen { return .help }
    switch page {
    case .overview: return .overview
    case .experiment: return .experiment
    }
  }

  /// The thing under the cursor as it is now; what is gone is replaced by the most useful thing.
  package func cursor(in snapshot: Snapshot) -> Focus? {
    if follows, let newest = snapshot.record.experiments.last { return .experiment(newest.n) }
    switch focus {
    case .slot(let id): if snapshot.slot(id) != nil { return focus }
    case .lane(let id): if snapshot.lanes.contains(where: { $0.id == id }) { return focus }
    case .experiment(let n): if snapshot.record.experiment(n) != nil { return focus }
    case nil: break
    }
    let busy = snapshot.record.slots.first { snapshot.run(in: $0)?.experiment != nil }
    if let slot = busy ?? snapshot.record.slots.first { return .slot(slot.id) }
    if let lane = snapshot.lanes.first { return .lane(lane.id) }
    return snapshot.record.experiments.last.map { .experiment($0.n) }
  }
}
