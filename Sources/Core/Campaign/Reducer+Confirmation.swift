extension Reducer {
  /// Void pairs of one confirmation before it is given up.
  private static let disturbances = 6

  /// Decides a confirmation in progress, or plans its next pairs.
  mutating func confirm(_ n: Int, _ settings: CampaignSettings) {
    guard let experiment = state.experiment(n), experiment.candidate != nil,
      !experiment.isAdvancing, !isGroundLost(n)
    else { return }
    if settings.rule.naive { return advance(n) }
    let done = experiment.pairs.count { $0.difference != nil }
    let evidence = experiment.evidence ?? 0
    let isRetest = experiment.proven != nil
    let asked = isRetest ? RatchetRule.retestOdds : settings.rule.odds
    let verdict =
      isRetest
      ? settings.rule.retestVerdict(evidence: evidence, pairs: done)
      : settings.rule.verdict(evidence: evidence, pairs: done)
    let pairs = "\(done) pair\(done == 1 ? "" : "s")"
    let place =
      experiment.ground.map { " on top of #\($0)" }
      ?? (isRetest ? " on top of the champion" : "")
    let odds = "odds \(oddsText(experiment)) of \(asked.fixed(0))"
    switch verdict {
    case .keep:
      // On top of what is not decided it has to wait, and its slots are free meanwhile.
      guard experiment.ground == nil else { return endPairs(of: n, because: "decided") }
      if !holdForReview(n) { advance(n) }
    case .drop: drop(n, "not better\(place) in \(pairs), \(odds)")
    case .notProven: drop(n, "not proven\(place) after \(pairs), \(odds)")
    case .undecided:
      if mayStartWork, state.lane(experiment.lane)?.paused != true { planPairs(n, settings) }
    }
  }

  func oddsText(_ experiment: Experiment) -> String {
    Odds.odds(evidence: experiment.evidence ?? 0).significant(2)
  }

  /// Pairs to come: as many as may fly at once, and one more with its trees ready.
  private mutating func planPairs(_ n: Int, _ settings: CampaignSettings) {
    while let experiment = state.experiment(n), let candidate = experiment.candidate,
      let opponent = experiment.opponent, experiment.pairs.count < most(experiment, settings),
      experiment.pairs.count(where: { $0.difference == nil })
        < min(pairsInFlight(experiment, settings.rule), max(1, settings.slots.count)) + 1
    {
      let pairs = experiment.pairs + (experiment.earlier ?? [])
      let index = (pairs.map(\.index).max() ?? 0) + 1
      var pair = Pair(index: index, seed: freshSeed(), candidateFirst: index % 2 == 1)
      pair.candidateRun = addRun(
        role: .pairCandidate(index), experiment: n, commit: candidate, seed: pair.seed)
      pair.championRun = addRun(
        role: .pairChampion(index), experiment: n, commit: opponent, seed: pair.seed)
      change(experiment: n) { $0.pairs.append(pair) }
    }
  }

  /// Pairs of one confirmation that may be in flight at once.
  ///
  /// A test on top of the champion needs all of its pairs, so they fly together. And where the next
  /// winner waits for this one, the time of a confirmation is what holds the ratchet up: one pair more
  /// than the rule's, as a keep mostly takes two or three.
  func pairsInFlight(_ experiment: Experiment, _ rule: RatchetRule) -> Int {
    guard !rule.isBefore(4) else { return rule.pairsInFlight }
    if experiment.proven != nil { return max(rule.pairsInFlight, RatchetRule.retestPairs) }
    let isWaitedFor =
      state.queue.first == experiment.n
      && state.open.contains {
        $0 != experiment.n && state.experiments[$0 - 1].state == .confirming
      }
    return isWaitedFor ? rule.pairsInFlight + 1 : rule.pairsInFlight
  }

  /// Pairs that its confirmation may have.
  func most(_ experiment: Experiment, _ settings: CampaignSettings) -> Int {
    experiment.proven == nil ? settings.rule.maximumPairs : RatchetRule.retestPairs
  }

  /// One half of a pair is over.
  mutating func halfEnded(_ run: Run, _ index: Int, _ outcome: RunOutcome) {
    let isStopped = run.ending == Self.stopped
    guard let n = run.experiment, state.queue.contains(n), let experiment = state.experiment(n),
      let place = experiment.pairs.firstIndex(where: { $0.index == index })
    else { return }
    let pair = experiment.pairs[place]
    guard pair.candidateRun == run.id || pair.championRun == run.id else { return }
    let isCandidate = pair.candidateRun == run.id
    switch outcome {
    case .measured: closePair(n, place)
    case .crashed(let why) where isCandidate:
      verdict(n, .crashed, "in pair \(index): \(why)", cause: .rule)
    case .refused(let why) where isCandidate:
      verdict(n, .refused, "in pair \(index): \(why)", cause: .rule)
    case .crashed(let why), .refused(let why), .void(let why), .ended(let why):
      discardPair(n, index: index, why: why, counts: !isStopped)
    }
  }

  private mutating func closePair(_ n: Int, _ place: Int) {
    guard let settings = state.settings, let experiment = state.experiment(n) else { return }
    let pair = experiment.pairs[place]
    guard let candidate = pair.candidateRun.flatMap({ state.runs[$0]?.value }),
      let champion = pair.championRun.flatMap({ state.runs[$0]?.value })
    else { return }
    if let slot = pair.slot { change(slot: slot) { $0.pairOf = nil } }
    let difference = settings.goal.gain(of: candidate, over: champion)
    let noise = experiment.noise ?? state.noise.pairS ?? .leastNormalMagnitude
    let evidence =
      (experiment.evidence ?? 0)
      + settings.rule.evidence(difference: difference, noise: noise)
    let differences = measuredPairs(n).compactMap(\.difference) + [difference]
    let mean = differences.reduce(0, +) / Double(differences.count)
    let delta = inUnits(mean, of: noise)
    change(experiment: n) {
      $0.pairs[place].difference = difference
      $0.pairs[place].evidence = evidence
      $0.evidence = evidence
      $0.delta = delta
    }
    let fresh = candidateScores(n)
    change(experiment: n) { $0.verified = fresh.reduce(0, +) / Double(fresh.count) }
    tell(
      "pair.measured",
      "#\(n) pair \(pair.index): \((difference / noise).signed(1)) s, odds \(Odds.odds(evidence: evidence).significant(2)) of \((experiment.proven == nil ? settings.rule.odds : RatchetRule.retestOdds).fixed(0))",
      experiment: n, cause: .rule)
  }

  /// Forgets a pair that says nothing; another takes its place.
  ///
  /// What pawl's own stopping disturbed does not count against the experiment.
  mutating func discardPair(_ n: Int, index: Int, why: String, counts: Bool) {
    guard let experiment = state.experiment(n),
      let place = experiment.pairs.firstIndex(where: { $0.index == index })
    else { return }
    let pair = experiment.pairs[place]
    change(experiment: n) {
      $0.pairs.remove(at: place)
      if counts { $0.disturbed += 1 }
    }
    for id in [pair.candidateRun, pair.championRun].compactMap({ $0 }) {
      end(run: id, because: why)
    }
    if let slot = pair.slot { change(slot: slot) { $0.pairOf = nil } }
    tell("pair.void", "#\(n) pair \(index) is void: \(why)", experiment: n, cause: .rule)
    if counts, experiment.disturbed + 1 >= Self.disturbances {
      drop(n, "\(Self.disturbances) pairs were disturbed, the last: \(why)")
    }
  }

  func candidateScores(_ n: Int) -> [Double] {
    measuredPairs(n).compactMap { $0.candidateRun.flatMap { state.runs[$0]?.value } }
  }

  func championScores(_ n: Int) -> [Double] {
    measuredPairs(n).compactMap { $0.championRun.flatMap { state.runs[$0]?.value } }
  }

  private func measuredPairs(_ n: Int) -> [Pair] {
    state.experiment(n)?.pairs.filter { $0.difference != nil } ?? []
  }

  private mutating func drop(_ n: Int, _ why: String) {
    guard let experiment = state.experiment(n) else { return }
    learnNoise(from: n)
    state.tally.dropped += 1
    if let opponent = experiment.opponent {
      let scores = (state.levels[opponent] ?? []) + championScores(n)
      state.levels[opponent] = Array(scores.suffix(20))
    }
    endPairs(of: n, because: "decided")
    verdict(n, .discarded, why, cause: .rule)
  }

  private mutating func advance(_ n: Int) {
    // The branch moves once at a time, and what is being taken back may be its ground.
    guard state.revoking == nil else { return }
    endPairs(of: n, because: "decided")
    guard state.branchMove == nil else { return }
    change(experiment: n) { $0.isAdvancing = true }
  }

  /// What the pairs of a confirmation say about noise, once it is over.
  mutating func learnNoise(from n: Int) {
    guard let experiment = state.experiment(n), let settings = state.settings else { return }
    if !settings.rule.isFirstEdition {
      for arm in [candidateScores(n), championScores(n)] {
        state.noise.see(arm)
        state.noise.learn(arm: arm)
      }
    }
    state.noise.learn(differences: experiment.pairs.compactMap(\.difference))
  }

  /// Ends the pairs that were not needed any more.
  mutating func endPairs(of n: Int, because why: String) {
    guard let experiment = state.experiment(n) else { return }
    let undecided = experiment.pairs.filter { $0.difference == nil }
    change(experiment: n) { $0.pairs.removeAll { $0.difference == nil } }
    for pair in undecided {
      for id in [pair.candidateRun, pair.championRun].compactMap({ $0 }) {
        end(run: id, because: why)
      }
      if let slot = pair.slot { change(slot: slot) { $0.pairOf = nil } }
    }
  }
}
