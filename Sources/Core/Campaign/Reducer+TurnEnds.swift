/// What follows when a turn is over.
extension Reducer {
  /// Turns that fail, or bring nothing, in a row before a lane waits for a person.
  private static let patience = 3
  /// Limits without a known end in a row that are waited out; the first for a minute, each further
  /// one twice as long, none longer than half an hour.
  private static let limitsWaitedOut = 5
  private static let longestWait = 1800.0

  mutating func turnEnded(_ id: LaneID, _ turn: Int, _ outcome: TurnOutcome, _ facts: TurnFacts?) {
    guard let lane = state.lane(id), lane.turn == turn else { return }
    close(lane, outcome, facts)
    if let facts { account(for: facts, lane: lane, turn: turn) }
    switch outcome {
    case .proposal(let proposal):
      if let same = twin(of: proposal) {
        repeated(same, by: lane)
      } else {
        take(proposal, from: lane, turn: turn, facts)
      }
    case .repeated(let n): repeated(n, by: lane)
    case .empty(let words): broughtNothing(lane, words)
    case .failed(let why): failed(lane, why, facts?.ending)
    case .interrupted:
      tell("turn.interrupted", "\(id): the turn was ended", lane: id)
    }
    follow(facts?.ending, of: lane)
  }

  /// The lane has no turn any more; what nobody heard waits for the next one.
  private mutating func close(_ lane: Lane, _ outcome: TurnOutcome, _ facts: TurnFacts?) {
    let heard = Set(facts?.heard ?? [])
    let spoken = lane.spoken ?? []
    for words in spoken where words.delivery == nil {
      settle(words, in: lane.id, heard.contains(words.id) ? .inTurn : nil)
    }
    let isLost = outcome == .interrupted || outcome.isFailure
    let arrived = spoken.filter { $0.isHeard || ($0.delivery == nil && heard.contains($0.id)) }
    let unheard = arrived.filter { isLost || !heard.contains($0.id) }.map(\.text)
    let at = at
    change(lane: lane.id) {
      $0.turn = nil
      $0.turnBase = nil
      // What people said is not lost with a turn that came to nothing.
      $0.messages = (isLost ? $0.hearing : []) + unheard + $0.messages
      $0.hearing = []
      $0.spoken = nil
      $0.interrupted = false
      $0.isHeld = nil
      $0.question = nil
      $0.answer = nil
      $0.hold = nil
      $0.repairing = nil
      $0.since = at
    }
  }

  /// What it cost, what it wants others to know, and the conversation to go on with.
  private mutating func account(for facts: TurnFacts, lane: Lane, turn: Int) {
    change(lane: lane.id) {
      if let dollars = facts.usage.dollars { $0.dollars = ($0.dollars ?? 0) + dollars }
      if let tokens = facts.usage.tokens { $0.tokens = ($0.tokens ?? 0) + tokens }
      // A driver that left no report says nothing about the conversation.
      guard facts.ending != nil else { return }
      if facts.isFresh { $0.wantsFresh = nil }
      $0.sessionTurns =
        facts.session == nil ? nil : facts.isFresh ? 1 : ($0.sessionTurns ?? 0) + 1
      $0.session = facts.session
      $0.sessionFill = facts.session == nil ? nil : facts.usage.fill
    }
    for text in facts.notes {
      state.notes.append(LaneNote(lane: lane.id, turn: turn, text: text, at: at))
      tell("lane.note", "\(lane.id) notes: \(text)", lane: lane.id)
    }
    if state.notes.count > LaneNote.kept {
      state.notes.removeFirst(state.notes.count - LaneNote.kept)
    }
  }

  // MARK: Endings

  private mutating func failed(_ lane: Lane, _ why: String, _ ending: AgentEnding?) {
    tell("turn.failed", "\(lane.id): \(why)", lane: lane.id)
    switch ending {
    case .limited, .unauthorised, .missing: return
    case .done, .refused, .interrupted, .bounded, .silent, .failed, nil: break
    }
    change(lane: lane.id) {
      $0.failures += 1
      // Perhaps the conversation itself is what makes it fail.
      if $0.failures > 1 { $0.forgetConversation() }
    }
    if lane.failures + 1 >= Self.patience {
      trouble(lane.id, "\(Self.patience) turns failed: \(why)")
    }
  }

  /// What the agent's own last word means for the turns to come, whatever this one brought.
  private mutating func follow(_ ending: AgentEnding?, of lane: Lane) {
    switch ending {
    case .limited(let until, let why): limited(lane, until, why)
    case .unauthorised(let why), .missing(let why): trouble(lane.id, why)
    case .interrupted: break
    case .done, .refused, .bounded, .silent, .failed, nil:
      guard lane.limits != nil || lane.limitWords != nil else { return }
      change(lane: lane.id) {
        $0.limits = nil
        $0.limitWords = nil
      }
    }
  }

  private mutating func limited(_ lane: Lane, _ until: Timestamp?, _ why: String) {
    let words = why.isEmpty ? "" : ": \(why)"
    if let until, until > at {
      change(lane: lane.id) {
        $0.limitedUntil = until
        $0.limits = nil
        $0.limitWords = why
      }
      tell(
        "lane.limited", "\(lane.id) is limited for \(minutes(until - at))\(words)", lane: lane.id)
      return
    }
    let count = (lane.limits ?? 0) + 1
    guard count <= Self.limitsWaitedOut else {
      return trouble(lane.id, "it was limited \(count) times in a row\(words)")
    }
    let wait = min(Self.longestWait, Double(60 << (count - 1)))
    let end = at + wait
    change(lane: lane.id) {
      $0.limitedUntil = end
      $0.limits = count
      $0.limitWords = why
    }
    tell(
      "lane.limited", "\(lane.id) is limited and tries again in \(minutes(wait))\(words)",
      lane: lane.id)
  }

  private func minutes(_ seconds: Double) -> String {
    let minutes = max(1, Int(min(1e9, (seconds / 60).rounded(.up))))
    if minutes >= 120 { return "\((minutes + 59) / 60) hours" }
    return minutes == 1 ? "a minute" : "\(minutes) minutes"
  }

  private mutating func broughtNothing(_ lane: Lane, _ words: String, counts: Bool = true) {
    let suffix = words.isEmpty ? "" : ": \(words)"
    tell("turn.empty", "\(lane.id) proposed nothing\(suffix)", lane: lane.id)
    if counts { countEmpty(lane, "\(Self.patience) turns without a proposal\(suffix)") }
  }

  private mutating func countEmpty(_ lane: Lane, _ why: String) {
    change(lane: lane.id) { $0.empties += 1 }
    if lane.empties + 1 >= Self.patience { trouble(lane.id, why) }
  }

  private mutating func trouble(_ id: LaneID, _ why: String) {
    guard state.lane(id)?.trouble == nil else { return }
    change(lane: id) { $0.trouble = why }
    tell("lane.failed", "\(id) needs you: \(why)", lane: id, cause: .rule)
  }

  // MARK: Proposals

  /// The experiment that left exactly the same files, or that changed the same lines, or nil.
  func twin(of proposal: Proposal) -> Int? {
    state.experiments.last { $0.era == state.era && proposal.isTwin(of: $0) }?.n
  }

  private mutating func repeated(_ n: Int, by lane: Lane) {
    change(experiment: n) { $0.repeats = ($0.repeats ?? 0) + 1 }
    // A change that another lane proposed meanwhile could not be known.
    let isNews = state.experiment(n).map { $0.lane != lane.id && $0.created >= lane.since } ?? false
    broughtNothing(lane, "the same change as #\(n)", counts: !isNews)
  }

  private mutating func take(
    _ proposal: Proposal, from lane: Lane, turn: Int, _ facts: TurnFacts?
  ) {
    guard let settings = state.settings else { return }
    change(lane: lane.id) {
      $0.failures = 0
      if proposal.refusal == nil { $0.empties = 0 }
    }
    let n = number(
      proposal, lane: lane.id, agent: lane.agent, turn: turn, repairs: lane.repairing,
      cause: .agent(lane.id))
    if let facts {
      change(experiment: n) {
        $0.dollars = facts.usage.dollars
        $0.tokens = facts.usage.tokens
        $0.turnSeconds = facts.seconds
      }
    }
    if let refusal = proposal.refusal {
      return countEmpty(
        lane, "\(Self.patience) turns without a proposal that may run, the last: \(refusal)")
    }
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
    _ proposal: Proposal, lane: LaneID, agent: String, turn: Int, repairs: Int? = nil, cause: Cause
  ) -> Int {
    let n = state.experiments.count + 1
    var experiment = Experiment(
      n: n, era: state.era, lane: lane, agent: agent, turn: turn, title: proposal.title,
      reason: proposal.reason, proposal: proposal.commit, base: proposal.base,
      files: proposal.files, state: .queued, created: at)
    experiment.change = proposal.change
    experiment.flags = proposal.flags
    experiment.changesSchedule = proposal.changesSchedule
    experiment.tree = proposal.tree
    experiment.fingerprint = proposal.fingerprint
    experiment.repairs = repairs
    state.experiments.append(experiment)
    state.open.insert(n)
    reduction.touched.experiments.insert(n)
    let repair = repairs.map { "repairs #\($0): " } ?? ""
    tell(
      "experiment.proposed", "#\(n) \(repair)\(proposal.title)", experiment: n, lane: lane,
      cause: cause)
    if let refusal = proposal.refusal { verdict(n, .refused, refusal, cause: .rule) }
    return n
  }

  /// Lets the lane mend a first run that crashed, once.
  mutating func oweRepair(of experiment: Experiment) {
    guard experiment.repairs == nil, let lane = state.lane(experiment.lane), !lane.removed,
      let settings = state.settings, settings.lanes.indices.contains(lane.entry),
      settings.lanes[lane.entry].repairs == true, lane.repairs?.contains(experiment.n) != true
    else { return }
    change(lane: lane.id) { $0.repairs = ($0.repairs ?? []) + [experiment.n] }
  }
}

extension TurnOutcome {
  fileprivate var isFailure: Bool {
    if case .failed = self { true } else { false }
  }
}
