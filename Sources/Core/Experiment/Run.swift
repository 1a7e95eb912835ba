/// Why a run is made.
package enum RunRole: Codable, Equatable, Sendable, Hashable {
  /// Unchanged code, before anything is judged; counted from 1.
  case baseline(Int)
  /// The champion measured anew, because it is a commit pawl did not judge.
  case champion
  /// A proposal's first run, second look, or one a person asked for.
  case first, second, rerun
  /// The two halves of a pair, by the pair's index.
  case pairCandidate(Int)
  case pairChampion(Int)
  /// One half of an audit's pair, by the pair's index.
  case audit(Int)

  /// Whether it measures the champion's half of a pair.
  package var isChampion: Bool {
    if case .pairChampion = self { true } else { false }
  }

  /// The words for screens.
  package var text: String {
    switch self {
    case .baseline(let k): "baseline \(k)"
    case .champion: "champion"
    case .first: "first run"
    case .second: "second look"
    case .rerun: "re-run"
    case .pairCandidate(let k), .pairChampion(let k): "pair \(k)"
    case .audit(let k): "audit pair \(k)"
    }
  }
}

/// How far a run has come.
package enum RunState: String, Codable, Sendable {
  /// Waits for a slot, holds one and trains, is being measured, is over.
  case queued, training, evaluating, ended
}

/// How a run came out.
package enum RunOutcome: Codable, Equatable, Sendable {
  /// The metric, verified by the evaluator, or reported where there is none.
  case measured(Double)
  /// The candidate's fault, with the reason in words.
  case crashed(String)
  /// It broke the budget or the guard, with the reason.
  case refused(String)
  /// Disturbed from outside; says nothing about the idea.
  case void(String)
  /// Ended by a person.
  case ended(String)
}

/// What a run used.
package struct RunUsage: Codable, Equatable, Sendable {
  /// Wall and CPU seconds of training, and seconds of evaluation.
  package var wall: Double
  package var cpu: Double
  package var evaluation: Double
  /// Peak memory of one process, in bytes.
  package var memory: Int
  /// Exit status and signal of the training command; nil when it did not end that way.
  package var status: Int?
  package var signal: Int?
  /// Steps and parameters as the training told them; nil where it does not.
  package var steps: Double?
  package var parameters: Double?

  package init(
    wall: Double = 0, cpu: Double = 0, evaluation: Double = 0, memory: Int = 0,
    status: Int? = nil, signal: Int? = nil
  ) {
    self.wall = wall
    self.cpu = cpu
    self.evaluation = evaluation
    self.memory = memory
    self.status = status
    self.signal = signal
  }
}

/// One execution of the training command under the budget, with a seed.
package struct Run: Codable, Equatable, Sendable, Identifiable {
  package var id: RunID
  package var era: Int
  /// The experiment it serves; nil for baseline and champion runs outside pairs.
  package var experiment: Int?
  package var role: RunRole
  package var commit: CommitID
  package var seed: Int
  package var state: RunState
  package var slot: SlotID?
  /// When it got its slot, when its command was executed, when the slot was given back.
  package var leased: Timestamp?
  package var started: Timestamp?
  package var ended: Timestamp?
  package var outcome: RunOutcome?
  package var reported: Double?
  package var verified: Double?
  package var usage: RunUsage?
  /// How often it was made before and came out void.
  package var voids: Int
  /// Its tree is exported and waits.
  package var prepared: Bool
  /// Why it is being ended before its time; nil while it may go on.
  package var ending: String?
  /// What its curve showed, where that ended it.
  package var stop: EarlyStop.Finding?
  /// The audit it serves; nil for all other runs.
  package var audit: Int?
  /// How far it was kept apart, `namespaces` or `process`; nil where that is not known.
  package var isolation: String?
  /// The digest of its frozen files; nil where that is not known, empty without any.
  package var frozen: String?

  package init(
    id: RunID, era: Int, experiment: Int?, role: RunRole, commit: CommitID, seed: Int
  ) {
    self.id = id
    self.era = era
    self.experiment = experiment
    self.role = role
    self.commit = commit
    self.seed = seed
    self.state = .queued
    self.voids = 0
    self.prepared = false
  }

  /// The metric that counts, once measured.
  package var value: Double? {
    if case .measured(let value) = outcome { value } else { nil }
  }
}
