package import Core

/// The thing under the cursor: an identity, so that it stays when lists move.
package enum Focus: Hashable, Sendable {
  case slot(SlotID)
  case lane(LaneID)
  case experiment(Int)
}

/// A list of the overview.
package enum Pane: Hashable, CaseIterable, Sendable {
  case running, lanes, experiments
}

/// What is shown of the thing under the cursor.
package enum SubjectView: String, Hashable, Sendable, CaseIterable {
  case curve, diff, output, transcript
  /// The list of experiments, on screens that have no other room for it.
  case experiments
}
