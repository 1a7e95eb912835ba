import Testing

@testable import Core

@Suite("Campaign: results that a person looks at")
struct ResultReviewTests {
  /// Three keeps of 8 s, and then an idea that is 80 better; its number.
  private func jumped(
    review: ReviewMode = .flagged, limit: Int = 40, then more: [World.Plan] = []
  ) throws -> (world: World, n: Int) {
    let world = World.opened(
      review: review, limit: limit, plans: [.idea(8), .idea(8), .idea(8)])
    world.work { $0.state.keeps.count < 3 }
    world.plans = [.idea(80)] + more
    world.work()
    let jump = world.state.experiments.first { experiment in
      (world.truth[experiment.proposal] ?? 0) - (world.truth[experiment.base] ?? 0) == 80
    }
    return (world, try #require(jump).n)
  }

  @Test func `a jump waits for a person with its numbers, and is kept once approved`() throws {
    let (world, n) = try jumped()
    #expect(world.state.keeps.count == 3)
    #expect(world.stateOf(n) == .review)
    #expect(world.experiment(n).resultFlags?.map(\.name) == ["jump"])
    #expect(world.experiment(n).why.hasPrefix("before it is kept: a jump of "))
    #expect(world.experiment(n).evidence ?? 0 > 3)
    let pairs = world.experiment(n).pairs.count
    #expect(world.ask(.approve(experiment: n)).accepted)
    world.work()
    #expect(world.stateOf(n) == .kept)
    #expect(world.experiment(n).pairs.count == pairs)
    #expect(world.state.keeps.count == 4)
  }

  @Test func `one that is vetoed never gets onto the ratchet, and waits again when that is undone`()
    throws
  {
    let (world, n) = try jumped()
    #expect(world.ask(.veto(experiment: n, reason: "too good", lane: nil)).accepted)
    #expect(world.stateOf(n) == .vetoed)
    #expect(world.state.keeps.count == 3)
    #expect(world.ask(.restore(experiment: n)).accepted)
    #expect(world.stateOf(n) == .review)
    #expect(world.experiment(n).why.hasPrefix("before it is kept: "))
    #expect(world.ask(.approve(experiment: n)).accepted)
    #expect(world.stateOf(n) == .confirming)
    #expect(world.experiment(n).evidence ?? 0 > 3)
  }

  @Test func `without review it is kept, and the story says in spite of what`() throws {
    let (world, n) = try jumped(review: .never)
    #expect(world.stateOf(n) == .kept)
    #expect(world.lines("experiment.flagged").count == 1)
  }

  @Test func `what was approved is tested again when the champion has moved meanwhile`() throws {
    let (world, n) = try jumped(then: [.idea(8)])
    #expect(world.stateOf(n) == .review)
    #expect(world.state.keeps.count == 4)
    #expect(world.ask(.approve(experiment: n)).accepted)
    world.work()
    #expect(world.stateOf(n) == .kept)
    #expect(world.experiment(n).proven != nil)
    #expect(world.experiment(n).resultFlags?.count == 1)
  }

  @Test func `a result in review keeps its lane from nothing`() throws {
    let (world, n) = try jumped(limit: 45)
    #expect(world.stateOf(n) == .review)
    #expect(world.state.experiments.count == 45)
  }

  @Test func `an engine that comes back finds it waiting`() throws {
    let (world, n) = try jumped()
    world.crash()
    world.work()
    #expect(world.stateOf(n) == .review)
  }
}

@Suite("Campaign: starved runs")
struct StarvedRunTests {
  private func world(steps: @escaping (Run) -> Double) -> World {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.usage = { run in
      var usage = RunUsage(wall: 1)
      usage.steps = steps(run)
      return usage
    }
    return world
  }

  @Test func `a pair whose half was starved is void and made again`() {
    var starved: Set<RunID> = []
    let world = world { run in
      if case .pairChampion(1) = run.role {
        starved.insert(run.id)
        return 500
      }
      return 1000
    }
    world.work()
    #expect(starved.count == 1)
    #expect(world.stateOf(1) == .kept)
    #expect(world.experiment(1).disturbed == 1)
    #expect(world.lines("pair.void").first?.text.contains("50 % fewer") == true)
    for id in starved { #expect(world.state.runs[id]?.value == nil) }
  }

  @Test func `a machine that stays slower is believed in the end`() {
    let world = world { run in
      if case .baseline = run.role { return 1000 }
      return 500
    }
    world.work()
    #expect(world.stateOf(1) == .kept)
    #expect(world.experiment(1).disturbed <= 2)
  }
}
