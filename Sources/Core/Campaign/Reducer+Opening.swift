extension Reducer {
  mutating func opened(_ settings: CampaignSettings, tip: CommitID) {
    let before = state.settings
    state.settings = settings
    state.stopping = .no
    state.finished = false
    state.halted = nil
    state.occupancy.restart(at: at)
    layOutSlots(settings.slots)
    if before == nil {
      state.started = at
      addStartingLanes(settings.lanes)
      tell("campaign.opened", "\(settings.project): \(settings.goal.rawValue) \(settings.metric)")
    } else {
      tell("engine.started", "an engine took charge again")
      forgetTroubles()
      matchLanes(to: settings.lanes)
    }
    forgetHalfPairs()
    let isNewEra = before?.comparability != settings.comparability || state.era == 0
    // A move of the branch that was under way may be what moved it: its answer tells.
    if let champion = state.champion, champion != tip, isNewEra || state.branchMove == nil {
      championChanged(to: tip, by: cause)
    }
    if isNewEra { beginEra(at: tip, first: before == nil) } else { completeBaseline(settings) }
  }

  private mutating func layOutSlots(_ slots: [Slot]) {
    var next = slots
    for index in next.indices {
      guard let old = state.slots.first(where: { $0.id == next[index].id }) else {
        next[index].since = at
        continue
      }
      next[index].run = old.run
      next[index].pairOf = old.pairOf
      next[index].auditOf = old.auditOf
      next[index].heldBy = old.heldBy
      next[index].since = old.since
      next[index].busy = old.busy
    }
    // A slot that is gone from the settings stays until its run is over.
    next += state.slots.filter { old in
      old.run != nil && !slots.contains { $0.id == old.id }
    }
    state.slots = next
    reduction.touched.slots = true
  }

  private mutating func addStartingLanes(_ entries: [LaneEntry]) {
    for (index, entry) in entries.enumerated() {
      for _ in 0..<entry.count { addLane(agent: entry.agent, entry: index) }
    }
  }

  /// Brings the lanes in line with agents that a person changed between two engines.
  ///
  /// A lane stays with the agent it is called by, wherever that stands now; without it, it leaves.
  /// An agent that is new gets its lanes; one that had some keeps those, as people left them.
  private mutating func matchLanes(to entries: [LaneEntry]) {
    for lane in state.lanes {
      // Whoever takes an agent out of pawl.yaml means it, also where pawl knows it without.
      func drives(_ entry: LaneEntry) -> Bool {
        entry.agent == lane.agent && (entry.isUnnamed != true || lane.isUnnamed == true)
      }
      if entries.indices.contains(lane.entry), drives(entries[lane.entry]) { continue }
      if let entry = entries.firstIndex(where: drives) {
        let isUnnamed = entries[entry].isUnnamed
        change(lane: lane.id) {
          $0.entry = entry
          $0.isUnnamed = isUnnamed
        }
      } else if !lane.removed {
        change(lane: lane.id) {
          $0.removed = true
          $0.paused = false
        }
        tell(
          "lane.removed", "\(lane.id) leaves: pawl.yaml has no agent '\(lane.agent)' any more",
          lane: lane.id, cause: .rule)
      }
    }
    for (index, entry) in entries.enumerated()
    where !state.lanes.contains(where: { $0.agent == entry.agent }) {
      for _ in 0..<entry.count { addLane(agent: entry.agent, entry: index) }
    }
  }

  /// Whoever starts an engine again wants lanes that gave up to try again.
  private mutating func forgetTroubles() {
    for lane in state.lanes where lane.trouble != nil {
      change(lane: lane.id) { $0.startClean() }
    }
  }

  mutating func addLane(agent: String, entry: Int) {
    let id = "a\(state.lanes.count + 1)"
    var lane = Lane(id: id, agent: agent, entry: entry, since: at)
    lane.isUnnamed = state.settings?.lanes[entry].isUnnamed
    state.lanes.append(lane)
    reduction.touched.lanes.insert(id)
    tell("lane.added", "\(id) added, driven by \(agent)", lane: id)
  }

  /// A pair whose second half never started is no pair any more: they have to be back to back.
  private mutating func forgetHalfPairs() {
    for slot in state.slots where slot.pairOf != nil && slot.run == nil {
      change(slot: slot.id) { $0.pairOf = nil }
    }
    for n in state.queue {
      for pair in state.experiment(n)?.pairs ?? [] where isHalf(pair) {
        discardPair(
          n, index: pair.index, why: "the engine stopped between its halves", counts: false)
      }
    }
    for slot in state.slots where slot.auditOf != nil && slot.run == nil {
      change(slot: slot.id) { $0.auditOf = nil }
    }
    for pair in state.audit?.pairs ?? [] where isHalf(pair) {
      discardAuditPair(pair.index, why: "the engine stopped between its halves", counts: false)
    }
  }

  /// Whether a pair began and no half of it runs.
  private func isHalf(_ pair: Pair) -> Bool {
    guard pair.difference == nil, pair.slot != nil else { return false }
    return ![pair.candidateRun, pair.championRun].contains { id in
      guard let run = id.flatMap({ state.runs[$0] }) else { return false }
      return run.slot != nil && run.state != .ended
    }
  }

  /// Scores from here on cannot be compared with those before.
  private mutating func beginEra(at tip: CommitID, first: Bool) {
    guard let settings = state.settings else { return }
    state.era += 1
    for id in state.live.sorted() { end(run: id, because: "a new era began") }
    for slot in state.slots where slot.pairOf != nil || slot.auditOf != nil {
      change(slot: slot.id) {
        $0.pairOf = nil
        $0.auditOf = nil
      }
    }
    for n in state.open.sorted() { startOver(n) }
    state.queue = []
    state.audit = nil
    for place in state.keeps.indices where state.keeps[place].isAsked != nil {
      state.keeps[place].isAsked = nil
      reduction.touched.keeps = true
    }
    state.champion = tip
    state.levels = [:]
    state.noise = Noise()
    state.seedIgnored = false
    state.baseline = []
    for index in 1...max(1, settings.rule.baselineRuns) {
      // The last shares the first one's seed, which tells whether seeds matter.
      let seed =
        index > 3 && index == settings.rule.baselineRuns
        ? state.runs[state.baseline[0]]?.seed : nil
      state.baseline.append(
        addRun(role: .baseline(index), experiment: nil, commit: tip, seed: seed))
    }
    tell(
      "era.began",
      first
        ? "era 1 begins at \(tip.prefix(7)): \(settings.rule.baselineRuns) baseline runs"
        : "era \(state.era) begins: what is measured has changed, scores start afresh")
  }

  /// A rule that asks for more baseline runs than the era has gets them.
  private mutating func completeBaseline(_ settings: CampaignSettings) {
    guard let first = state.baseline.first, let commit = state.runs[first]?.commit else { return }
    for index in 1...max(1, settings.rule.baselineRuns) where index > state.baseline.count {
      state.baseline.append(addRun(role: .baseline(index), experiment: nil, commit: commit))
    }
  }

  /// Sends an undecided experiment back to where its first run is made.
  private mutating func startOver(_ n: Int) {
    guard let experiment = state.experiment(n), !experiment.state.isVerdict else { return }
    let era = state.era
    change(experiment: n) {
      $0.era = era
      $0.pairs = []
      $0.runs = []
      $0.evidence = nil
      $0.noise = nil
      $0.candidate = nil
      $0.opponent = nil
      $0.ground = nil
      $0.delta = nil
      $0.verified = nil
      $0.disturbed = 0
      $0.reruns = 0
      $0.isAdvancing = false
      $0.earlier = nil
      $0.proven = nil
      $0.provenPairs = nil
      if $0.resultFlags != nil, $0.state == .review { $0.state = .queued }
      $0.resultFlags = nil
      if $0.state != .review { $0.why = "" }
      if $0.state != .review { $0.state = .queued }
    }
    if experiment.state != .review { queueFirstRun(n) }
  }
}

extension Reducer {
  /// Makes a run that waits for its tree and a slot.
  mutating func addRun(
    role: RunRole, experiment: Int?, commit: CommitID, seed: Int? = nil
  ) -> RunID {
    state.lastRun += 1
    let id = state.lastRun
    state.runs[id] = Run(
      id: id, era: state.era, experiment: experiment, role: role, commit: commit,
      seed: seed ?? freshSeed())
    state.live.insert(id)
    reduction.touched.runs.insert(id)
    if let experiment { change(experiment: experiment) { $0.runs.append(id) } }
    return id
  }

  mutating func freshSeed() -> Int {
    state.lastSeed += 1
    return SeedSource.seed(campaign: state.settings?.seed ?? 0, index: state.lastSeed)
  }

  /// Takes back runs that never got a slot.
  mutating func dropUnstarted(_ ids: [RunID]) {
    for id in ids {
      guard let run = state.runs[id], run.state == .queued, run.slot == nil else { continue }
      state.runs[id] = nil
      state.live.remove(id)
      reduction.touched.runs.insert(id)
      if let n = run.experiment { change(experiment: n) { $0.runs.removeAll { $0 == id } } }
    }
  }

  /// Ends a run: at once if it never started, else by ending its processes.
  mutating func end(run id: RunID, because why: String) {
    guard let run = state.runs[id], run.state != .ended else { return }
    if run.slot == nil {
      dropUnstarted([id])
    } else if run.ending == nil {
      change(id) { $0.ending = why }
    }
  }

  mutating func queueFirstRun(_ n: Int) {
    guard let experiment = state.experiment(n) else { return }
    _ = addRun(role: .first, experiment: n, commit: experiment.proposal)
  }

  /// The ratchet's tip is another commit now.
  mutating func championChanged(to commit: CommitID, by author: Cause) {
    guard let settings = state.settings else { return }
    state.champion = commit
    if state.keeps.last?.commit != commit {
      state.keeps.append(
        Keep(
          experiment: nil, era: state.era, commit: commit, before: nil, after: nil, claimed: nil,
          pairs: 0, odds: nil, at: at))
      reduction.touched.keeps = true
      tell(
        "ratchet.found",
        "\(settings.branch) is at \(commit.prefix(7)), which pawl did not put there: it is measured first"
      )
    }
    if state.levels[commit] == nil { measureChampion(commit) }
    rebaseQueue(why: "the champion changed")
  }

  /// Runs a champion whose level no confirmation has measured.
  mutating func measureChampion(_ commit: CommitID) {
    for _ in 0..<2 { _ = addRun(role: .champion, experiment: nil, commit: commit) }
  }
}
