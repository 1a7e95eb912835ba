import Testing

@testable import Core

@Suite("Campaign: the life of an experiment")
struct LifeTests {
  @Test func `a worse run is discarded`() {
    let world = World.opened(limit: 1, plans: [.idea(-3)])
    world.work()
    #expect(world.stateOf(1) == .discarded)
    #expect(world.experiment(1).why.contains("worse than the champion"))
    #expect(world.experiment(1).runs.count == 1)
    #expect(world.experiment(1).cause == .rule)
    #expect(world.state.finished)
  }

  @Test func `a much better one is run again, confirmed and kept`() throws {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.work()
    let experiment = world.experiment(1)
    #expect(experiment.state == .kept)
    #expect(experiment.kept == "k1")
    #expect(experiment.commit == "k1")
    let roles = experiment.runs.compactMap { world.state.runs[$0]?.role.text }
    #expect(roles.prefix(4) == ["first run", "second look", "pair 1", "pair 1"])
    #expect(world.state.champion == "k1")
    #expect(world.branch == "k1")
    let keep = try #require(world.state.keeps.first)
    #expect(keep.experiment == 1)
    #expect(keep.pairs == experiment.pairs.count)
    #expect(try #require(keep.odds) >= 20)
    #expect(keep.claimed == 92)
  }

  @Test func `what is lucky once is discarded at the second look`() {
    let world = World.opened(limit: 1, plans: [.idea(0)])
    world.noise = { $0.role == .first ? -5 : World.baselineNoise($0) }
    world.work()
    #expect(world.stateOf(1) == .discarded)
    #expect(world.experiment(1).runs.count == 2)
    #expect(world.experiment(1).pairs.isEmpty)
    #expect(world.experiment(1).why.contains("over 2 runs, 1.5 s asked"))
  }

  @Test func `what is lucky twice is dropped by its pairs`() {
    let world = World.opened(limit: 1, plans: [.idea(0)])
    world.noise = { run in
      run.role == .first || run.role == .second ? -5 : World.baselineNoise(run)
    }
    world.work()
    #expect(world.stateOf(1) == .discarded)
    #expect(world.experiment(1).pairs.count == 3)
    #expect(world.experiment(1).why == "not better in 3 pairs, odds 0.47 of 20")
  }

  @Test func `an undecided one is dropped as not proven after 14 pairs`() {
    let world = World.opened(limit: 1, plans: [.idea(0)])
    let champion = 100.0
    world.outcome = { [unowned world] run in
      switch run.role {
      case .first, .second: return .measured(champion - 5)
      // Half the step better each time: the evidence stays where it is.
      case .pairCandidate:
        let noise = world.experiment(1).noise ?? 1
        return .measured(champion - noise / 2)
      case .pairChampion: return .measured(champion)
      default: return nil
      }
    }
    world.work()
    #expect(world.experiment(1).pairs.count == 14)
    #expect(world.experiment(1).why == "not proven after 14 pairs, odds 1.00 of 20")
  }

  @Test func `a proposal that the guard stops is refused and never runs`() {
    let world = World.opened(limit: 1, plans: [.refused])
    world.work()
    #expect(world.stateOf(1) == .refused)
    #expect(world.experiment(1).runs.isEmpty)
    #expect(world.experiment(1).why == "it touches evaluate.py")
  }

  @Test(arguments: [RunOutcome.crashed("exit status 1"), .refused("past its budget")])
  func `a run that crashes or breaks the budget decides at once`(outcome: RunOutcome) {
    let world = World.opened(limit: 1, plans: [.idea(3)])
    world.outcome = { $0.role == .first ? outcome : nil }
    world.work()
    switch outcome {
    case .crashed(let why): #expect(world.experiment(1).why == why && world.stateOf(1) == .crashed)
    case .refused(let why): #expect(world.experiment(1).why == why && world.stateOf(1) == .refused)
    default: Issue.record("no such case")
    }
  }

  @Test func `a score that is no number is a crash`() {
    let world = World.opened(limit: 1, plans: [.idea(3)])
    world.outcome = { $0.role == .first ? .measured(.nan) : nil }
    world.work()
    #expect(world.stateOf(1) == .crashed)
    #expect(world.experiment(1).why == "loss is nan")
  }

  @Test func `a crash in a pair is the candidate's, a crash of the champion is not`() {
    let world = World.opened(limit: 2, plans: [.idea(8), .idea(8)])
    var crashes = 1
    world.outcome = { run in
      if run.experiment == 1, run.role == .pairCandidate(2) { return .crashed("out of memory") }
      if run.experiment == 2, run.role.isChampion, crashes > 0 {
        crashes -= 1
        return .crashed("a cosmic ray")
      }
      return nil
    }
    world.work()
    #expect(world.stateOf(1) == .crashed)
    #expect(world.experiment(1).why == "in pair 2: out of memory")
    #expect(world.experiment(1).pairs.map(\.index) == [1])
    #expect(world.stateOf(2) == .kept)
    #expect(world.experiment(2).disturbed == 1)
  }

  @Test func `a void run is repeated and says nothing`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    var voids = 3
    world.outcome = { run in
      guard run.role == .first, voids > 0 else { return nil }
      voids -= 1
      return .void("another process used the slot")
    }
    world.work()
    #expect(world.stateOf(1) == .kept)
    let firsts = world.experiment(1).runs.compactMap { world.state.runs[$0] }.filter {
      $0.role == .first
    }
    #expect(firsts.map(\.voids) == [0, 1, 2, 3])
    #expect(Set(firsts.map(\.seed)).count == 4)
  }

  @Test func `a run that is void four times counts as a crash`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.outcome = { $0.role == .first ? .void("the machine slept") : nil }
    world.work()
    #expect(world.stateOf(1) == .crashed)
    #expect(world.experiment(1).why == "disturbed 4 times: the machine slept")
    #expect(world.experiment(1).runs.count == 4)
  }

  @Test func `a run that ended although nobody asked is void`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    var once = true
    world.outcome = { run in
      defer { if run.role == .first { once = false } }
      return run.role == .first && once ? .ended("ended") : nil
    }
    world.work()
    #expect(world.stateOf(1) == .kept)
  }

  @Test func `slot time is counted for every run of an experiment`() {
    let world = World.opened(limit: 1, plans: [.idea(-3)])
    world.work()
    func time(_ runs: [Run]) -> Double {
      runs.reduce(0) { $0 + ($1.ended ?? 0) - ($1.leased ?? 0) }
    }
    #expect(world.experiment(1).seconds == time(world.leased.filter { $0.experiment == 1 }))
    #expect(world.experiment(1).seconds > 0)
    #expect(world.state.slots[0].busy == time(world.leased))
  }

  @Test func `without noise only what moves the metric is kept`() {
    let world = World.opened(limit: 2, plans: [.idea(0), .idea(0.001)])
    world.noise = { _ in 0 }
    world.work()
    #expect(world.stateOf(1) == .discarded)
    #expect(world.stateOf(2) == .kept)
    #expect(world.state.seedIgnored)
    #expect(world.experiment(2).delta?.isFinite == true)
  }

  @Test func `the lean rule confirms without a second look`() {
    let world = World.opened(rule: .lean, limit: 1, plans: [.idea(8)])
    world.work()
    let roles = world.experiment(1).runs.compactMap { world.state.runs[$0]?.role.text }
    #expect(roles.prefix(2) == ["first run", "pair 1"])
    #expect(world.stateOf(1) == .kept)
  }

  @Test func `the naive rule keeps whatever scored better once`() {
    let world = World.opened(rule: .naive, limit: 2, plans: [.idea(0.1), .idea(-0.1)])
    world.noise = { _ in 0 }
    world.work()
    #expect(world.stateOf(1) == .kept)
    #expect(world.stateOf(2) == .discarded)
    #expect(world.experiment(1).runs.count == 1)
    #expect(world.state.keeps.first?.odds == nil)
    #expect(world.experiment(1).why == "a single run was better; nothing confirms it")
  }
}
