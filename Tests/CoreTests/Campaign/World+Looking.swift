@testable import Core

extension World {
  /// A campaign that an engine has just opened.
  static func opened(
    slots: Int = 1, lanes: Int = 1, rule: RatchetRule = .standard, review: ReviewMode = .never,
    limit: Int? = nil, unattended: Bool = false, plans: [Plan] = []
  ) -> World {
    let world = World(
      settings(
        slots: slots, lanes: lanes, rule: rule, review: review, limit: limit,
        unattended: unattended))
    world.plans = plans
    world.open()
    return world
  }

  /// Lets only the runs with these roles come to an end.
  func hold(ends held: @escaping (Run) -> Bool) {
    hold = { [unowned self] task in
      guard case .end(let id) = task, let run = state.runs[id] else { return false }
      return held(run)
    }
  }

  /// Lets turns come to no end.
  func holdTurns() {
    hold = { if case .effect(.startTurn) = $0 { true } else { false } }
  }

  /// Everything told so far, one kind.
  func lines(_ kind: String) -> [EventLine] {
    reductions.flatMap(\.lines).filter { $0.kind == kind }
  }

  func experiment(_ n: Int) -> Experiment {
    state.experiment(n)
      ?? Experiment(
        n: 0, era: 0, lane: "", agent: "", turn: 0, title: "", reason: "", proposal: "", base: "",
        files: [], state: .refused, created: 0)
  }

  func stateOf(_ n: Int) -> ExperimentState? { state.experiment(n)?.state }

  /// Runs in the order in which they got a slot.
  var leased: [Run] {
    state.runs.values.filter { $0.leased != nil }.sorted {
      ($0.leased ?? 0, $0.id) < ($1.leased ?? 0, $1.id)
    }
  }

  /// Runs with a slot that are not over.
  var running: [Run] {
    state.live.sorted().compactMap { state.runs[$0] }.filter { $0.slot != nil }
  }

  var owed: [Effect] { state.outstanding() }

  /// What a run has to score to be this many s better than the champion.
  func score(_ gain: Double) -> RunOutcome {
    let level = state.champion.flatMap { state.level(of: $0)?.mean } ?? 100
    return .measured(level - gain * (state.noise.s ?? 1))
  }
}

extension SplitMix {
  /// True once in so many times.
  mutating func once(in count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }

  /// Roughly normal, with a standard deviation of one.
  mutating func scatter() -> Double {
    (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &self) }
  }
}
