/// A proposal as pawl took it.
package struct Proposal: Codable, Equatable, Sendable {
  package var commit: CommitID
  package var base: CommitID
  /// The git tree of the commit: two proposals with one tree are the same; nil where unknown.
  package var tree: String?
  package var title: String
  package var reason: String
  package var change: String?
  package var files: [FileChange]
  /// Why the guard stops it; nil when it may run.
  package var refusal: String?
  /// Tripwires it touches, by name.
  package var flags: [String]
  /// Equal for proposals of one idea; nil where that is not asked.
  package var fingerprint: String?
  /// Whether it changes what depends on the whole budget, so that early values say nothing.
  package var changesSchedule: Bool?

  package init(
    commit: CommitID, base: CommitID, title: String, reason: String, change: String? = nil,
    files: [FileChange], refusal: String? = nil, flags: [String] = [], tree: String? = nil,
    fingerprint: String? = nil
  ) {
    self.commit = commit
    self.base = base
    self.title = title
    self.reason = reason
    self.change = change
    self.files = files
    self.refusal = refusal
    self.flags = flags
    self.tree = tree
    self.fingerprint = fingerprint
  }
}

extension Proposal {
  /// Whether it left the same files as an experiment, or changed the same lines.
  package func isTwin(of experiment: Experiment) -> Bool {
    if let tree, tree == experiment.tree { return true }
    return fingerprint != nil && fingerprint == experiment.fingerprint
  }
}

/// How a turn came out.
package enum TurnOutcome: Codable, Equatable, Sendable {
  case proposal(Proposal)
  /// Nothing was changed; the agent's words, if it had any.
  case empty(String)
  case failed(String)
  /// It did again what this experiment did.
  case repeated(Int)
  /// A person ended it.
  case interrupted
}

/// What became of a patch that a person handed in.
package enum PatchOutcome: Codable, Equatable, Sendable {
  case proposal(Proposal)
  /// Why no commit could be made of it, in one sentence.
  case unfit(String)
}

/// What happened in the world; the only things that change a campaign.
package enum Event: Codable, Equatable, Sendable {
  /// An engine took charge. `tip` is the ratchet branch's commit.
  case opened(CampaignSettings, tip: CommitID)
  /// A person asked for something.
  case commanded(id: Int, Command)
  case turnEnded(lane: LaneID, turn: Int, TurnOutcome, facts: TurnFacts? = nil)
  /// How a turn in progress stands now.
  case turnNews(lane: LaneID, turn: Int, TurnNews)
  /// How words reached a turn in progress; nil when they did not.
  case turnTold(lane: LaneID, turn: Int, words: Int, Delivery?)
  case patchTaken(command: Int, PatchOutcome)
  /// A queued run's tree is exported.
  case runPrepared(RunID)
  /// The training command was executed; `overhead` is the idle time of its slot that pawl caused,
  /// `isolation` how far the run is kept apart and `frozen` the digest of its frozen files, nil where
  /// that is not known.
  case runStarted(
    RunID, at: Timestamp, overhead: Double?, isolation: String? = nil, frozen: String? = nil)
  /// A slot's hardware is somebody else's; its run waits.
  case slotHeld(SlotID, by: String)
  case runEvaluating(RunID, reported: Double?)
  /// The curve of a run in progress says that it cannot be kept.
  case runHopeless(RunID, EarlyStop.Finding)
  case runEnded(RunID, RunOutcome, reported: Double?, RunUsage, at: Timestamp)
  case rebased(experiment: Int, onto: CommitID, candidate: CommitID)
  case rebaseFailed(experiment: Int, onto: CommitID, why: String)
  case ratchetMoved(experiment: Int, commit: CommitID)
  /// The branch is not where pawl left it.
  case branchFound(CommitID)
  case reverted(experiment: Int, commit: CommitID)
  case revertFailed(experiment: Int, why: String)
  case ablated(audit: Int, commit: CommitID)
  case ablationFailed(audit: Int, why: String)
  /// The command that tells people what happens did not work.
  case notifyFailed(String)
  /// Time passed.
  case ticked

  /// The word the journal files it under.
  package var kind: String {
    switch self {
    case .opened: "campaign.opened"
    case .commanded: "command"
    case .turnEnded: "turn.ended"
    case .turnNews: "turn.news"
    case .turnTold: "turn.told"
    case .patchTaken: "patch.taken"
    case .runPrepared: "run.prepared"
    case .runStarted: "run.started"
    case .slotHeld: "slot.held"
    case .runEvaluating: "run.evaluating"
    case .runHopeless: "run.hopeless"
    case .runEnded: "run.ended"
    case .rebased: "experiment.rebased"
    case .rebaseFailed: "experiment.conflict"
    case .ratchetMoved: "ratchet.moved"
    case .branchFound: "ratchet.found"
    case .reverted: "ratchet.reverted"
    case .revertFailed: "ratchet.conflict"
    case .ablated: "audit.ablated"
    case .ablationFailed: "audit.conflict"
    case .notifyFailed: "notify.failed"
    case .ticked: "tick"
    }
  }
}

/// An event with its time and author.
package struct StampedEvent: Codable, Equatable, Sendable {
  package var at: Timestamp
  package var cause: Cause
  package var event: Event

  package init(at: Timestamp, cause: Cause, event: Event) {
    self.at = at
    self.cause = cause
    self.event = event
  }
}
