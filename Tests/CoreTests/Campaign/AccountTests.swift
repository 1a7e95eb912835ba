import Testing

@testable import Core

@Suite("Campaign: the account")
struct CampaignAccountTests {
  @Test func `the expected false keeps are bounded by what was dropped`() {
    let world = World.opened(limit: 3, plans: [.idea(8), .idea(0), .idea(0)])
    world.noise = { run in
      run.role == .first || run.role == .second ? -5 : World.baselineNoise(run)
    }
    world.work()
    let summary = world.state.summary()
    #expect(summary?.confirmations == 3)
    #expect(summary?.dropped == 2)
    #expect(summary?.falseKeeps == 2.0 / 19)
  }

  @Test func `while nothing was dropped every confirmation may be a false keep`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.work()
    #expect(world.state.summary()?.falseKeeps == 1.0 / 20)
  }

  @Test func `extra runs and void runs are shares`() {
    let world = World.opened(limit: 2, plans: [.idea(-5), .idea(-5)])
    var once = true
    world.outcome = { run in
      guard run.role == .first, once else { return nil }
      once = false
      return .void("another process used the slot")
    }
    world.work()
    #expect(world.state.summary()?.extraRuns == 0.5)
    #expect(abs((world.state.summary()?.voids ?? 0) - 1.0 / 3) < 1e-12)
  }

  @Test func `the claimed gain is what the steps add up to`() {
    let world = World.opened(limit: 2, plans: [.idea(8), .idea(7)])
    world.work()
    #expect(abs((world.state.summary()?.claimed ?? 0) - 15) < 1e-9)
    #expect(world.state.summary()?.noise != nil)
    #expect((world.state.summary()?.pairFreedom ?? 0) > 4)
  }

  @Test func `a deterministic metric is said to be one`() {
    let world = World.opened(limit: 2, plans: [.idea(0.01), .idea(-0.01)])
    world.noise = { _ in 0 }
    world.work()
    #expect(world.state.summary()?.isDeterministic == true)
    #expect(world.stateOf(1) == .kept, "whatever is better at all is better for sure")
    #expect(world.stateOf(2) == .discarded)
    #expect(world.lines("baseline.measured").last?.text.contains("the same for every seed") == true)
  }

  @Test func `a metric of coarse steps is said to be one, and less than a step is no gain`() {
    let world = World.opened(limit: 1, plans: [.idea(0.01)])
    world.noise = { run in
      if case .baseline(2) = run.role { return 0.01 }
      return 0
    }
    world.work()
    let summary = world.state.summary()
    #expect(summary?.isCoarse == true)
    #expect(abs((summary?.step ?? 0) - 0.01) < 1e-9)
    #expect(
      world.lines("baseline.measured").last?.text.contains("the smallest step of the metric")
        == true)
    #expect(world.stateOf(1) == .discarded)
  }
}
