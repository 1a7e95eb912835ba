/// Where an experiment stands in its life.
package enum ExperimentState: String, Codable, Sendable, CaseIterable {
  case review, queued, running, confirming
  case kept, discarded, crashed, refused, vetoed, revoked

  /// Whether a verdict has been given.
  package var isVerdict: Bool {
    switch self {
    case .review, .queued, .running, .confirming: false
    case .kept, .discarded, .crashed, .refused, .vetoed, .revoked: true
    }
  }
}

/// One changed file of a proposal.
package struct FileChange: Codable, Equatable, Sendable {
  /// Path from the repository's root.
  package var path: String
  /// Lines added and removed; both zero for a binary file.
  package var added: Int
  package var removed: Int

  package init(path: String, added: Int, removed: Int) {
    self.path = path
    self.added = added
    self.removed = removed
  }
}

/// A candidate's run and a champion's run, same seed, same slot, back to back.
package struct Pair: Codable, Equatable, Sendable {
  /// Counted from 1 within one confirmation.
  package var index: Int
  package var seed: Int
  /// Whether the candidate's half runs first.
  package var candidateFirst: Bool
  package var slot: SlotID?
  package var candidateRun: RunID?
  package var championRun: RunID?
  /// How much better the candidate was, in the metric's unit; nil until both halves are measured.
  package var difference: Double?
  /// The evidence after this pair, as a natural logarithm of odds; nil until measured.
  package var evidence: Double?

  package init(index: Int, seed: Int, candidateFirst: Bool) {
    self.index = index
    self.seed = seed
    self.candidateFirst = candidateFirst
  }
}

/// The whole life of one proposal.
package struct Experiment: Codable, Equatable, Sendable, Identifiable {
  /// The number people use: #1, #2, ...
  package var n: Int
  package var era: Int
  package var lane: LaneID
  /// The agent's kind: `sweep`, `claude`, ...
  package var agent: String
  /// The lane's turn that made it.
  package var turn: Int
  package var title: String
  package var reason: String
  /// What an agent declares about its change for later turns, as JSON; opaque to pawl.
  package var change: String?
  /// The proposal's own commit and what it was proposed on.
  package var proposal: CommitID
  package var base: CommitID
  /// The git tree of the proposal; nil where unknown.
  package var tree: String?
  /// The proposal rebased onto the champion its confirmation runs against.
  package var candidate: CommitID?
  /// The champion its confirmation runs against.
  package var opponent: CommitID?
  /// The experiment on whose candidate it is confirmed while that is not decided.
  ///
  /// Nil where it is confirmed against a champion. While it waits: with which it conflicts.
  package var ground: Int?
  /// The commit on the ratchet, once kept.
  package var kept: CommitID?
  package var files: [FileChange]
  package var state: ExperimentState
  /// The verdict's reason, or what it waits for; a person's words included.
  package var why: String
  package var cause: Cause
  package var created: Timestamp
  package var ended: Timestamp?
  /// Every run made for it, in order, the champion's halves of its pairs included.
  package var runs: [RunID]
  package var pairs: [Pair]
  /// The noise in force when its confirmation began.
  package var noise: Double?
  /// Evidence of the confirmation as a natural logarithm of odds; nil before the first pair.
  package var evidence: Double?
  /// What the last run's training printed.
  package var reported: Double?
  /// Mean of the measured runs that count now: of looks while screening, fresh ones when confirming.
  package var verified: Double?
  /// Gain over the champion it was judged against, in units of the noise; positive is better.
  package var delta: Double?
  /// Seconds of slot time its runs have taken.
  package var seconds: Double
  /// Fresh runs a person asked for and not yet started.
  package var reruns: Int
  /// Tripwires, by name.
  package var flags: [String]
  /// Pairs of this confirmation that came out void.
  package var disturbed: Int
  /// Confirmed, and on its way to the ratchet.
  package var isAdvancing: Bool
  /// Where it stood when a person vetoed it; nil unless it is vetoed.
  package var vetoedFrom: ExperimentState?

  /// The wires its result tripped before it could be kept, so that a person had to look; nil before
  /// anything was asked.
  package var resultFlags: [ResultTripwires.Flag]?
  /// Whether it changes what depends on the whole budget; nil where that is not known.
  package var changesSchedule: Bool?
  /// Equal for proposals of one idea; nil where it is not known.
  package var fingerprint: String?
  /// The experiment whose crash it repairs.
  package var repairs: Int?
  /// How often it was proposed again.
  package var repeats: Int?
  /// What the turn that made it cost; nil where nobody says.
  package var dollars: Double?
  package var tokens: Int?
  package var turnSeconds: Double?
  /// Measured pairs against champions that are champion no longer, oldest first.
  package var earlier: [Pair]?
  /// The evidence with which it was proven on a champion that was replaced before it got there.
  package var proven: Double?
  package var provenPairs: Int?
  /// Why it could not be put on top of the champion; nil when it could.
  package var conflict: String?

  package var id: Int { n }

  /// Stands for the lane and the agent of what a person proposed; no lane has this name.
  package static let you: LaneID = "you"
  package static let person = "person"

  /// Whether a person wrote it, and no lane's agent.
  package var isByPerson: Bool { lane == Self.you }

  /// The commit to show: on the ratchet when kept, else the proposal's.
  package var commit: CommitID { kept ?? proposal }

  package init(
    n: Int, era: Int, lane: LaneID, agent: String, turn: Int, title: String, reason: String,
    proposal: CommitID, base: CommitID, files: [FileChange], state: ExperimentState,
    created: Timestamp
  ) {
    self.n = n
    self.era = era
    self.lane = lane
    self.agent = agent
    self.turn = turn
    self.title = title
    self.reason = reason
    self.proposal = proposal
    self.base = base
    self.files = files
    self.state = state
    self.why = ""
    self.cause = .rule
    self.created = created
    self.runs = []
    self.pairs = []
    self.seconds = 0
    self.reruns = 0
    self.flags = []
    self.disturbed = 0
    self.isAdvancing = false
  }
}
