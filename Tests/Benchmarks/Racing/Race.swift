import Core
import Material

/// One campaign of `queue.py`'s project on a clock that only counts: the reducer decides, and
/// everything that would take time takes it here.
///
/// The score is the sum of the numbers in twelve files, and noise that the seed decides. An idea
/// replaces one number, and conflicts where the champion has another number there by now.
struct Race {
  /// What takes time, in seconds.
  struct Times {
    var run = 3.0
    /// Between the starts of two lanes' agents, and from a start to its proposal.
    var gate = 0.5
    var turn = 0.1
    /// To export a tree, to rebase, and to move the branch.
    var git = 0.05
  }

  private struct Commit {
    var values: [Double]
    /// Who wrote a file last.
    var authors: [String]
    var truth: Double { values.reduce(0, +) }
  }

  private enum Task {
    case post(Event)
    case end(RunID)
  }

  private static let sites = 12

  private let times: Times
  private let good: Double
  private let seed: Int
  private let limit: Int
  private var state = CampaignState()
  private var commits = [
    "c0": Commit(
      values: .init(repeating: 0, count: Race.sites),
      authors: .init(repeating: "", count: Race.sites))
  ]
  private var clock = 0.0
  private var order = 0
  private var due: [(at: Double, order: Int, task: Task)] = []
  private var gateOpens = 0.0
  private(set) var falseKeeps = 0
  private(set) var keeps = 0

  init(seed: Int, good: Double, times: Times, limit: Int) {
    self.seed = seed
    self.good = good
    self.times = times
    self.limit = limit
  }

  var runs: Int { state.tally.runs }
  /// Seconds until the branch is truly so much better; nil where it never is.
  mutating func play(lanes: Int, gain: Double, rule: RatchetRule = .standard) -> Double? {
    let settings = CampaignSettings(
      project: "race", branch: "ratchet", metric: "score", goal: .maximize, verified: true,
      rule: rule, review: .never, limits: Limits(experiments: limit), budget: .wall(1),
      slots: (0..<lanes).map { Slot(id: "s\($0)") },
      lanes: [LaneEntry(agent: "command", count: lanes)], seed: seed, isolation: "process",
      comparability: "race", unattended: true)
    post(.opened(settings, tip: "c0"))
    while let next = due.indices.min(by: {
      (due[$0].at, due[$0].order) < (due[$1].at, due[$1].order)
    }) {
      let (at, _, task) = due.remove(at: next)
      clock = at
      switch task {
      case .post(let event): post(event)
      case .end(let id): end(id)
      }
      if let champion = state.champion, commits[champion]?.truth ?? 0 >= gain { return clock }
    }
    return nil
  }

  private mutating func post(_ event: Event) {
    let stamped = StampedEvent(at: clock, cause: .rule, event: event)
    for effect in CampaignState.reduce(&state, stamped).effects { perform(effect) }
  }

  private mutating func after(_ seconds: Double, _ task: Task) {
    order += 1
    due.append((clock + seconds, order, task))
  }

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .startTurn(let lane, let turn, let base):
      let start = max(clock, gateOpens)
      gateOpens = start + times.gate
      let proposal = propose(lane, turn, base)
      after(
        start - clock + times.turn,
        .post(.turnEnded(lane: lane, turn: turn, .proposal(proposal))))
    case .endTurn(let lane, let turn):
      after(0, .post(.turnEnded(lane: lane, turn: turn, .interrupted)))
    case .prepare(let id): after(times.git, .post(.runPrepared(id)))
    case .perform(let id):
      after(0, .post(.runStarted(id, at: clock, overhead: 0)))
      after(times.run, .end(id))
    case .endRun(let id): after(0, .end(id))
    case .rebase(let n, let onto): after(times.git, .post(rebase(n, onto)))
    case .advance(let n, _): after(times.git, .post(advance(n)))
    case .ablate(let id, let n, let onto): after(times.git, .post(ablate(id, n, onto)))
    case .tell, .answer, .hold, .commitPatch, .revert, .close: break
    }
  }

  private mutating func propose(_ lane: LaneID, _ turn: Int, _ base: CommitID) -> Proposal {
    let dice = MadeRandom(seed: seed)
    let number = Int(lane.dropFirst()) ?? 0
    let site = Int(dice.unit(number, turn, 1) * Double(Self.sites))
    let kind = dice.unit(number, turn, 2)
    let size = dice.unit(number, turn, 3)
    let change =
      kind < good ? 2 + 3 * size : kind < good + 0.3 ? 0 : -(1 + 5 * size)
    var commit = commits[base] ?? Commit(values: [], authors: [])
    commit.values[site] += change
    commit.authors[site] = "\(lane)-\(turn)"
    let name = "\(lane)-\(turn)"
    commits[name] = commit
    return Proposal(
      commit: name, base: base, title: "site \(site)", reason: "",
      files: [FileChange(path: "sites/\(site)", added: 1, removed: 1)])
  }

  private mutating func end(_ id: RunID) {
    guard let run = state.runs[id], run.state != .ended else { return }
    let noise = MadeRandom(seed: run.seed).normal(1)
    let outcome =
      run.ending.map { RunOutcome.ended($0) }
      ?? .measured((commits[run.commit]?.truth ?? 0) + noise)
    post(.runEnded(id, outcome, reported: nil, RunUsage(), at: clock))
  }

  private mutating func rebase(_ n: Int, _ onto: CommitID) -> Event {
    guard let experiment = state.experiment(n), let mine = commits[experiment.proposal],
      let base = commits[experiment.base], var next = commits[onto]
    else { return .rebaseFailed(experiment: n, onto: onto, why: "it is gone") }
    for site in mine.values.indices where mine.authors[site] != base.authors[site] {
      guard next.authors[site] == base.authors[site] else {
        return .rebaseFailed(experiment: n, onto: onto, why: "it conflicts with the champion")
      }
      next.authors[site] = mine.authors[site]
      next.values[site] = mine.values[site]
    }
    let candidate = "\(experiment.proposal)/\(onto)"
    commits[candidate] = next
    return .rebased(experiment: n, onto: onto, candidate: candidate)
  }

  private mutating func advance(_ n: Int) -> Event {
    let experiment = state.experiment(n)
    let candidate = experiment?.candidate.flatMap { commits[$0] }
    let before = experiment?.opponent.flatMap { commits[$0] }
    keeps += 1
    if (candidate?.truth ?? 0) <= (before?.truth ?? 0) { falseKeeps += 1 }
    commits["k\(n)"] = candidate
    return .ratchetMoved(experiment: n, commit: "k\(n)")
  }

  private mutating func ablate(_ id: Int, _ n: Int, _ onto: CommitID) -> Event {
    commits["w\(id)"] = commits[onto]
    return .ablationFailed(audit: id, why: "nothing is taken away here")
  }
}
