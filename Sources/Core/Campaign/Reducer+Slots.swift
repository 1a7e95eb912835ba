extension Reducer {
  /// Gives every free slot the most urgent run that may start.
  mutating func leaseSlots() {
    retireSlots()
    guard state.stopping == .no, !state.finished else { return }
    for slot in state.slots where slot.run == nil {
      if let n = slot.pairOf {
        if let half = secondHalf(of: n, on: slot.id) { lease(half, slot.id) }
        continue
      }
      if slot.auditOf != nil, goOnAuditing(on: slot.id) { continue }
      guard isOffered(slot), let id = nextRun() ?? nextIdleHalf() else { continue }
      lease(id, slot.id)
    }
    giveWay()
  }

  private func isOffered(_ slot: Slot) -> Bool {
    state.settings?.slots.contains { $0.id == slot.id } == true
  }

  /// Takes away slots that the settings no longer have, once they are free.
  private mutating func retireSlots() {
    guard state.slots.count > state.settings?.slots.count ?? 0 else { return }
    state.slots = state.slots.filter { !$0.isFree || isOffered($0) }
    reduction.touched.slots = true
  }

  mutating func lease(_ id: RunID, _ slot: SlotID) {
    guard let run = state.runs[id] else { return }
    let at = at
    change(id) {
      $0.slot = slot
      $0.leased = at
    }
    change(slot: slot) {
      $0.run = id
      $0.since = at
    }
    if case .baseline = run.role { state.lastStartWasBaseline = true }
    if case .audit(let index) = run.role { leaseAudit(index, slot) }
    guard let n = run.experiment else { return }
    switch run.role {
    case .first:
      state.lastStartWasBaseline = false
      change(experiment: n) { if $0.state == .queued { $0.state = .running } }
    case .pairCandidate(let index), .pairChampion(let index):
      change(slot: slot) { $0.pairOf = n }
      change(experiment: n) {
        if let place = $0.pairs.firstIndex(where: { $0.index == index }) {
          $0.pairs[place].slot = slot
        }
      }
    case .rerun: change(experiment: n) { $0.reruns = max(0, $0.reruns - 1) }
    case .second, .baseline, .champion, .audit: break
    }
  }

  /// A slot's hardware is somebody else's: its run waits until it is not.
  mutating func slotHeld(_ id: SlotID, by holder: String) {
    if state.slots.contains(where: { $0.id == id && $0.run != nil }) {
      change(slot: id) { $0.heldBy = holder }
    }
    tell("slot.held", "\(id) waits: \(holder) has it", cause: .rule)
  }

  /// The run of a slot goes on, or waits no more.
  mutating func slotIsHad(by run: RunID) {
    guard let slot = state.slots.first(where: { $0.run == run && $0.heldBy != nil }) else { return }
    change(slot: slot.id) { $0.heldBy = nil }
  }

  private func secondHalf(of n: Int, on slot: SlotID) -> RunID? {
    guard let experiment = state.experiment(n),
      let pair = experiment.pairs.first(where: { $0.slot == slot && $0.difference == nil })
    else { return nil }
    return [pair.candidateRun, pair.championRun].compactMap { $0 }.first { mayLease($0) }
  }

  func mayLease(_ id: RunID) -> Bool {
    guard let run = state.runs[id] else { return false }
    return run.state == .queued && run.slot == nil && run.prepared && run.ending == nil
  }

  /// Champion measurements, pairs of the first confirmations, re-runs people asked for, second
  /// looks, audits that are due, baseline and first runs in turn, then pairs of the other
  /// confirmations; never an audit in idle slots.
  func nextRun() -> RunID? {
    guard mayStartWork else { return nextAuditHalf(isDue: true) }
    let ready = state.live.sorted().filter { mayLease($0) }
    if let id = ready.first(where: { state.runs[$0]?.role == .champion }) { return id }
    for n in state.queue.prefix(eagerPlaces) { if let id = nextPair(of: n) { return id } }
    if let id = ready.first(where: { state.runs[$0]?.role == .rerun }) { return id }
    if state.audit?.isAsked == true, let id = nextAuditHalf(isDue: true) { return id }
    guard !everythingPaused else { return nil }
    if let id = ready.first(where: { state.runs[$0]?.role == .second && !isPaused($0) }) {
      return id
    }
    if let id = nextAuditHalf(isDue: true) { return id }
    let baseline = ready.first { state.baseline.contains($0) }
    let first =
      state.level(of: baselineCommit ?? "") == nil
      ? nil : ready.first { state.runs[$0]?.role == .first && !isPaused($0) }
    guard hasSlotToSpare else { return nil }
    if let baseline, first == nil || !state.lastStartWasBaseline { return baseline }
    return first ?? state.queue.dropFirst().lazy.compactMap { nextPair(of: $0) }.first
  }

  /// What an audit may begin in a slot that nothing else has a use for, now or in a moment.
  private func nextIdleHalf() -> RunID? {
    hasSlotToSpare ? nextAuditHalf(isDue: false) : nil
  }

  /// Whether something that can wait may have a free slot.
  private var hasSlotToSpare: Bool {
    let owed = slotsOwed
    return owed == 0
      || state.slots.count { $0.run == nil && $0.pairOf == nil && isOffered($0) } > owed
  }

  /// Free slots that are kept for what is more urgent than a first run and has its tree in a moment:
  /// whatever took them would hold them for the length of a run.
  private var slotsOwed: Int {
    guard let settings = state.settings, !settings.rule.isBefore(4) else { return 0 }
    let looks = state.live.count { id in
      guard let run = state.runs[id], run.slot == nil, !run.prepared, run.ending == nil else {
        return false
      }
      return [.champion, .rerun, .second].contains(run.role) && !isPaused(id)
    }
    return state.queue.prefix(eagerPlaces).reduce(looks) { sum, n in
      guard let experiment = state.experiment(n) else { return sum }
      return sum + pairsWanted(experiment, settings)
    }
  }

  var baselineCommit: CommitID? {
    state.baseline.first.flatMap { state.runs[$0]?.commit }
  }

  private func nextPair(of n: Int) -> RunID? {
    guard let settings = state.settings, let experiment = state.experiment(n),
      state.lane(experiment.lane)?.paused != true
    else { return nil }
    return firstHalf(
      of: experiment.pairs, atMost: pairsInFlight(experiment, settings.rule))
  }

  /// What begins the next of some pairs; nil while as many as may be are in flight.
  func firstHalf(of pairs: [Pair], atMost most: Int) -> RunID? {
    let open = pairs.filter { $0.difference == nil }
    guard open.count(where: { $0.slot != nil }) < most,
      let pair = open.first(where: { $0.slot == nil }),
      let first = pair.candidateFirst ? pair.candidateRun : pair.championRun, mayLease(first)
    else { return nil }
    return first
  }

  var everythingPaused: Bool {
    let lanes = state.lanes.filter { !$0.removed }
    return !lanes.isEmpty && lanes.allSatisfy(\.paused)
  }

  func isPaused(_ id: RunID) -> Bool {
    guard let n = state.runs[id]?.experiment, let experiment = state.experiment(n) else {
      return false
    }
    return state.lane(experiment.lane)?.paused == true
  }

  /// Ends the campaign when nothing is left to do, or it was asked to stop.
  mutating func checkEnd() {
    guard let settings = state.settings, !state.finished else { return }
    let leased = state.live.filter { state.runs[$0]?.slot != nil }
    if state.stopping == .now { for id in leased { end(run: id, because: Self.stopped) } }
    if state.stopping != .no || limitReached {
      for lane in state.lanes where lane.turn != nil && !lane.interrupted {
        change(lane: lane.id) {
          $0.goOn()
          $0.interrupted = true
        }
      }
    }
    guard leased.isEmpty, !state.lanes.contains(where: { $0.turn != nil }), state.patches.isEmpty,
      state.branchMove == nil || state.halted != nil
    else { return }
    let spent = hasAllExperiments
    let stuck = settings.unattended && (state.halted != nil || noLaneGoesOn)
    if state.stopping != .no {
      finish("stopped")
    } else if owesAudit {
      return
    } else if limitReached {
      finish("the limit is reached")
    } else if waiting.isEmpty && spent && !isMeasuringChampion {
      finish("all \(state.experiments.count) experiments have a verdict")
    } else if waiting.isEmpty && isSpent && !isMeasuringChampion {
      finish("the dollars are spent")
    } else if stuck && (waiting.isEmpty || state.halted != nil) {
      finish(state.halted ?? "no lane can go on")
    }
  }

  /// Experiments that are still to be decided, those left for a person apart.
  private var waiting: Set<Int> {
    state.open.filter {
      !(state.settings?.unattended == true && state.experiments[$0 - 1].state == .review)
    }
  }

  private var hasAllExperiments: Bool {
    state.settings?.limits.experiments.map { state.experiments.count >= $0 } ?? false
  }

  private var noLaneGoesOn: Bool { state.lanes.allSatisfy { $0.trouble != nil || $0.removed } }

  /// Whether all that the campaign is for is decided, so that only the last audit is left.
  var isClosing: Bool {
    guard let settings = state.settings, state.stopping == .no, state.halted == nil,
      !state.finished, state.branchMove == nil
    else { return false }
    if limitReached { return keptLimitReached }
    guard hasAllExperiments || isSpent || (settings.unattended && noLaneGoesOn) else {
      return false
    }
    return waiting.isEmpty && state.patches.isEmpty && !isMeasuringChampion
      && !state.lanes.contains { $0.turn != nil }
  }

  private var isMeasuringChampion: Bool {
    state.live.contains { id in
      state.runs[id].map { $0.role == .champion && $0.era == state.era } == true
    }
  }

  private mutating func finish(_ why: String) {
    state.finished = true
    tell("campaign.finished", "the campaign ended: \(why)", cause: .rule)
  }

  mutating func measureOccupancy() {
    let spent = state.settings?.limits.experiments.map { state.experiments.count >= $0 } ?? false
    let flowing = mayStartWork && !spent && !state.experiments.isEmpty && !everythingPaused
    state.occupancy.advance(
      to: at, flowing: flowing, busySlots: state.slots.count { $0.run != nil },
      slots: state.slots.count)
  }
}
