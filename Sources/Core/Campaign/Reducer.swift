/// One event on its way through a campaign: facts first, then what follows from them.
struct Reducer {
  var state: CampaignState
  let at: Timestamp
  let cause: Cause
  var reduction = Reduction()
  /// Effects that failed for a passing reason and are owed once more.
  var repeated: [Effect] = []

  init(state: consuming CampaignState, event: StampedEvent) {
    self.state = state
    at = event.at
    cause = event.cause
  }
}

extension CampaignState {
  /// Takes one event and says what is owed because of it.
  package static func reduce(_ state: inout CampaignState, _ event: StampedEvent) -> Reduction {
    let owed = Set(state.outstanding())
    var taken = CampaignState()
    swap(&state, &taken)
    var reducer = Reducer(state: taken, event: event)
    taken = CampaignState()
    reducer.apply(event.event)
    reducer.settle()
    swap(&state, &reducer.state)
    let repeated = reducer.repeated
    reducer.reduction.effects = state.outstanding().filter {
      !owed.contains($0) || repeated.contains($0)
    }
    return reducer.reduction
  }

  /// Everything that is owed now; starting and recovering both begin here.
  package func outstanding() -> [Effect] {
    var effects: [Effect] = []
    for lane in lanes {
      guard let turn = lane.turn, let base = lane.turnBase else { continue }
      effects.append(.startTurn(lane: lane.id, turn: turn, base: base))
      if lane.interrupted { effects.append(.endTurn(lane: lane.id, turn: turn)) }
      if let isHeld = lane.isHeld { effects.append(.hold(lane: lane.id, turn: turn, isHeld)) }
      for words in lane.spoken ?? [] where words.delivery == nil {
        effects.append(.tell(lane: lane.id, turn: turn, words: words.id))
      }
      if let question = lane.question, let answer = lane.answer {
        effects.append(.answer(lane: lane.id, turn: turn, ask: question.id, answer))
      }
    }
    for patch in patches {
      effects.append(.commitPatch(command: patch.command, base: patch.base))
    }
    for id in live.sorted() {
      guard let run = runs[id] else { continue }
      if run.slot != nil {
        effects.append(.perform(id))
        if run.ending != nil { effects.append(.endRun(id)) }
      } else if !run.prepared, finished == false {
        effects.append(.prepare(id))
      }
    }
    for n in queue {
      guard let experiment = experiment(n), experiment.candidate == nil,
        let opponent = experiment.opponent
      else { continue }
      effects.append(.rebase(experiment: n, onto: opponent))
    }
    if let ablation { effects.append(ablation) }
    if let move = branchMove { effects.append(move) }
    if finished { effects.append(.close) }
    return effects
  }

  /// The move of the ratchet that is under way; never two at once.
  var branchMove: Effect? {
    for n in queue {
      guard let experiment = experiment(n), experiment.isAdvancing,
        let opponent = experiment.opponent
      else { continue }
      return .advance(experiment: n, onto: opponent)
    }
    guard let n = revoking, let champion else { return nil }
    return .revert(experiment: n, onto: champion)
  }

  /// The commit that an audit waits for.
  private var ablation: Effect? {
    guard let audit, audit.opponent == nil, keeps.indices.contains(audit.keep),
      let n = keeps[audit.keep].experiment
    else { return nil }
    return .ablate(audit: audit.id, experiment: n, onto: audit.candidate)
  }
}

extension Reducer {
  mutating func apply(_ event: Event) {
    switch event {
    case .opened(let settings, let tip): opened(settings, tip: tip)
    case .commanded(let id, let command): commanded(id, command)
    case .turnEnded(let lane, let turn, let outcome, let facts):
      turnEnded(lane, turn, outcome, facts)
    case .turnNews(let lane, let turn, let news): turnNews(lane, turn, news)
    case .turnTold(let lane, let turn, let words, let delivery):
      turnTold(lane, turn, words, delivery)
    case .patchTaken(let command, let outcome): patchTaken(command, outcome)
    case .runPrepared(let id): change(id) { $0.prepared = true }
    case .runStarted(let id, let started, let overhead, let isolation, let frozen):
      runStarted(id, started, overhead)
      change(id) {
        $0.isolation = isolation
        $0.frozen = frozen
      }
    case .slotHeld(let slot, let holder): slotHeld(slot, by: plainText(holder, limit: 200))
    case .runEvaluating(let id, let reported): runEvaluating(id, reported)
    case .runHopeless(let id, let finding): runHopeless(id, finding)
    case .runEnded(let id, let outcome, let reported, let usage, let ended):
      runEnded(id, outcome, reported, usage, ended)
    case .rebased(let n, let onto, let candidate): rebased(n, onto, candidate)
    case .rebaseFailed(let n, let onto, let why): rebaseFailed(n, onto, why)
    case .ratchetMoved(let n, let commit): ratchetMoved(n, commit)
    case .branchFound(let commit): branchFound(commit)
    case .reverted(let n, let commit): reverted(n, commit)
    case .revertFailed(let n, let why): revertFailed(n, why)
    case .ablated(let id, let commit): ablated(id, commit)
    case .ablationFailed(let id, let why): ablationFailed(id, why)
    case .notifyFailed(let why):
      tell("notify.failed", "notify: the command \(plainText(why, limit: 300))", cause: .rule)
    case .ticked: break
    }
  }

  /// Lets everything follow that the facts now allow, in one fixed order.
  mutating func settle() {
    guard state.settings != nil else { return }
    judgeAll()
    confirmNext()
    auditNext()
    leaseSlots()
    startTurns()
    checkEnd()
    describeLanes()
    measureOccupancy()
  }

  // MARK: Changing what others look at

  mutating func change(_ id: RunID, _ body: (inout Run) -> Void) {
    guard state.runs[id] != nil else { return }
    body(&state.runs[id, default: Run.nowhere])
    reduction.touched.runs.insert(id)
  }

  mutating func change(experiment n: Int, _ body: (inout Experiment) -> Void) {
    guard n >= 1, n <= state.experiments.count else { return }
    body(&state.experiments[n - 1])
    reduction.touched.experiments.insert(n)
  }

  mutating func change(lane id: LaneID, _ body: (inout Lane) -> Void) {
    guard let index = state.lanes.firstIndex(where: { $0.id == id }) else { return }
    body(&state.lanes[index])
    reduction.touched.lanes.insert(id)
  }

  mutating func change(slot id: SlotID, _ body: (inout Slot) -> Void) {
    guard let index = state.slots.firstIndex(where: { $0.id == id }) else { return }
    body(&state.slots[index])
    reduction.touched.slots = true
  }

  mutating func tell(
    _ kind: String, _ text: String, experiment: Int? = nil, lane: LaneID? = nil, run: RunID? = nil,
    cause: Cause? = nil
  ) {
    reduction.lines.append(
      EventLine(
        seq: 0, at: at, cause: (cause ?? self.cause).text, kind: kind, experiment: experiment,
        lane: lane, run: run, text: text))
  }
}

extension Run {
  /// Stands in for a run that is not there; never stored.
  static let nowhere = Run(id: 0, era: 0, experiment: nil, role: .first, commit: "", seed: 0)
}
