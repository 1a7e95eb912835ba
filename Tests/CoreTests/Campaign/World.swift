import Testing

@testable import Core

/// What tests put in place of agents, processes and git: it does what a campaign asks for, at once
/// or in a random order, and complains about what no engine could do.
final class World {
  /// What an agent comes up with in one turn.
  enum Plan {
    /// A change that is this much better; negative is worse.
    case idea(Double)
    case flagged(Double)
    case refused
    case nothing
    case failure
    /// The agent's own last word, with an idea that is this much better, or with nothing.
    case ending(AgentEnding, Double?)
    /// What this experiment did before.
    case again(Int)
  }

  /// Something under way whose next sign of life is still to come.
  enum Task: Equatable {
    case effect(Effect)
    case evaluate(RunID)
    case end(RunID)
  }

  private(set) var state = CampaignState()
  private(set) var events: [StampedEvent] = []
  private(set) var reductions: [Reduction] = []
  /// In the order in which it became owed.
  var tasks: [Task] = []
  var now: Timestamp = 1000

  /// What turns bring, first one first, whichever lane; then `otherwise`.
  var plans: [Plan] = []
  var otherwise = Plan.idea(-5)
  /// How a run comes out; nil: its commit's truth plus noise.
  var outcome: (Run) -> RunOutcome? = { _ in nil }
  /// What a run's score has on top of the truth; the default moves only the baseline.
  var noise: (Run) -> Double = World.baselineNoise
  /// What a run's training prints.
  var reported: (Run) -> Double? = { _ in nil }
  /// What a run used.
  var usage: (Run) -> RunUsage = { _ in RunUsage(wall: 1) }
  /// What a turn leaves behind beside its proposal, until its agent says how it ended.
  var facts: (LaneID) -> TurnFacts? = { _ in nil }
  /// How words reach a turn in progress.
  var hears: (LaneID) -> Delivery? = { _ in nil }
  /// What is owed and must not happen yet.
  var hold: (Task) -> Bool = { _ in false }
  /// Experiments whose change no longer fits the champion.
  var conflicts: Set<Int> = []
  /// How often moving the branch finds it locked.
  var locked = 0

  /// How much better than the first commit a commit really is.
  var truth: [CommitID: Double] = ["c0": 0]
  var parent: [CommitID: CommitID] = [:]
  var branch: CommitID = "c0"
  /// Runs whose processes exist, and those that were asked to end.
  private(set) var processes: Set<RunID> = []
  private var asked: Set<RunID> = []
  private var taken = 0
  var settings: CampaignSettings
  /// Until the first promise is broken; what follows says nothing.
  private(set) var isSound = true

  init(_ settings: CampaignSettings) { self.settings = settings }

  /// A scatter of about one for the baseline, none for everything else.
  static func baselineNoise(_ run: Run) -> Double {
    guard case .baseline(let index) = run.role else { return 0 }
    return [-1.2, 1.1, 0.5, -0.7, 0.3][(index - 1) % 5]
  }

  static func settings(
    slots: Int = 1, lanes: Int = 1, rule: RatchetRule = .standard, review: ReviewMode = .never,
    limit: Int? = nil, unattended: Bool = false, repairs: Bool? = nil
  ) -> CampaignSettings {
    CampaignSettings(
      project: "test", branch: "pawl", metric: "loss", goal: .minimize, verified: true, rule: rule,
      review: review, limits: Limits(experiments: limit), budget: .wall(60),
      slots: (0..<slots).map { Slot(id: "cpu\($0)", cores: [$0]) },
      lanes: [LaneEntry(agent: "sweep", count: lanes, repairs: repairs)], seed: 7,
      isolation: "process",
      comparability: "one", unattended: unattended)
  }

  // MARK: Events

  /// An engine takes charge.
  func open(_ change: (inout CampaignSettings) -> Void = { _ in }) {
    change(&settings)
    post(.opened(settings, tip: branch))
    tasks = state.outstanding().map(Task.effect)
  }

  /// The engine is killed: what it had not heard is lost, processes live on, another takes charge.
  func crash(_ change: (inout CampaignSettings) -> Void = { _ in }) {
    var replayed = CampaignState()
    for event in events { _ = CampaignState.reduce(&replayed, event) }
    #expect(replayed == state)
    state = replayed
    open(change)
  }

  func post(_ event: Event, cause: Cause = .rule) {
    let stamped = StampedEvent(at: now, cause: cause, event: event)
    let before = state
    let reduction = CampaignState.reduce(&state, stamped)
    events.append(stamped)
    reductions.append(reduction)
    tasks += reduction.effects.map(Task.effect)
    guard isSound, let problem = Invariants(before: before, after: state).problems.first else {
      return
    }
    isSound = false
    Issue.record("event \(events.count), \(event.kind): \(problem)")
  }

  @discardableResult
  func ask(_ command: Command) -> Answer {
    post(.commanded(id: events.count, command), cause: .person("kim"))
    if let answer = reductions.last?.answers.first { return answer }
    // Some answers come with what is done because of it.
    while let index = tasks.firstIndex(where: { $0.isTelling && !hold($0) }) {
      perform(tasks.remove(at: index))
      if let answer = reductions.last?.answers.first { return answer }
    }
    return Answer(command: 0, accepted: false, text: "no answer")
  }

  // MARK: Doing what is owed

  /// Does what is owed, oldest first, until nothing is left that may happen.
  func work(_ condition: (World) -> Bool = { _ in true }) {
    var steps = 0
    while condition(self), let index = tasks.firstIndex(where: { !hold($0) }) {
      perform(tasks.remove(at: index))
      steps += 1
      guard steps < 20_000 else {
        Issue.record("the campaign goes on for ever")
        return
      }
    }
  }

  /// Does one of the things that are owed.
  func workOnce(using generator: inout some RandomNumberGenerator) {
    guard !tasks.isEmpty else { return }
    perform(tasks.remove(at: Int.random(in: tasks.indices, using: &generator)))
  }

  private func perform(_ task: Task) {
    now += 1
    switch task {
    case .effect(let effect): perform(effect)
    case .evaluate(let id):
      guard processes.contains(id) else { return }
      if !asked.contains(id) {
        post(.runEvaluating(id, reported: state.runs[id].flatMap { reported($0) }))
      }
      tasks.append(.end(id))
    case .end(let id): finish(id)
    }
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .startTurn(let lane, let turn, let base): endTurn(lane, turn, base)
    case .endTurn(let lane, let turn):
      tasks.removeAll {
        if case .effect(.startTurn(lane, turn, _)) = $0 { true } else { false }
      }
      post(.turnEnded(lane: lane, turn: turn, .interrupted), cause: .agent(lane))
    case .tell(let lane, let turn, let words):
      post(.turnTold(lane: lane, turn: turn, words: words, hears(lane)), cause: .agent(lane))
    case .answer(let lane, let turn, _, let answer):
      post(.turnNews(lane: lane, turn: turn, TurnNews(answer: answer)), cause: .agent(lane))
    case .hold: break
    case .commitPatch(let command, let base): takePatch(command, base)
    case .prepare(let id): post(.runPrepared(id))
    case .perform(let id): start(id)
    case .endRun(let id):
      guard state.runs[id]?.state != .ended else { return }
      asked.insert(id)
    case .rebase(let n, let onto): rebase(n, onto)
    case .advance(let n, let onto): advance(n, onto)
    case .revert(let n, let onto): revert(n, onto)
    case .ablate(let id, let n, let onto): ablate(id, n, onto)
    case .close: break
    }
  }

  /// Lets time pass until it alone makes something go on; false where it does not.
  @discardableResult
  func wake() -> Bool {
    guard let end = state.nextWake(after: now) else { return false }
    now = end
    post(.ticked)
    return true
  }

  // MARK: Turns

  private func endTurn(_ lane: LaneID, _ turn: Int, _ base: CommitID) {
    if state.lane(lane)?.turn != turn { Issue.record("\(lane) has no turn \(turn)") }
    let plan = plans.isEmpty ? otherwise : plans.removeFirst()
    let outcome: TurnOutcome
    var facts = facts(lane)
    switch plan {
    case .idea(let gain): outcome = .proposal(propose(gain, base))
    case .flagged(let gain): outcome = .proposal(propose(gain, base, flags: ["a jump"]))
    case .refused: outcome = .proposal(propose(0, base, refusal: "it touches evaluate.py"))
    case .nothing: outcome = .empty("no idea")
    case .failure: outcome = .failed("no credit")
    case .again(let n): outcome = .repeated(n)
    case .ending(let ending, let gain):
      facts = facts ?? TurnFacts()
      facts?.ending = ending
      outcome = gain.map { .proposal(propose($0, base)) } ?? .failed("it ended")
    }
    post(.turnEnded(lane: lane, turn: turn, outcome, facts: facts), cause: .agent(lane))
  }

  private func propose(
    _ gain: Double, _ base: CommitID, flags: [String] = [], refusal: String? = nil
  ) -> Proposal {
    taken += 1
    let commit = "p\(taken)"
    parent[commit] = base
    truth[commit] = (truth[base] ?? 0) + gain
    return Proposal(
      commit: commit, base: base, title: "idea \(taken)", reason: "why not",
      files: [FileChange(path: "train.py", added: 1, removed: 1)], refusal: refusal, flags: flags)
  }

  /// A patch is how much better it makes things, or why it is refused, or does not fit.
  private func takePatch(_ command: Int, _ base: CommitID) {
    guard let patch = state.patches.first(where: { $0.command == command }) else {
      Issue.record("there is no patch \(command)")
      return
    }
    let outcome: PatchOutcome
    if let gain = Double(patch.patch) {
      outcome = .proposal(propose(gain, base))
    } else if patch.patch == "forbidden" {
      outcome = .proposal(propose(0, base, refusal: "it touches evaluate.py"))
    } else {
      outcome = .unfit("the patch does not apply")
    }
    post(.patchTaken(command: command, outcome), cause: patch.by)
  }

  // MARK: Runs

  private func start(_ id: RunID) {
    guard let run = state.runs[id], run.state != .ended else { return }
    if processes.contains(id) {
      // Another engine finds the processes there.
      guard !tasks.contains(.evaluate(id)), !tasks.contains(.end(id)) else {
        Issue.record("run \(id) is performed twice")
        return
      }
      tasks.append(run.state == .evaluating ? .end(id) : .evaluate(id))
      return
    }
    if run.slot == nil { Issue.record("run \(id) has no slot") }
    if !run.prepared { Issue.record("run \(id) has no tree") }
    if processes.contains(where: { state.runs[$0]?.slot == run.slot }) {
      Issue.record("run \(id) shares \(run.slot ?? "?")")
    }
    if truth[run.commit] == nil { Issue.record("run \(id) is of an unknown commit \(run.commit)") }
    processes.insert(id)
    post(.runStarted(id, at: now, overhead: 0.01))
    tasks.append(.evaluate(id))
  }

  /// Ends a run by hand.
  func finish(_ id: RunID, _ given: RunOutcome? = nil) {
    guard let run = state.runs[id], processes.remove(id) != nil else { return }
    tasks.removeAll { $0 == .evaluate(id) || $0 == .end(id) }
    var result = given ?? outcome(run)
    if asked.remove(id) != nil { result = .ended("ended") }
    post(
      .runEnded(
        id, result ?? .measured(100 - (truth[run.commit] ?? 0) + noise(run)), reported: nil,
        usage(run), at: now))
  }
}

extension World.Task {
  /// Whether it gives a person's words to a turn.
  var isTelling: Bool {
    if case .effect(.tell) = self { true } else { false }
  }
}
