/// How audits get slots, and lose them to anything else.
extension Reducer {
  /// Void pairs of one audit before it is given up.
  private static let disturbances = 6

  /// The first half of the next pair of the audit in progress; nil when none may begin.
  func nextAuditHalf(isDue: Bool) -> RunID? {
    guard let settings = state.settings, let audit = state.audit, audit.isDue == isDue,
      state.halted == nil, isDue ? mayStartWork || isClosing : mayStartWork && !everythingPaused
    else { return nil }
    return firstHalf(of: audit.pairs, atMost: settings.rule.pairsInFlight)
  }

  mutating func leaseAudit(_ index: Int, _ slot: SlotID) {
    guard let audit = state.audit, let place = audit.pairs.firstIndex(where: { $0.index == index })
    else { return }
    state.audit?.pairs[place].slot = slot
    change(slot: slot) { $0.auditOf = audit.id }
  }

  /// Leases the second half of an audit's pair; false where something else wants the slot.
  mutating func goOnAuditing(on slot: SlotID) -> Bool {
    guard let audit = state.audit,
      let pair = audit.pairs.first(where: { $0.slot == slot && $0.difference == nil })
    else {
      change(slot: slot) { $0.auditOf = nil }
      return false
    }
    if !audit.isDue, nextRun() != nil {
      discardAuditPair(pair.index, why: Self.gaveWay, counts: false)
      return false
    }
    guard mayStartWork || isClosing else { return true }
    let half = [pair.candidateRun, pair.championRun].compactMap { $0 }.first { mayLease($0) }
    if let half { lease(half, slot) }
    return true
  }

  /// Ends halves of an audit that can wait, where something else has no slot.
  mutating func giveWay() {
    guard let audit = state.audit, !audit.isDue, mayStartWork else { return }
    let running = state.live.sorted().filter {
      state.runs[$0]?.audit != nil && state.runs[$0]?.slot != nil
    }
    let going = running.count { state.runs[$0]?.ending != nil }
    let free = state.slots.count { $0.isFree }
    let lacking = wantedSlots - free - going
    guard lacking > 0 else { return }
    // The youngest has the least to lose.
    for id in running.reversed().filter({ state.runs[$0]?.ending == nil }).prefix(lacking) {
      end(run: id, because: Self.gaveWay)
    }
  }

  /// Forgets a pair that says nothing; another takes its place.
  mutating func discardAuditPair(_ index: Int, why: String, counts: Bool) {
    guard let audit = state.audit,
      let place = audit.pairs.firstIndex(where: { $0.index == index })
    else { return }
    let pair = audit.pairs[place]
    state.audit?.pairs.remove(at: place)
    release(pair, because: why)
    guard counts else { return }
    state.audit?.disturbed += 1
    if audit.disturbed + 1 >= Self.disturbances {
      failAudit("\(Self.disturbances) pairs were disturbed, the last: \(why)")
    }
  }

  /// Ends the audit in progress without a result.
  mutating func endAudit() {
    guard let audit = state.audit else { return }
    state.audit = nil
    for pair in audit.pairs where pair.difference == nil { release(pair, because: "not needed") }
  }

  private mutating func release(_ pair: Pair, because why: String) {
    for id in [pair.candidateRun, pair.championRun].compactMap({ $0 }) {
      end(run: id, because: why)
    }
    if let slot = pair.slot { change(slot: slot) { $0.auditOf = nil } }
  }
}
