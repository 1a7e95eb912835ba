package import Core

/// The thing under the cursor: an identity, so that it stays when lists move.
package enum Focus: Hashable, Sendable {
  case slot(SlotID)
  case lane(LaneID)
  case experiment(Int)
}

/// A list of the overview.
enum Pane: Hashable, CaseIterable {
  case running, lanes, experiments
}

/// What is shown of the thing under the cursor.
package enum SubjectView: String, Hashable, Sendable, CaseIterable {
  case curve, diff, output
  /// The list of experiments, on screens that have no other room for it.
  case experiments
}

/// Which screen is open.
package enum Page: Hashable, Sendable {
  case overview
  case experiment(Int)
}
