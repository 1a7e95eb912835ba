extension Reducer {
  /// Void pairs of one confirmation before it is given up.
  private static let disturbances = 6

  /// Confirms the best that waits, and goes on to the next where one is decided.
  mutating func confirmNext() {
    guard let settings = state.settings else { return }
    repeat {
      setAsideIfPaused()
      if state.confirming == nil { startConfirmation() }
      confirm(settings)
      // One that was decided makes room for the next at once: no event may come to do it later.
    } while state.confirming == nil && nextToConfirm != nil
  }

  /// Decides the confirmation in progress, or plans its next pairs.
  private mutating func confirm(_ settings: CampaignSettings) {
    guard let n = state.confirming, let experiment = state.experiment(n),
      experiment.candidate != nil, !experiment.isAdvancing
    else { return }
    if settings.rule.naive { return advance(n) }
    let done = experiment.pairs.filter { $0.difference != nil }.count
    switch settings.rule.verdict(evidence: experiment.evidence ?? 0, pairs: done) {
    case .keep: advance(n)
    case .drop:
      let pairs = done == 1 ? "1 pair" : "\(done) pairs"
      drop(
        n,
        "not better in \(pairs), odds \(oddsText(experiment)) of \(settings.rule.odds.fixed(0))"
      )
    case .notProven:
      drop(
        n,
        "not proven after \(done) pairs, odds \(oddsText(experiment)) of \(settings.rule.odds.fixed(0))"
      )
    case .undecided:
      if mayStartWork, state.lane(experiment.lane)?.paused != true { planPairs(n, settings) }
    }
  }

  func oddsText(_ experiment: Experiment) -> String {
    Odds.odds(evidence: experiment.evidence ?? 0).significant(2)
  }

  /// The most promising experiment that waits for its confirmation; nil when none may begin.
  private var nextToConfirm: Experiment? {
    guard mayStartWork, baselineComplete, state.champion != nil else { return nil }
    return state.open.map { state.experiments[$0 - 1] }.filter {
      $0.state == .confirming && $0.n != state.confirming && state.lane($0.lane)?.paused != true
    }.max { (promise(of: $0), $1.n) < (promise(of: $1), $0.n) }
  }

  /// The gain in the metric's unit: what was noted in units of the noise dates from another noise.
  private func promise(of experiment: Experiment) -> Double {
    guard let verified = experiment.verified, let level = level(of: experiment.base) else {
      return (experiment.delta ?? 0) * (state.noise.s ?? 1)
    }
    return state.settings?.goal.gain(of: verified, over: level.mean) ?? 0
  }

  /// Lets another confirmation go first where the lane of the one in progress is paused.
  private mutating func setAsideIfPaused() {
    guard let n = state.confirming, let experiment = state.experiment(n), !experiment.isAdvancing,
      state.lane(experiment.lane)?.paused == true, nextToConfirm != nil,
      !experiment.pairs.contains(where: { $0.difference == nil && $0.slot != nil })
    else { return }
    endPairs(of: n, because: "paused")
    state.confirming = nil
    change(experiment: n) { $0.why = "waits for its confirmation: \($0.lane) is paused" }
  }

  private mutating func startConfirmation() {
    guard let next = nextToConfirm, let champion = state.champion else { return }
    state.confirming = next.n
    if next.opponent == champion, !next.pairs.isEmpty {
      return change(experiment: next.n) { $0.why = "" }
    }
    let noise = state.noise.s
    change(experiment: next.n) {
      $0.opponent = champion
      $0.candidate = $0.base == champion ? $0.proposal : nil
      $0.noise = noise
      $0.pairs = []
      $0.evidence = nil
      $0.disturbed = 0
      $0.why = ""
    }
    tell(
      "experiment.confirming", "#\(next.n) is confirmed against \(champion.prefix(7))",
      experiment: next.n, cause: .rule)
  }

  /// Pairs to come: as many as may fly at once, and one more with its trees ready.
  private mutating func planPairs(_ n: Int, _ settings: CampaignSettings) {
    let flying = min(settings.rule.pairsInFlight, max(1, settings.slots.count))
    while let experiment = state.experiment(n), let candidate = experiment.candidate,
      let opponent = experiment.opponent, experiment.pairs.count < settings.rule.maximumPairs,
      experiment.pairs.count(where: { $0.difference == nil }) < flying + 1
    {
      let index = (experiment.pairs.map(\.index).max() ?? 0) + 1
      var pair = Pair(index: index, seed: freshSeed(), candidateFirst: index % 2 == 1)
      pair.candidateRun = addRun(
        role: .pairCandidate(index), experiment: n, commit: candidate, seed: pair.seed)
      pair.championRun = addRun(
        role: .pairChampion(index), experiment: n, commit: opponent, seed: pair.seed)
      change(experiment: n) { $0.pairs.append(pair) }
    }
  }

  /// One half of a pair is over.
  mutating func halfEnded(_ run: Run, _ index: Int, _ outcome: RunOutcome) {
    let isStopped = run.ending == Self.stopped
    guard let n = run.experiment, state.confirming == n, let experiment = state.experiment(n),
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
    let noise = experiment.noise ?? state.noise.s ?? .leastNormalMagnitude
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
      "#\(n) pair \(pair.index): \((difference / noise).signed(1)) s, odds \(Odds.odds(evidence: evidence).significant(2)) of \(settings.rule.odds.fixed(0))",
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
    state.noise.learn(differences: experiment.pairs.compactMap(\.difference))
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
    change(experiment: n) { $0.isAdvancing = true }
  }

  /// Ends the pairs that were not needed any more.
  private mutating func endPairs(of n: Int, because why: String) {
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

  /// Sends the confirmation in progress back to wait for its turn.
  mutating func restartConfirmation(why: String) {
    guard let n = state.confirming else { return }
    endPairs(of: n, because: why)
    state.confirming = nil
    change(experiment: n) {
      $0.pairs = []
      $0.evidence = nil
      $0.candidate = nil
      $0.opponent = nil
      $0.isAdvancing = false
      $0.why = "waits for its confirmation: \(why)"
    }
  }
}
