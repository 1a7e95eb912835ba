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

@Suite("Campaign: what is reported and how much work was done")
struct ReportedWorkTests {
  private func world(review: ReviewMode = .flagged, steps budget: Int? = nil) -> World {
    var settings = World.settings(review: review, limit: 1)
    if let budget { settings.budget = .steps(budget, ceiling: 60) }
    let world = World(settings)
    world.plans = [.idea(8)]
    world.reported = { [unowned world] in
      100 - (world.truth[$0.commit] ?? 0) + World.baselineNoise($0)
    }
    world.open()
    return world
  }

  private func tell(_ world: World, steps: @escaping (Run) -> Double) {
    world.usage = { run in
      var usage = RunUsage(wall: 1)
      usage.steps = steps(run)
      return usage
    }
  }

  @Test func `a result that is reported otherwise than it is measured waits for a person`() {
    let world = world()
    world.reported = { $0.commit == "c0" ? 100 : 40 }
    world.work()
    #expect(world.stateOf(1) == .review)
    #expect(world.experiment(1).resultFlags?.map(\.name) == ["reported-differs"])
    #expect(world.experiment(1).why.contains("reported 40.0, verified 92.0: differs by "))
    #expect(world.state.keeps.isEmpty)
  }

  @Test func `a report that is off by as much for unchanged code says nothing`() {
    let world = world()
    world.reported = { [unowned world] in 60 - (world.truth[$0.commit] ?? 0) }
    world.work()
    #expect(world.stateOf(1) == .kept)
    #expect(world.experiment(1).resultFlags == nil)
  }

  @Test func `an earlier edition of the rule goes on without that wire`() {
    var settings = World.settings(review: .flagged, limit: 1)
    settings.rule.edition = 2
    let world = World(settings)
    world.plans = [.idea(8)]
    world.reported = { $0.commit == "c0" ? 100 : 40 }
    world.open()
    world.work()
    #expect(world.stateOf(1) == .kept)
  }

  @Test(arguments: [1200.0, 2600]) func `steps beside the budget are seen before it is kept`(
    told: Double
  ) {
    let world = world(steps: 2000)
    tell(world) { $0.commit == "c0" ? 1900 : told }
    world.work()
    #expect(world.stateOf(1) == .review)
    #expect(world.experiment(1).resultFlags?.map(\.name) == ["budget"])
    #expect(
      world.experiment(1).why.contains(
        "\(told.fixed(0)) steps, the budget is 2000, unchanged code tells 1900"))
  }

  @Test(arguments: [1850.0, 1999, 2050])
  func `steps between what unchanged code tells and the budget are equal work`(told: Double) {
    let world = world(steps: 2000)
    tell(world) { $0.commit == "c0" ? 1900 : told }
    world.work()
    #expect(world.stateOf(1) == .kept)
  }

  @Test func `unchanged code that ends before its steps is void and made again`() {
    let world = world(steps: 2000)
    tell(world) {
      if case .pairChampion(1) = $0.role { 900 } else { 2000 }
    }
    world.work()
    #expect(world.stateOf(1) == .kept)
    #expect(world.experiment(1).disturbed == 1)
    #expect(world.lines("pair.void").first?.text.contains("not do the same work") == true)
  }
}
