/// Looks again at what the ratchet has taken, in slots that nothing else wants.
extension Reducer {
  /// Why a half of an audit is ended for something that wants its slot.
  static let gaveWay = "gave way"
  /// Keeps after which the whole gain is measured without waiting for idle slots.
  private static let keepsPerGain = 10

  /// Begins the next audit, or plans pairs of the one in progress.
  mutating func auditNext() {
    guard let settings = state.settings, audits(settings.rule) else { return }
    reviewAudit()
    if state.audit == nil, let next = nextAudit() {
      state.audit = next
      state.lastAudit = next.id
      tell("audit.began", "\(words(next)): \(Audit.pairs) fresh pairs", cause: .rule)
    }
    planAuditPairs(settings)
  }

  private func audits(_ rule: RatchetRule) -> Bool { !rule.isFirstEdition && !rule.naive }

  /// Ends an audit that nobody needs any more, and hurries one that has become due.
  private mutating func reviewAudit() {
    guard let audit = state.audit else { return }
    if state.stopping != .no {
      for pair in audit.pairs where pair.difference == nil {
        discardAuditPair(pair.index, why: Self.stopped, counts: false)
      }
      return
    }
    if audit.subject == .gain, audit.candidate == state.champion, isGainDue {
      state.audit?.isDue = true
      return
    }
    if audit.subject != .gain, state.keeps[audit.keep].revoked { return endAudit() }
    if audit.subject == .keep, state.keeps[audit.keep].isAsked == true {
      state.audit?.isDue = true
      state.audit?.isAsked = true
      return
    }
    guard !audit.isDue else { return }
    let isOutdated = audit.subject != .keep && audit.candidate != state.champion
    if isOutdated || isClosing || askedKeep != nil { endAudit() }
  }

  private func nextAudit() -> Audit? {
    guard keptInEra > 0, let champion = state.champion, let base = baselineCommit,
      let last = state.keeps.indices.last, state.keeps[last].commit == champion
    else { return nil }
    let id = state.lastAudit + 1
    func keep(_ place: Int, isDue: Bool) -> Audit {
      Audit(
        id: id, subject: .keep, keep: place, candidate: state.keeps[place].commit,
        opponent: ground(of: place), isDue: isDue)
    }
    func gain(isDue: Bool) -> Audit {
      Audit(
        id: id, subject: .gain, keep: last, candidate: champion, opponent: base, isDue: isDue)
    }
    if isGainDue { return gain(isDue: true) }
    if mayStartWork || isClosing, state.halted == nil, let place = askedKeep {
      return keep(place, isDue: true)
    }
    guard mayStartWork, !everythingPaused, !isClosing, state.branchMove == nil, idleSlots > 0 else {
      return nil
    }
    if state.keeps[last].gain == nil { return gain(isDue: false) }
    let places = state.keeps.indices.filter {
      let keep = state.keeps[$0]
      return keep.experiment != nil && keep.era == state.era && !keep.revoked
    }
    if let place = places.first(where: {
      state.keeps[$0].remeasured == nil && ground(of: $0) != nil
    }) {
      return keep(place, isDue: false)
    }
    // Without the last keep the champion is what that keep replaced.
    if let place = places.first(where: { state.keeps[$0].ablated == nil && $0 != last }) {
      return Audit(
        id: id, subject: .ablation, keep: place, candidate: champion, opponent: nil, isDue: false)
    }
    return nil
  }

  /// The first keep that a person asked to have measured again.
  private var askedKeep: Int? {
    state.keeps.indices.first {
      state.keeps[$0].isAsked == true && !state.keeps[$0].revoked && ground(of: $0) != nil
    }
  }

  /// Has a keep measured again in fresh pairs against what it replaced; nil where the rule knows no
  /// pairs, so that a plain run is all there is.
  mutating func askAgain(_ n: Int) -> (Bool, String)? {
    guard let settings = state.settings, audits(settings.rule), !settings.rule.isBefore(3),
      let place = state.keeps.lastIndex(where: { $0.experiment == n })
    else { return nil }
    guard state.keeps[place].era == state.era else {
      return (false, "#\(n) is of era \(state.keeps[place].era), which is over")
    }
    guard state.revoking != n else { return (false, "#\(n) is being taken back") }
    guard let ground = ground(of: place) else {
      return (false, "what #\(n) replaced is not known")
    }
    guard state.keeps[place].isAsked != true else {
      return (false, "#\(n) is being measured again already")
    }
    state.keeps[place].isAsked = true
    reduction.touched.keeps = true
    let words = "gets \(Audit.pairs) fresh pairs against what it replaced, \(ground.prefix(7))"
    tell("audit.asked", "#\(n) \(words)", experiment: n)
    return (true, "#\(n) \(words)")
  }

  /// What a keep replaced; nil where that is not known.
  private func ground(of place: Int) -> CommitID? {
    state.keeps[place].over ?? (place > 0 ? state.keeps[place - 1].commit : nil)
  }

  private var keptInEra: Int {
    state.keeps.count { $0.experiment != nil && !$0.revoked && $0.era == state.era }
  }

  /// Whether the whole gain has to be measured now: at every tenth keep, and at the end.
  private var isGainDue: Bool {
    guard let last = state.keeps.last, last.gain == nil, last.commit == state.champion,
      state.branchMove == nil
    else { return false }
    let isTenth = last.experiment != nil && keptInEra % Self.keepsPerGain == 0
    return keptInEra > 0 && (isClosing || (isTenth && mayStartWork))
  }

  /// Whether the campaign may not end before the whole gain, and what people asked for, is measured.
  var owesAudit: Bool {
    guard let settings = state.settings, audits(settings.rule) else { return false }
    return isClosing && (isGainDue || askedKeep != nil)
  }

  private mutating func planAuditPairs(_ settings: CampaignSettings) {
    guard mayStartWork || isClosing, state.stopping == .no, state.halted == nil else { return }
    let flying = min(settings.rule.pairsInFlight, max(1, settings.slots.count))
    while let audit = state.audit, let opponent = audit.opponent,
      audit.pairs.count < Audit.pairs,
      audit.pairs.count(where: { $0.difference == nil }) < flying + 1
    {
      let index = (audit.pairs.map(\.index).max() ?? 0) + 1
      var pair = Pair(index: index, seed: freshSeed(), candidateFirst: index % 2 == 1)
      pair.candidateRun = addAuditRun(index, of: audit, audit.candidate, pair.seed)
      pair.championRun = addAuditRun(index, of: audit, opponent, pair.seed)
      state.audit?.pairs.append(pair)
    }
  }

  private mutating func addAuditRun(
    _ index: Int, of audit: Audit, _ commit: CommitID, _ seed: Int
  ) -> RunID {
    let id = addRun(role: .audit(index), experiment: nil, commit: commit, seed: seed)
    change(id) { $0.audit = audit.id }
    return id
  }

  mutating func ablated(_ id: Int, _ commit: CommitID) {
    guard let audit = state.audit, audit.id == id, audit.opponent == nil else { return }
    state.audit?.opponent = commit
  }

  mutating func ablationFailed(_ id: Int, _ why: String) {
    guard let audit = state.audit, audit.id == id, audit.opponent == nil else { return }
    failAudit(why)
  }

  // MARK: Results

  mutating func auditHalfEnded(_ run: Run, _ index: Int, _ outcome: RunOutcome) {
    guard let audit = state.audit, audit.id == run.audit,
      let place = audit.pairs.firstIndex(where: { $0.index == index })
    else { return }
    switch outcome {
    case .measured: closeAuditPair(place)
    case .crashed(let why), .refused(let why): failAudit(why)
    case .void(let why): discardAuditPair(index, why: why, counts: run.ending == nil)
    case .ended(let why): discardAuditPair(index, why: why, counts: false)
    }
  }

  private mutating func closeAuditPair(_ place: Int) {
    guard let settings = state.settings, let pair = state.audit?.pairs[place],
      let candidate = pair.candidateRun.flatMap({ state.runs[$0]?.value }),
      let opponent = pair.championRun.flatMap({ state.runs[$0]?.value })
    else { return }
    if let slot = pair.slot { change(slot: slot) { $0.auditOf = nil } }
    state.audit?.pairs[place].difference = settings.goal.gain(of: candidate, over: opponent)
    guard let audit = state.audit, audit.differences.count >= Audit.pairs else { return }
    finish(audit, settings)
  }

  private mutating func finish(_ audit: Audit, _ settings: CampaignSettings) {
    let candidates = audit.pairs.compactMap { $0.candidateRun.flatMap { state.runs[$0]?.value } }
    let opponents = audit.pairs.compactMap { $0.championRun.flatMap { state.runs[$0]?.value } }
    for arm in [candidates, opponents] {
      state.noise.see(arm)
      state.noise.learn(arm: arm)
    }
    let differences = audit.differences
    state.noise.learn(differences: differences)
    if audit.candidate == state.champion {
      // Nothing was selected by these, so they tell the champion's level.
      let scores = (state.levels[audit.candidate] ?? []) + candidates
      state.levels[audit.candidate] = Array(scores.suffix(20))
    }
    let noise = state.noise.pairS ?? .leastNormalMagnitude
    var pairs = differences.count
    var mean = differences.reduce(0, +) / Double(pairs)
    var evidence = differences.reduce(0) {
      $0 + settings.rule.evidence(difference: $1, noise: noise)
    }
    // Asking again adds to what is known, so that it is no way to try one's luck.
    if audit.subject == .keep, let before = state.keeps[audit.keep].remeasured,
      let earlier = before.mean, let proven = before.evidence
    {
      mean = (mean * Double(pairs) + earlier * Double(before.pairs)) / Double(pairs + before.pairs)
      pairs += before.pairs
      evidence += proven
    }
    let reach = 1.96 * noise * (2 / Double(pairs)).squareRoot()
    let holds: Bool? =
      switch settings.rule.retestVerdict(evidence: evidence, pairs: pairs) {
      case .keep: true
      case .drop: false
      case .undecided, .notProven: nil
      }
    let found = Remeasured(
      mean: mean, low: mean - reach, high: mean + reach, pairs: pairs, holds: holds,
      evidence: evidence, at: at)
    note(found, of: audit)
    tell("audit.measured", "\(words(audit)): \(words(found, noise))", cause: .rule)
  }

  mutating func failAudit(_ why: String) {
    guard let audit = state.audit else { return }
    endAudit()
    note(Remeasured(note: why, at: at), of: audit)
    tell("audit.failed", "\(words(audit)) cannot be measured: \(why)", cause: .rule)
  }

  private mutating func note(_ found: Remeasured, of audit: Audit) {
    state.audit = nil
    reduction.touched.keeps = true
    switch audit.subject {
    case .gain: state.keeps[audit.keep].gain = found
    case .keep:
      // What cannot be measured this time does not undo what was.
      if found.note == nil || state.keeps[audit.keep].remeasured?.mean == nil {
        state.keeps[audit.keep].remeasured = found
      }
      state.keeps[audit.keep].isAsked = nil
    case .ablation: state.keeps[audit.keep].ablated = found
    }
  }

  private func words(_ audit: Audit) -> String {
    let keep = state.keeps[audit.keep]
    let name = keep.experiment.map { "#\($0)" } ?? String(keep.commit.prefix(7))
    return switch audit.subject {
    case .gain: "audit of the whole gain"
    case .keep: "audit of \(name) against what it replaced"
    case .ablation: "audit of the champion without \(name)"
    }
  }

  private func words(_ found: Remeasured, _ noise: Double) -> String {
    let mean = found.mean ?? 0
    let half = ((found.high ?? 0) - (found.low ?? 0)) / 2
    let verdict =
      switch found.holds {
      case true?: "it holds"
      case false?: "it does not hold"
      case nil: "left open"
      }
    return
      "\(inUnits(mean, of: noise).signed(1)) s ±\(inUnits(half, of: noise).fixed(1)) in \(found.pairs) pairs, \(verdict)"
  }
}
