/// Answers to what was asked of the ratchet's branch.
extension Reducer {
  mutating func rebased(_ n: Int, _ onto: CommitID, _ candidate: CommitID) {
    guard state.confirming == n, let experiment = state.experiment(n),
      experiment.opponent == onto, experiment.candidate == nil
    else { return }
    change(experiment: n) { $0.candidate = candidate }
    tell("experiment.rebased", "#\(n) stands on \(onto.prefix(7)) now", experiment: n, cause: .rule)
  }

  mutating func rebaseFailed(_ n: Int, _ onto: CommitID, _ why: String) {
    guard state.confirming == n, let experiment = state.experiment(n),
      experiment.opponent == onto, experiment.candidate == nil || experiment.isAdvancing
    else { return }
    verdict(n, .discarded, why, cause: .rule)
  }

  mutating func ratchetMoved(_ n: Int, _ commit: CommitID) {
    guard state.confirming == n, let experiment = state.experiment(n), let settings = state.settings
    else { return }
    let runs = state.runs
    let isNaive = experiment.pairs.isEmpty
    let fresh =
      isNaive
      ? experiment.runs.compactMap { runs[$0]?.value } : candidateScores(n)
    let before =
      isNaive
      ? experiment.opponent.flatMap { state.level(of: $0) } : Level(of: championScores(n))
    let claimed = experiment.runs.lazy.compactMap { id in
      runs[id].flatMap { $0.role == .first ? $0.value : nil }
    }.first
    state.noise.learn(differences: experiment.pairs.compactMap(\.difference))
    if settings.rule.naive == isNaive {
      state.levels[commit] = fresh
    } else {
      measureChampion(commit)
    }
    state.branchBusy = 0
    state.champion = commit
    state.keeps.append(
      Keep(
        experiment: n, era: state.era, commit: commit, before: before, after: Level(of: fresh),
        claimed: claimed, pairs: experiment.pairs.count,
        odds: isNaive ? nil : Odds.odds(evidence: experiment.evidence ?? 0), at: at))
    reduction.touched.keeps = true
    change(experiment: n) { $0.kept = commit }
    let why =
      isNaive
      ? "a single run was better; nothing confirms it"
      : "\((experiment.delta ?? 0).signed(1)) s better in \(experiment.pairs.count) pairs, odds \(oddsText(experiment)) to 1"
    verdict(n, .kept, why, cause: .rule)
  }

  mutating func branchFound(_ commit: CommitID) {
    guard commit == state.champion else {
      state.branchBusy = 0
      return championChanged(to: commit, by: cause)
    }
    guard let move = state.branchMove else { return }
    state.branchBusy += 1
    if state.branchBusy < 5 {
      repeated.append(move)
    } else {
      halt("\(state.settings?.branch ?? "the branch") cannot be moved: another program holds it")
    }
  }

  mutating func reverted(_ n: Int, _ commit: CommitID) {
    guard state.revoking == n else { return }
    state.revoking = nil
    state.branchBusy = 0
    if let index = state.keeps.firstIndex(where: { $0.experiment == n }) {
      state.keeps[index].revoked = true
    }
    state.keeps.append(
      Keep(
        experiment: nil, era: state.era, commit: commit, before: nil, after: nil, claimed: nil,
        pairs: 0, odds: nil, at: at))
    reduction.touched.keeps = true
    let words = state.experiment(n)?.why ?? ""
    let reason = words.hasPrefix("revoking: ") ? String(words.dropFirst(10)) : ""
    let author = state.experiment(n)?.cause ?? cause
    verdict(n, .revoked, reason, cause: author)
    championChanged(to: commit, by: author)
  }

  mutating func revertFailed(_ n: Int, _ why: String) {
    guard state.revoking == n else { return }
    state.revoking = nil
    change(experiment: n) {
      $0.why = "cannot be revoked: \(why)"
      $0.cause = .rule
    }
    tell("ratchet.conflict", "#\(n) cannot be revoked: \(why)", experiment: n, cause: .rule)
  }
}
