import Core

/// A campaign whose world is made up: pawl's own rules, and answers to all they ask for.
package struct MadeCampaign {
  package private(set) var state = CampaignState()
  /// When the last thing happened, in the campaign's own time.
  package private(set) var clock: Timestamp
  private var world: MadeWorld
  private var waiting: [Waiting] = []
  private var count = 0

  private struct Waiting {
    let time: Timestamp
    let place: Int
    let what: MadeHappening
  }

  /// An event and what came of it; `MadeCampaign.state` is the state after it.
  package struct Step {
    package let event: StampedEvent
    package let reduction: Reduction
  }

  package init(plan: MadePlan, at start: Timestamp = 0) {
    world = MadeWorld(plan: plan)
    clock = start
  }

  /// When the next thing may happen; nil when nothing more does.
  package var next: Timestamp? { waiting.map(\.time).min() }

  /// An engine takes charge: begins the campaign, or goes on with what was replayed.
  package mutating func open(at now: Timestamp) {
    clock = now
    add([(0, .opened(comparability: nil))])
    for effect in state.outstanding() { add(world.answers(to: effect, state, now: now)) }
  }

  /// Takes an event of the past.
  package mutating func replay(_ event: StampedEvent) {
    world.observe(event.event, state)
    _ = CampaignState.reduce(&state, event)
    clock = event.at
  }

  /// Lets people end everything.
  package mutating func stop() { add([(1, .person(.stop(now: true)))]) }

  /// Lets the next thing happen; nil when nothing more does.
  ///
  /// - Parameter stamp: the time to write on it, where that is not the campaign's own.
  package mutating func step(stamp: Timestamp? = nil) -> Step? {
    while let index = waiting.indices.min(by: { isEarlier(waiting[$0], waiting[$1]) }) {
      let due = waiting.remove(at: index)
      clock = max(clock, due.time)
      let now = stamp ?? clock
      guard let event = world.event(due.what, state, at: now) else { continue }
      world.observe(event.event, state)
      let reduction = CampaignState.reduce(&state, event)
      for effect in reduction.effects { add(world.answers(to: effect, state, now: now)) }
      add(world.reactions(to: event.event, state))
      return Step(event: event, reduction: reduction)
    }
    return nil
  }

  private func isEarlier(_ a: Waiting, _ b: Waiting) -> Bool {
    (a.time, a.place) < (b.time, b.place)
  }

  private mutating func add(_ dues: [MadeWorld.Due]) {
    for due in dues {
      count += 1
      waiting.append(Waiting(time: clock + due.delay, place: count, what: due.what))
    }
  }
}

extension MadeCampaign {
  /// The events of a campaign of so many experiments, from time 0 on.
  ///
  /// It goes on until every slot has a run in progress; with no `running` it is stopped instead.
  package static func events(
    _ plan: MadePlan, experiments: Int, running: Bool = true
  ) -> (events: [StampedEvent], end: Timestamp) {
    var plan = plan
    plan.end = experiments
    var campaign = MadeCampaign(plan: plan)
    var events: [StampedEvent] = []
    campaign.open(at: 0)
    while campaign.state.experiments.count < experiments, let step = campaign.step() {
      events.append(step.event)
    }
    if !running { campaign.stop() }
    var patience = 400
    while patience > 0, running ? !campaign.isBusy : true, let step = campaign.step() {
      events.append(step.event)
      patience -= 1
    }
    return (events, campaign.clock)
  }

  /// Whether every slot trains.
  private var isBusy: Bool {
    state.slots.allSatisfy { slot in
      slot.run.flatMap { state.runs[$0] }?.state == .training
    }
  }
}

extension StampedEvent {
  /// The same event at another time.
  package func moved(by seconds: Double) -> StampedEvent {
    var event = self
    event.at += seconds
    switch self.event {
    case .runStarted(let id, let at, let overhead, _, _):
      event.event = .runStarted(id, at: at + seconds, overhead: overhead)
    case .runEnded(let id, let outcome, let reported, let usage, let at):
      event.event = .runEnded(id, outcome, reported: reported, usage, at: at + seconds)
    default: break
    }
    return event
  }
}
