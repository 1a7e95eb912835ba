/// Fresh pairs that look at what the ratchet has already taken.
package struct Audit: Codable, Equatable, Sendable, Identifiable {
  package enum Subject: String, Codable, Sendable {
    /// The champion against the era's baseline.
    case gain
    /// A keep against what it replaced.
    case keep
    /// The champion against the same without one keep.
    case ablation
  }

  /// Pairs that an audit is made of.
  package static let pairs = 5

  package var id: Int
  package var subject: Subject
  /// The place of the keep it is about, in the list of keeps.
  package var keep: Int
  package var candidate: CommitID
  /// What it is compared with; nil until that commit is made.
  package var opponent: CommitID?
  /// Whether it is made without waiting for idle slots.
  package var isDue: Bool
  /// Whether a person asked for it; nil: nobody did.
  package var isAsked: Bool?
  package var pairs: [Pair]
  /// Pairs that came out void.
  package var disturbed: Int

  package init(
    id: Int, subject: Subject, keep: Int, candidate: CommitID, opponent: CommitID?, isDue: Bool
  ) {
    self.id = id
    self.subject = subject
    self.keep = keep
    self.candidate = candidate
    self.opponent = opponent
    self.isDue = isDue
    self.pairs = []
    self.disturbed = 0
  }

  /// Differences of the pairs that are measured, in the metric's unit.
  package var differences: [Double] { pairs.compactMap(\.difference) }
}
