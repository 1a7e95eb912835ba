/// Who is confirmed, and in which order.
extension Reducer {
  /// Confirms the best that waits, and goes on to the next where one is decided.
  mutating func confirmNext() {
    guard let settings = state.settings else { return }
    repeat {
      setPausedAside()
      leaveLostGround()
      if state.queue.isEmpty { _ = joinQueue() }
      for n in state.queue { confirm(n, settings) }
      // What was decided makes room for the next at once: no event may come to do it later.
    } while hasLostGround || state.queue.isEmpty && nextToConfirm != nil
    guard !settings.rule.isFirstEdition, !settings.rule.naive else { return }
    // Where slots would be idle, or are better used so, further ones take their chance.
    while !state.queue.isEmpty, idleSlots > 0 || isRoomForEager(settings),
      let n = joinQueue()
    {
      confirm(n, settings)
    }
  }

  /// The most promising experiment that waits for its confirmation; nil when none may begin.
  private var nextToConfirm: Experiment? {
    guard mayStartWork, baselineComplete, state.champion != nil else { return nil }
    return state.open.map { state.experiments[$0 - 1] }.filter {
      $0.state == .confirming && !state.queue.contains($0.n)
        && state.lane($0.lane)?.paused != true
        && $0.ground.map { !state.queue.contains($0) } != false
    }.max {
      // What is proven already has the shortest way.
      let one = $0.proven == nil ? 0 : 1
      let two = $1.proven == nil ? 0 : 1
      return (one, promise(of: $0), $1.n) < (two, promise(of: $1), $0.n)
    }
  }

  /// The gain in the metric's unit: what was noted in units of the noise dates from another noise.
  private func promise(of experiment: Experiment) -> Double {
    guard let verified = experiment.verified, let level = level(of: experiment.base) else {
      return (experiment.delta ?? 0) * (state.noise.s ?? 1)
    }
    return state.settings?.goal.gain(of: verified, over: level.mean) ?? 0
  }

  /// Lets others go first where the lane of one in the queue is paused.
  private mutating func setPausedAside() {
    for n in state.queue {
      guard let experiment = state.experiment(n), !experiment.isAdvancing,
        state.lane(experiment.lane)?.paused == true,
        state.queue.count > 1 || nextToConfirm != nil,
        !experiment.pairs.contains(where: { $0.difference == nil && $0.slot != nil })
      else { continue }
      guard experiment.ground == nil else {
        restartConfirmation(of: n, why: "\(experiment.lane) is paused")
        continue
      }
      endPairs(of: n, because: "paused")
      state.queue.removeAll { $0 == n }
      change(experiment: n) { $0.why = "waits for its confirmation: \($0.lane) is paused" }
    }
  }

  /// Begins or goes on with the confirmation of the most promising one; nil where none may begin now.
  private mutating func joinQueue() -> Int? {
    guard let next = nextToConfirm, let champion = state.champion else { return nil }
    let ground = isStacking ? topOfStack : nil
    // What it would stand on is still being put on top of what that stands on.
    guard ground == nil || ground?.candidate != nil else { return nil }
    state.queue.append(next.n)
    if ground == nil, next.opponent == champion, !next.pairs.isEmpty {
      change(experiment: next.n) { $0.why = "" }
      return next.n
    }
    let noise = state.noise.pairS
    change(experiment: next.n) {
      $0.ground = ground?.n
      $0.conflict = nil
      $0.opponent = ground?.candidate ?? champion
      $0.candidate = $0.base == $0.opponent ? $0.proposal : nil
      $0.noise = noise
      $0.pairs = []
      $0.evidence = nil
      $0.disturbed = 0
      $0.why = ""
    }
    let place = ground.map { "#\($0.n), which is not decided yet" }
    let words =
      next.proven == nil
      ? "is confirmed \(place.map { "on top of \($0)" } ?? "against \(champion.prefix(7))")"
      : "is proven, and tested again on top of \(place ?? String(champion.prefix(7)))"
    tell("experiment.confirming", "#\(next.n) \(words)", experiment: next.n, cause: .rule)
    return next.n
  }

  /// Slots that no run, no pair and no confirmation in the queue has a use for.
  ///
  /// What audits hold counts as idle: they give way.
  var idleSlots: Int {
    let free = state.slots.count { slot in
      let isAudited = slot.auditOf != nil || slot.run.map { state.runs[$0]?.audit != nil } == true
      return slot.isFree || (slot.pairOf == nil && isAudited)
    }
    return free - wantedSlots
  }

  /// Slots that something other than an audit would take now.
  var wantedSlots: Int {
    var wanted = state.live.count { id in
      guard let run = state.runs[id], run.slot == nil, run.audit == nil, !isPaused(id) else {
        return false
      }
      if case .pairCandidate = run.role { return false }
      if case .pairChampion = run.role { return false }
      return true
    }
    guard let settings = state.settings else { return wanted }
    for n in state.queue {
      if let experiment = state.experiment(n) { wanted += pairsWanted(experiment, settings) }
    }
    return wanted
  }

  /// Pairs of one confirmation that would begin now if there were slots.
  func pairsWanted(_ experiment: Experiment, _ settings: CampaignSettings) -> Int {
    guard !experiment.isAdvancing, state.lane(experiment.lane)?.paused != true,
      !waitsForBranch(experiment, settings)
    else { return 0 }
    let open = experiment.pairs.filter { $0.difference == nil }
    let flying = open.count { $0.slot != nil }
    let left = most(experiment, settings) - experiment.pairs.count
    return max(
      0,
      min(pairsInFlight(experiment, settings.rule) - flying, open.count - flying + max(0, left)))
  }

  /// Whether it is proven and waits for another to get onto the branch.
  func waitsForBranch(_ experiment: Experiment, _ settings: CampaignSettings) -> Bool {
    guard experiment.candidate != nil, let evidence = experiment.evidence else { return false }
    guard experiment.proven == nil else {
      let done = experiment.pairs.count { $0.difference != nil }
      return settings.rule.retestVerdict(evidence: evidence, pairs: done) == .keep
    }
    return settings.rule.verdict(evidence: evidence, pairs: 0) == .keep
  }

  /// The ratchet has another tip: what is not on it yet has to stand on top of it.
  ///
  /// What was proven against the old champion is only tested again, anything else starts afresh.
  mutating func rebaseQueue(why: String) {
    let moved = state.queue.filter { n in
      let experiment = state.experiment(n)
      return experiment?.ground == nil && experiment?.opponent != state.champion
    }
    for n in moved { restartConfirmation(of: n, why: why) }
  }

  mutating func restartConfirmation(of n: Int, why: String) {
    guard let settings = state.settings, let experiment = state.experiment(n) else { return }
    endPairs(of: n, because: why)
    state.queue.removeAll { $0 == n }
    let isFirstEdition = settings.rule.isFirstEdition
    if !isFirstEdition { learnNoise(from: n) }
    let evidence = experiment.evidence ?? 0
    let isProven =
      !isFirstEdition && !settings.rule.naive && experiment.proven == nil
      && settings.rule.verdict(evidence: evidence, pairs: 0) == .keep
    change(experiment: n) {
      if !isFirstEdition, !$0.pairs.isEmpty { $0.earlier = ($0.earlier ?? []) + $0.pairs }
      if isProven {
        $0.proven = evidence
        $0.provenPairs = $0.pairs.count
      }
      $0.pairs = []
      $0.evidence = nil
      $0.candidate = nil
      $0.opponent = nil
      $0.ground = nil
      $0.isAdvancing = false
      $0.why = "waits for its confirmation: \(why)"
    }
  }
}
