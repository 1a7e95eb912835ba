import Core
import Journal

/// A campaign in a made-up world that answers every effect at once, written to a journal.
struct ScriptedCampaign {
  let journal: Journal?
  private(set) var state = CampaignState()
  /// The events so far.
  private(set) var events: [StampedEvent] = []
  /// Effects that the world has still to answer.
  private(set) var owed: [Effect] = []
  private var now: Timestamp = 1_700_000_000

  init(journal: Journal?) {
    self.journal = journal
  }

  static let settings = CampaignSettings(
    project: "demo", branch: "ratchet", metric: "val_bpb", goal: .minimize, verified: true,
    rule: .standard, review: .flagged, limits: Limits(experiments: 40), budget: .wall(360),
    slots: [Slot(id: "cpu0", cores: [0]), Slot(id: "cpu1", cores: [1])],
    lanes: [LaneEntry(agent: "sweep", count: 2), LaneEntry(agent: "claude", count: 1)],
    seed: 7, isolation: "process", comparability: "abc", unattended: false)

  /// Takes one event: reduces it, and writes it with all that came of it.
  mutating func take(_ event: Event, cause: Cause = .rule) throws {
    now += 1.25
    let stamped = StampedEvent(at: now, cause: cause, event: event)
    var next = state
    let reduction = CampaignState.reduce(&next, stamped)
    try journal?.append(stamped, reduction, state: next)
    state = next
    events.append(stamped)
    owed += reduction.effects
  }

  mutating func open(_ settings: CampaignSettings = settings, tip: CommitID = "base") throws {
    try take(.opened(settings, tip: tip), cause: .person("ada"))
  }

  /// Lets the world answer the oldest effect, or a person do what nothing goes on without; false
  /// when nothing is left to do.
  mutating func step() throws -> Bool {
    guard !owed.isEmpty else { return try attend() }
    for event in answers(to: owed.removeFirst()) { try take(event) }
    return true
  }

  /// Reviews what waits, and resumes what is stuck.
  private mutating func attend() throws -> Bool {
    guard !state.finished, events.count < 5000 else { return false }
    let waiting = state.experiments.first { $0.state == .review }
    let command: Command =
      switch waiting {
      case .some(let it) where it.n % 2 == 0:
        .veto(experiment: it.n, reason: "leave the seed alone", lane: it.lane)
      case .some(let it): .approve(experiment: it.n)
      case nil: .resume(lanes: nil)
      }
    try take(.commanded(id: events.count, command), cause: .person("ada"))
    return true
  }

  /// Lets the world answer until nothing is owed, or so many events are written.
  mutating func play(events limit: Int = .max) throws {
    while events.count < limit, try step() {}
  }

  private func answers(to effect: Effect) -> [Event] {
    switch effect {
    case .startTurn(let lane, let turn, let base):
      [.turnEnded(lane: lane, turn: turn, outcome(of: turn, lane, on: base), facts: facts(turn))]
    case .tell(let lane, let turn, let words):
      [.turnTold(lane: lane, turn: turn, words: words, turn % 2 == 0 ? .inTurn : nil)]
    case .answer(let lane, let turn, _, let answer):
      [.turnNews(lane: lane, turn: turn, TurnNews(answer: answer))]
    case .hold: []
    case .endTurn(let lane, let turn): [.turnEnded(lane: lane, turn: turn, .interrupted)]
    case .commitPatch(let command, _): [.patchTaken(command: command, .unfit("it does not apply"))]
    case .prepare(let id): [.runPrepared(id)]
    case .perform(let id): perform(id)
    case .endRun, .close: []
    case .rebase(let n, let onto):
      n % 5 == 0
        ? [.rebaseFailed(experiment: n, onto: onto, why: "train.py conflicts")]
        : [.rebased(experiment: n, onto: onto, candidate: "\(state.experiments[n - 1].proposal)+")]
    case .advance(let n, _): [.ratchetMoved(experiment: n, commit: "kept-\(n)")]
    case .revert(let n, _): [.reverted(experiment: n, commit: "revert-\(n)")]
    case .ablate(let id, _, _): [.ablated(audit: id, commit: "without-\(id)")]
    }
  }

  /// What agents of some kinds leave behind.
  private func facts(_ turn: Int) -> TurnFacts? {
    guard turn % 3 != 0 else { return nil }
    return TurnFacts(
      ending: .done, session: "s\(turn)", isFresh: turn % 2 == 0,
      usage: AgentUsage(input: 1000, output: 20 * turn, dollars: 0.1 + Double(turn), context: 5),
      seconds: 33.25, heard: [1], notes: ["depth \"hurts\""])
  }

  private func outcome(of turn: Int, _ lane: LaneID, on base: CommitID) -> TurnOutcome {
    if turn % 7 == 5 { return .empty("no idea left") }
    if turn % 7 == 6 { return .failed("it lost its connection") }
    return .proposal(
      Proposal(
        commit: "\(lane)-\(turn)", base: base, title: "turn \(turn): raise \u{3b2}2, \"gently\"",
        reason: "lines\nof\treasons", change: turn % 2 == 0 ? "{\"lr\": 0.1}" : nil,
        files: [FileChange(path: "train.py", added: turn, removed: 1)],
        refusal: turn % 7 == 4 ? "it touches evaluate.py" : nil,
        flags: turn % 9 == 8 ? ["seed"] : []))
  }

  private func perform(_ id: RunID) -> [Event] {
    guard let run = state.runs[id] else { return [] }
    let usage = RunUsage(wall: 360, cpu: 350.5, evaluation: 2, memory: 1 << 30, status: 0)
    let outcome: RunOutcome =
      switch id % 17 {
      case 13: .crashed("exit status 1")
      case 16: .void("a foreign process was on its device")
      default: .measured(score(run))
      }
    return [
      .runStarted(id, at: now + 0.1, overhead: 0.001 * Double(id)),
      .runEvaluating(id, reported: id % 17 == 5 ? .nan : score(run) + 0.001),
      .runEnded(id, outcome, reported: id % 17 == 5 ? -.infinity : nil, usage, at: now + 3),
    ]
  }

  /// A score from the commit and the seed: every kept one and some proposals are better.
  private func score(_ run: Run) -> Double {
    let commit = run.commit.hasSuffix("+") ? String(run.commit.dropLast()) : run.commit
    let noise = Double(run.seed % 1000) / 1000 * 0.01
    if commit.hasPrefix("a2-") { return 0.9 + noise }
    if commit.hasPrefix("kept-") { return 0.9 + noise }
    return (commit.hasPrefix("a") ? 1.001 : 1) + noise
  }
}
