import Testing

@testable import Core

@Suite("Campaign: anything may happen")
struct RandomCampaignTests {
  @Test(arguments: 0..<200)
  func `whatever happens, a campaign keeps its promises and comes to its end`(seed: Int) {
    var dice = SplitMix(seed: UInt64(seed))
    let world = RandomCampaign.world(&dice)
    world.open()
    let length = Int.random(in: 50...600, using: &dice)
    for _ in 0..<length where !world.state.finished {
      RandomCampaign.disturb(world, &dice)
      world.workOnce(using: &dice)
    }
    #expect(RandomCampaign.bringHome(world, &dice), "it does not end")
  }

  @Test(arguments: [1, 5, 9, 14, 23])
  func `replaying the events gives the same state and the same reductions at every step`(seed: Int)
  {
    var dice = SplitMix(seed: UInt64(seed))
    let world = RandomCampaign.world(&dice)
    world.open()
    var states: [CampaignState] = [world.state]
    for _ in 0..<150 where !world.state.finished {
      let count = world.events.count
      world.workOnce(using: &dice)
      // One step may be several events; only the last state is there to compare with.
      states += Array(repeating: world.state, count: world.events.count - count)
    }
    var replayed = CampaignState()
    for (index, event) in world.events.enumerated() {
      #expect(CampaignState.reduce(&replayed, event) == world.reductions[index])
      guard index + 1 == world.events.count || states[index + 1] != states[index] else { continue }
      #expect(replayed == states[index])
      #expect(replayed.outstanding() == states[index].outstanding())
    }
    #expect(replayed == world.state)
  }
}

extension RandomCampaignTests {
  @Test func `random campaigns come to all that can happen`() {
    var missing: Set = [
      "experiment.kept", "experiment.discarded", "experiment.crashed", "experiment.refused",
      "experiment.vetoed", "experiment.revoked", "experiment.rerun", "experiment.rebased",
      "experiment.approved", "pair.void", "ratchet.found", "ratchet.conflict", "era.began",
      "engine.started", "campaign.halted", "campaign.resumed", "lane.failed", "turn.interrupted",
      "lane.removed", "lane.added", "steering.stop", "experiment.restored", "lane.restored",
      "lane.unsaid", "steering.ruled", "steering.unruled", "patch.unfit", "lane.limited",
      "lane.asks", "lane.answered", "lane.retrying", "lane.quiet", "lane.fresh", "lane.note",
    ]
    // What is rare may take long; most of it is there after a few campaigns.
    for seed in 0..<400 where !missing.isEmpty {
      var dice = SplitMix(seed: UInt64(seed))
      let world = RandomCampaign.world(&dice)
      world.open()
      for _ in 0..<400 where !world.state.finished {
        RandomCampaign.disturb(world, &dice)
        world.workOnce(using: &dice)
      }
      missing.subtract(world.reductions.flatMap(\.lines).map(\.kind))
    }
    #expect(missing.isEmpty)
  }
}

/// Campaigns with everything in them that can happen.
enum RandomCampaign {
  static func world(_ dice: inout SplitMix) -> World {
    let rules: [RatchetRule] = [.standard, .standard, .lean, .thorough, .naive]
    let world = World(
      World.settings(
        slots: Int.random(in: 1...4, using: &dice), lanes: Int.random(in: 1...4, using: &dice),
        rule: rules.randomElement(using: &dice) ?? .standard,
        review: ReviewMode.allCases.randomElement(using: &dice) ?? .never,
        limit: Int.random(in: 3...30, using: &dice), unattended: dice.once(in: 3),
        repairs: dice.once(in: 2)))
    let isGloomy = dice.once(in: 6)
    world.plans = (0..<200).map { _ in
      isGloomy && dice.once(in: 2) ? World.Plan.failure : plan(&dice)
    }
    let outcomes = (0..<4000).map { _ in outcome(&dice) }
    let scatter = (0..<4000).map { _ in dice.scatter() }
    world.outcome = { outcomes[$0.id % outcomes.count] }
    let isHeard = dice.once(in: 2)
    world.hears = { _ in isHeard ? .inTurn : nil }
    world.facts = { lane in
      TurnFacts(
        session: "s-\(lane)", isFresh: !isHeard, usage: AgentUsage(input: 10, dollars: 0.1),
        seconds: 5, heard: [1], notes: isHeard ? ["depth hurts"] : [])
    }
    world.noise = { scatter[$0.id % scatter.count] }
    return world
  }

  private static func plan(_ dice: inout SplitMix) -> World.Plan {
    switch Int.random(in: 0..<24, using: &dice) {
    case 0: .nothing
    case 1: .failure
    case 2: .refused
    case 3: .flagged(3)
    case 20: .ending(.limited(until: dice.once(in: 2) ? 1500 : nil, "used up"), nil)
    case 21: .ending(.limited(until: nil, ""), 2)
    case 22: .ending(dice.once(in: 4) ? .unauthorised("no key") : .done, 1)
    case 23: .again(1)
    case 4...10: .idea(Double.random(in: 1...6, using: &dice))
    default: .idea(Double.random(in: -4...1, using: &dice))
    }
  }

  private static func outcome(_ dice: inout SplitMix) -> RunOutcome? {
    switch Int.random(in: 0..<60, using: &dice) {
    case 0: .crashed("out of memory")
    case 1...2: .void("another process used the slot")
    case 3: .refused("it went on past its budget")
    case 4: .measured(.nan)
    default: nil
    }
  }

  /// Something from outside, sometimes.
  static func disturb(_ world: World, _ dice: inout SplitMix) {
    switch Int.random(in: 0..<100, using: &dice) {
    case 0..<6: world.ask(command(world, &dice))
    case 6: crash(world, &dice)
    case 7: world.locked = dice.once(in: 6) ? 6 : 1
    case 8 where dice.once(in: 4): world.commit("person\(world.events.count)", gain: 0.5)
    case 9: world.ask(.resume(lanes: nil))
    case 11..<14: tellNews(world, &dice)
    case 14: world.wake()
    case 10: world.conflicts = [lastKept(world) ?? 1, Int.random(in: 1...30, using: &dice)]
    default: break
    }
  }

  private static func tellNews(_ world: World, _ dice: inout SplitMix) {
    guard let lane = world.state.lanes.randomElement(using: &dice), let turn = lane.turn else {
      return
    }
    let question = AgentQuestion(
      id: "\(Int.random(in: 0..<3, using: &dice))", tool: nil, title: "edit train.py")
    let news =
      switch Int.random(in: 0..<5, using: &dice) {
      case 0: TurnNews(hold: .retrying(attempt: 2, of: 10, status: 529))
      case 1: TurnNews(hold: .quiet(since: world.now - 60))
      case 2: TurnNews()
      default: TurnNews(question: question)
      }
    world.post(.turnNews(lane: lane.id, turn: turn, news), cause: .agent(lane.id))
  }

  private static func crash(_ world: World, _ dice: inout SplitMix) {
    if dice.once(in: 2), let move = world.state.branchMove { world.performUnheard(move) }
    let slots = Int.random(in: 1...4, using: &dice)
    let (newEra, newSlots, newRule) = (dice.once(in: 5), dice.once(in: 3), dice.once(in: 5))
    world.crash {
      if newEra { $0.comparability += "+" }
      if newSlots { $0.slots = (0..<slots).map { Slot(id: "cpu\($0)", cores: [$0]) } }
      if newRule { $0.rule = .standard }
    }
  }

  private static func command(_ world: World, _ dice: inout SplitMix) -> Command {
    let n = Int.random(in: 0...(world.state.experiments.count + 1), using: &dice)
    let lane = "a\(Int.random(in: 1...5, using: &dice))"
    switch Int.random(in: 0..<27, using: &dice) {
    case 25:
      let asking = world.state.lanes.first { $0.question != nil }
      return .answer(lane: asking?.id ?? lane, ask: asking?.question?.id ?? "0", .deny("not yet"))
    case 26: return .freshConversation(lane)
    case 17, 18: return .restore(experiment: lastVetoed(world) ?? n)
    case 19: return .unsay(lane: dice.once(in: 2) ? nil : lane, text: "be bold")
    case 20: return .keepLane(world.state.lanes.first(where: \.removed)?.id ?? lane)
    case 21:
      return dice.once(in: 2)
        ? .addRule(text: "no seeds", lane: dice.once(in: 2) ? nil : lane)
        : .editRule(id: Int.random(in: 1...4, using: &dice), text: "leave the seed alone")
    case 22: return .removeRule(Int.random(in: 1...4, using: &dice))
    case 23, 24: return proposal(world, &dice)
    case 0: return .pause(lanes: [lane])
    case 1: return .pause(lanes: nil)
    case 2, 3: return .resume(lanes: dice.once(in: 2) ? nil : [lane])
    case 4: return .veto(experiment: n, reason: "no", lane: nil)
    case 5: return .interrupt(lane: lane, reason: "think again")
    case 6, 7, 8: return .approve(experiment: n)
    case 9, 10: return .rerun(experiment: n)
    case 11, 12: return .revoke(experiment: lastKept(world) ?? n, reason: "it hurts")
    case 13: return .steer(lane: dice.once(in: 2) ? nil : lane, text: "be bold")
    case 14: return .addLane(agent: "sweep", count: 1)
    case 15: return dice.once(in: 3) ? .removeLane(lane) : .review(.flagged)
    default: return .stop(now: dice.once(in: 2))
    }
  }

  private static func proposal(_ world: World, _ dice: inout SplitMix) -> Command {
    let base = world.state.experiments.randomElement(using: &dice)?.base ?? world.branch
    let patch =
      switch Int.random(in: 0..<6, using: &dice) {
      case 0: "forbidden"
      case 1: "nonsense"
      default: "\(Double.random(in: -4...6, using: &dice))"
      }
    return .propose(title: "mine", reason: "", base: base, patch: patch)
  }

  private static func lastVetoed(_ world: World) -> Int? {
    world.state.experiments.last { $0.state == .vetoed }?.n
  }

  private static func lastKept(_ world: World) -> Int? {
    world.state.experiments.last { $0.state == .kept }?.n
  }

  /// Answers whatever waits for a person until the campaign ends.
  static func bringHome(_ world: World, _ dice: inout SplitMix) -> Bool {
    world.otherwise = .idea(-5)
    world.plans = []
    for _ in 0..<400 {
      if world.state.finished, hasSpent(world) { return true }
      if world.state.finished {
        // Where every lane was removed, only a person can add one.
        let nobodyLeft = world.state.lanes.allSatisfy(\.removed)
        world.crash {
          $0.comparability = "last"
          if nobodyLeft { $0.unattended = false }
        }
      }
      var steps = 0
      while !world.tasks.isEmpty, !world.state.finished, steps < 5000 {
        world.workOnce(using: &dice)
        steps += 1
      }
      guard steps < 5000 else { return false }
      if !world.state.finished, world.wake() { continue }
      guard !world.state.finished else { continue }
      if world.state.lanes.allSatisfy(\.removed) { world.ask(.addLane(agent: "sweep", count: 1)) }
      world.ask(.resume(lanes: nil))
      for n in world.state.open.sorted() { world.ask(.approve(experiment: n)) }
    }
    return false
  }

  private static func hasSpent(_ world: World) -> Bool {
    let waiting = world.state.experiments.filter { !$0.state.isVerdict }
    return world.state.experiments.count >= world.settings.limits.experiments ?? 0
      && waiting.allSatisfy { $0.state == .review && world.settings.unattended }
  }
}
