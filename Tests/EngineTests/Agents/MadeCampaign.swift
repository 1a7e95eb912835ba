@testable import Core

/// A campaign made of events by hand, for what agents are told of it.
struct MadeCampaign {
  private(set) var state = CampaignState()
  private var now = 1000.0
  private var commands = 0

  init(lanes: Int = 1) {
    take(
      .opened(
        CampaignSettings(
          project: "p", branch: "pawl/p", metric: "loss", goal: .minimize, verified: true,
          rule: .standard, review: .never, limits: Limits(), budget: .wall(60),
          slots: (0..<40).map { Slot(id: "cpu\($0)", cores: [$0]) },
          lanes: [LaneEntry(agent: "claude", count: lanes)], seed: 1, isolation: "process",
          comparability: "c", unattended: false), tip: "c0"))
  }

  mutating func take(_ event: Event) {
    now += 1
    _ = CampaignState.reduce(&state, StampedEvent(at: now, cause: .person("kim"), event: event))
  }

  mutating func command(_ command: Command) {
    commands += 1
    take(.commanded(id: commands, command))
  }

  /// A proposal of the first lane, whatever it does now.
  mutating func propose(_ title: String) {
    let n = state.experiments.count + 1
    end(
      "a1",
      .proposal(
        Proposal(commit: "p\(n)", base: "c0", title: title, reason: title, files: [])))
  }

  mutating func note(_ lane: LaneID, _ text: String) {
    end(lane, .empty(""), TurnFacts(notes: [text]))
    command(.resume(lanes: [lane]))
  }

  /// Sets what became of an experiment.
  mutating func judge(_ n: Int, _ verdict: ExperimentState, delta: Double? = nil, why: String = "")
  {
    state.experiments[n - 1].state = verdict
    state.experiments[n - 1].delta = delta
    state.experiments[n - 1].why = why
    state.open.remove(n)
    take(.ticked)
  }

  private mutating func end(_ id: LaneID, _ outcome: TurnOutcome, _ facts: TurnFacts? = nil) {
    if state.lane(id)?.turn == nil, let place = state.lanes.firstIndex(where: { $0.id == id }) {
      state.lanes[place].turns += 1
      state.lanes[place].turn = state.lanes[place].turns
      state.lanes[place].turnBase = "c0"
    }
    guard let turn = state.lane(id)?.turn else { return }
    take(.turnEnded(lane: id, turn: turn, outcome, facts: facts))
  }
}
