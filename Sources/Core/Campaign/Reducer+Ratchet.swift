/// Answers to what was asked of the ratchet's branch.
extension Reducer {
  mutating func rebased(_ n: Int, _ onto: CommitID, _ candidate: CommitID) {
    guard state.queue.contains(n), let experiment = state.experiment(n),
      experiment.opponent == onto, experiment.candidate == nil
    else { return }
    change(experiment: n) { $0.candidate = candidate }
    tell("experiment.rebased", "#\(n) stands on \(onto.prefix(7)) now", experiment: n, cause: .rule)
  }

  mutating func rebaseFailed(_ n: Int, _ onto: CommitID, _ why: String) {
    guard state.queue.contains(n), let experiment = state.experiment(n),
      experiment.opponent == onto, experiment.candidate == nil || experiment.isAdvancing
    else { return }
    if let ground = experiment.ground { return waitForGround(n, ground, why) }
    giveBack(experiment, why)
  }

  /// It does not fit the champion: its lane is asked once to put it on top.
  mutating func giveBack(_ experiment: Experiment, _ why: String) {
    let n = experiment.n
    var words = why
    if state.settings?.rule.isFirstEdition == false {
      change(experiment: n) { $0.conflict = why }
      oweRepair(of: experiment)
      let isOwed = state.lane(experiment.lane)?.repairs?.contains(n) == true
      if isOwed { words += "; \(experiment.lane) is asked to put it on top of the champion" }
    }
    verdict(n, .discarded, words, cause: .rule)
  }

  mutating func ratchetMoved(_ n: Int, _ commit: CommitID) {
    guard state.queue.contains(n), let experiment = state.experiment(n),
      let settings = state.settings
    else { return }
    let runs = state.runs
    let isNaive = experiment.pairs.isEmpty
    // Both tests have to be passed, so the chances of passing them by luck multiply.
    let evidence = (experiment.proven ?? 0) + (experiment.evidence ?? 0)
    let fresh =
      isNaive
      ? experiment.runs.compactMap { runs[$0]?.value } : candidateScores(n)
    let before =
      isNaive
      ? experiment.opponent.flatMap { state.level(of: $0) } : Level(of: championScores(n))
    let claimed = experiment.runs.lazy.compactMap { id in
      runs[id].flatMap { $0.role == .first ? $0.value : nil }
    }.first
    learnNoise(from: n)
    if !isNaive { state.tally.kept += 1 }
    let earlier = experiment.provenPairs ?? 0
    let over = state.champion
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
        claimed: claimed, pairs: experiment.pairs.count + earlier,
        odds: isNaive ? nil : Odds.odds(evidence: evidence), at: at))
    state.keeps[state.keeps.count - 1].over = over
    if experiment.proven != nil {
      state.keeps[state.keeps.count - 1].retested = experiment.pairs.count
    }
    reduction.touched.keeps = true
    change(experiment: n) { $0.kept = commit }
    let why =
      isNaive
      ? "a single run was better; nothing confirms it"
      : "\((experiment.delta ?? 0).signed(1)) s better in \(experiment.pairs.count) pairs\(experiment.proven == nil ? "" : " on top of the champion"), odds \(Odds.odds(evidence: evidence).significant(2)) to 1"
    verdict(n, .kept, why, cause: .rule)
    foundStack(on: n, as: commit)
    if !settings.rule.isFirstEdition { rebaseQueue(why: "#\(n) was kept meanwhile") }
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
      state.keeps[index].isAsked = nil
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
