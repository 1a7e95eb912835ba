/// One earlier experiment that changed one constant.
package struct SweepTrial: Equatable, Sendable {
  /// The path of the file, relative to the repository.
  package var file: String
  /// The constant's name as `SweepConstant` has it.
  package var name: String
  /// The value before.
  package var from: Double
  /// The value it was changed to.
  package var to: Double
  /// How much better than the champion of its time, in noise units (s); nil when not measured.
  package var gain: Double?
  /// A word of pawl's: kept, discarded, crashed, refused, vetoed, revoked, review, queued, running, confirming.
  package var state: String

  /// A trial as the history records it.
  package init(
    file: String, name: String, from: Double, to: Double, gain: Double?, state: String
  ) {
    self.file = file
    self.name = name
    self.from = from
    self.to = to
    self.gain = gain
    self.state = state
  }

  /// Whether a verdict is still to come.
  var isOpen: Bool { ["drafting", "review", "queued", "running", "confirming"].contains(state) }

  /// The gain as the search sees it: what failed counts as a clear loss, what was not measured as nothing.
  var effect: Double {
    switch state {
    case "crashed", "refused", "revoked": -3
    case "kept": max(gain ?? 1, 1)
    default: gain ?? 0
    }
  }
}

/// One constant changed in one file.
package struct SweepProposal: Equatable, Sendable {
  /// The path of the file, relative to the repository.
  package let file: String
  /// The whole file after the change.
  package let newText: String
  /// For people: `learning rate 0.05 -> 0.1`.
  package let title: String
  /// One sentence that says what in the history led here.
  package let reason: String
  /// The constant's name as written.
  package let name: String
  /// The value before.
  package let from: Double
  /// The value now.
  package let to: Double
}
