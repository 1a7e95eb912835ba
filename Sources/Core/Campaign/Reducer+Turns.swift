extension Reducer {
  /// Turns that fail, or bring nothing, in a row before a lane waits for a person.
  private static let patience = 3

  mutating func turnEnded(_ id: LaneID, _ turn: Int, _ outcome: TurnOutcome) {
    guard let lane = state.lane(id), lane.turn == turn else { return }
    let at = at
    change(lane: id) {
      $0.turn = nil
      $0.turnBase = nil
      // What people said is not lost with a turn that came to nothing.
      if outcome == .interrupted || outcome.isFailure { $0.messages = $0.hearing + $0.messages }
      $0.hearing = []
      $0.interrupted = false
      $0.since = at
    }
    switch outcome {
    case .proposal(let proposal):
      if let same = twin(of: proposal) {
        // A change that another lane proposed meanwhile could not be known.
        let isNews = (state.experiment(same)?.created ?? 0) >= lane.since
        return broughtNothing(lane, "the same change as #\(same)", counts: !isNews)
      }
      change(lane: id) {
        $0.failures = 0
        $0.empties = 0
      }
      take(proposal, from: lane, turn: turn)
    case .empty(let words): broughtNothing(lane, words)
    case .failed(let why):
      change(lane: id) { $0.failures += 1 }
      tell("turn.failed", "\(id): \(why)", lane: id)
      if lane.failures + 1 >= Self.patience { trouble(id, "\(Self.patience) turns failed: \(why)") }
    case .interrupted:
      tell("turn.interrupted", "\(id): the turn was ended", lane: id)
    }
  }

  /// The experiment that left exactly the same files, or nil.
  func twin(of proposal: Proposal) -> Int? {
    guard let tree = proposal.tree else { return nil }
    return state.experiments.last { $0.tree == tree && $0.era == state.era }?.n
  }

  private mutating func broughtNothing(_ lane: Lane, _ words: String, counts: Bool = true) {
    let suffix = words.isEmpty ? "" : ": \(words)"
    if counts { change(lane: lane.id) { $0.empties += 1 } }
    tell("turn.empty", "\(lane.id) proposed nothing\(suffix)", lane: lane.id)
    if counts, lane.empties + 1 >= Self.patience {
      trouble(lane.id, "\(Self.patience) turns without a proposal\(suffix)")
    }
  }

  private mutating func trouble(_ id: LaneID, _ why: String) {
    change(lane: id) { $0.trouble = why }
    tell("lane.failed", "\(id) needs you: \(why)", lane: id, cause: .rule)
  }

  private mutating func take(_ proposal: Proposal, from lane: Lane, turn: Int) {
    guard let settings = state.settings else { return }
    let n = number(
      proposal, lane: lane.id, agent: lane.agent, turn: turn, cause: .agent(lane.id))
    guard proposal.refusal == nil else { return }
    let asks =
      settings.review == .always || (settings.review == .flagged && !proposal.flags.isEmpty)
    guard asks else { return queueFirstRun(n) }
    let why = reviewReason(proposal.flags)
    change(experiment: n) {
      $0.state = .review
      $0.why = why
    }
    tell(
      "experiment.review", "#\(n) waits for you: \(why)", experiment: n, lane: lane.id, cause: .rule
    )
  }

  func reviewReason(_ flags: [String]) -> String {
    flags.isEmpty ? "every proposal is reviewed" : "it touches \(flags.joined(separator: ", "))"
  }

  /// Makes an experiment of a proposal and gives its number; what the guard stops is refused.
  mutating func number(
    _ proposal: Proposal, lane: LaneID, agent: String, turn: Int, cause: Cause
  ) -> Int {
    let n = state.experiments.count + 1
    var experiment = Experiment(
      n: n, era: state.era, lane: lane, agent: agent, turn: turn, title: proposal.title,
      reason: proposal.reason, proposal: proposal.commit, base: proposal.base,
      files: proposal.files, state: .queued, created: at)
    experiment.change = proposal.change
    experiment.flags = proposal.flags
    experiment.tree = proposal.tree
    state.experiments.append(experiment)
    state.open.insert(n)
    reduction.touched.experiments.insert(n)
    tell(
      "experiment.proposed", "#\(n) \(proposal.title)", experiment: n, lane: lane, cause: cause)
    if let refusal = proposal.refusal { verdict(n, .refused, refusal, cause: .rule) }
    return n
  }

  /// Starts a turn in every lane that may, while the backlog has room.
  mutating func startTurns() {
    guard let settings = state.settings, let champion = state.champion, mayStartWork else { return }
    let at = at
    // A quick agent does not starve the others: who has had the fewest turns goes first.
    for lane in state.lanes.sorted(by: { $0.turns < $1.turns }) where mayDraft(lane) {
      let drafting = state.lanes.count { $0.turn != nil }
      let queued = state.open.count {
        state.experiments[$0 - 1].state == .queued
          && self.state.lane(state.experiments[$0 - 1].lane)?.paused != true
      }
      guard queued + drafting <= settings.slots.count else { return }
      let coming = drafting + state.patches.count
      if let limit = settings.limits.experiments, state.experiments.count + coming >= limit {
        return
      }
      change(lane: lane.id) {
        $0.turns += 1
        $0.turn = $0.turns
        $0.turnBase = champion
        $0.hearing = $0.messages
        $0.messages = []
        $0.since = at
      }
      tell("turn.began", "\(lane.id) drafts turn \(lane.turns + 1)", lane: lane.id, cause: .rule)
    }
  }

  private func mayDraft(_ lane: Lane) -> Bool {
    lane.turn == nil && !lane.paused && !lane.removed && lane.trouble == nil
      && !waitsForReview(lane)
      && (lane.limitedUntil ?? 0) <= at
  }

  private func waitsForReview(_ lane: Lane) -> Bool {
    guard state.settings?.unattended != true else { return false }
    return state.open.contains { n in
      let experiment = state.experiments[n - 1]
      return experiment.lane == lane.id && experiment.state == .review
    }
  }

  /// Whether anything new may be started at all.
  var mayStartWork: Bool {
    state.stopping == .no && state.halted == nil && !state.finished && !limitReached
  }

  /// Whether the campaign has all the experiments, keeps or hours it is for.
  var limitReached: Bool {
    guard let limits = state.settings?.limits else { return false }
    if let kept = limits.kept,
      state.keeps.count(where: { $0.experiment != nil && !$0.revoked }) >= kept
    {
      return true
    }
    if let hours = limits.hours, at - state.started >= hours * 3600 { return true }
    if let dollars = limits.dollars {
      return state.lanes.reduce(0) { $0 + ($1.dollars ?? 0) } >= dollars
    }
    return false
  }

  /// Says in each lane what it is doing and why.
  mutating func describeLanes() {
    let at = at
    for lane in state.lanes {
      let (new, note) = description(of: lane)
      guard lane.state != new || lane.note != note else { continue }
      let moved = lane.state != new
      change(lane: lane.id) {
        $0.state = new
        $0.note = note
        if moved { $0.since = at }
      }
    }
  }

  private func description(of lane: Lane) -> (LaneState, String) {
    if let trouble = lane.trouble { return (.failed, trouble) }
    if lane.paused {
      return (.paused, lane.turn == nil ? "" : "its turn goes on")
    }
    if let until = lane.limitedUntil, until > at { return (.limited, "") }
    if lane.turn != nil { return (.drafting, "") }
    if let n = state.open.sorted().first(where: {
      state.experiments[$0 - 1].lane == lane.id && state.experiments[$0 - 1].state == .review
    }) {
      return (.review, "#\(n)")
    }
    if lane.removed { return (.waiting, "removed") }
    if state.halted != nil { return (.waiting, "halted") }
    if state.stopping != .no { return (.waiting, "stopping") }
    if let limit = state.settings?.limits.experiments, state.experiments.count >= limit {
      return (.waiting, "all \(limit) proposed")
    }
    return (.waiting, limitReached ? "limit reached" : "backlog full")
  }
}

extension TurnOutcome {
  fileprivate var isFailure: Bool {
    if case .failed = self { true } else { false }
  }
}
