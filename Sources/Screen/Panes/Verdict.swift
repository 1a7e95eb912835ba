internal import Core

/// What became of an experiment, in sentences.
enum Verdict {
  /// One sentence with its reason.
  static func sentence(_ experiment: Experiment, _ snapshot: Snapshot) -> String {
    let why = experiment.why.isEmpty ? "" : ": \(experiment.why)"
    switch experiment.state {
    case .review: return "waits for you\(why)"
    case .queued: return "queued\(why.isEmpty ? ": waits for a slot" : why)"
    case .running: return "running\(why.isEmpty ? run(of: experiment, snapshot) : why)"
    case .confirming:
      guard experiment.candidate != nil else { return "promising\(why)" }
      let measured = experiment.pairs.count { $0.difference != nil }
      let place = experiment.ground.map { " on top of #\($0)" } ?? ""
      guard measured > 0 else { return "confirming\(place): no pair is measured yet" }
      let pairs = measured == 1 ? "1 pair" : "\(measured) pairs"
      let odds = snapshot.odds(evidence: experiment.evidence)
      return "confirming\(place): odds \(odds) after \(pairs)"
    case .kept, .discarded, .crashed, .refused, .vetoed, .revoked:
      return "\(experiment.state.rawValue)\(why)"
    }
  }

  /// Which run it is at: `: second look waits for a slot`; nothing between two.
  private static func run(of experiment: Experiment, _ snapshot: Snapshot) -> String {
    let runs = experiment.runs.compactMap { snapshot.record.runs[$0] }
    guard let run = runs.last(where: { $0.state != .ended }) else { return "" }
    return switch run.state {
    case .queued: ": \(run.role.text) waits for a slot"
    case .training: ": \(run.role.text) in progress"
    case .evaluating: ": \(run.role.text) is being scored"
    case .ended: ""
    }
  }

  /// What it was proposed on: `on #131`, `on the baseline`.
  static func base(_ commit: CommitID, _ snapshot: Snapshot) -> String {
    guard let keep = snapshot.record.keeps.last(where: { $0.commit == commit }) else {
      // The first proposal was made before anything could be kept.
      let all = snapshot.record.experiments
      let isFirst = !all.isEmpty && all.base(at: 0) == commit
      return isFirst || snapshot.record.keeps.isEmpty
        ? "on the baseline" : "on \(commit.prefix(7))"
    }
    return keep.experiment.map { "on #\($0)" } ?? "on your commit \(commit.prefix(7))"
  }

  /// Which run this is, and of what: `first run on #131`, `pair 4, the champion's half`.
  static func describe(_ run: Run, of experiment: Experiment?, _ snapshot: Snapshot) -> String {
    switch run.role {
    case .baseline, .champion: return "\(run.role.text), unchanged code"
    case .first, .second, .rerun:
      return experiment.map { "\(run.role.text) \(base($0.base, snapshot))" } ?? run.role.text
    case .audit: return "\(run.role.text), a second look at what was kept"
    case .pairCandidate: return "\(run.role.text), the candidate's half"
    case .pairChampion: return "\(run.role.text), the champion's half"
    }
  }

  static func role(_ state: ExperimentState) -> Role {
    switch state {
    case .review: .needsYou
    case .queued, .discarded: .dim
    case .running: .text
    case .confirming: .accent
    case .kept: .good
    case .crashed, .vetoed, .revoked: .bad
    case .refused: .warn
    }
  }
}
