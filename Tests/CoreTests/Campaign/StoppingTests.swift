import Testing

@testable import Core

@Suite("Campaign: ends, engines and eras")
struct StoppingTests {
  @Test(arguments: [1, 2, 7], [1, 3])
  func `a limit gives exactly so many experiments`(limit: Int, lanes: Int) {
    let world = World.opened(slots: 2, lanes: lanes, limit: limit, plans: [.idea(8), .refused])
    world.work()
    #expect(world.state.experiments.count == limit)
    #expect(world.state.experiments.allSatisfy { $0.state.isVerdict })
    #expect(world.state.finished)
    #expect(
      world.lines("campaign.finished").last?.text.contains("all \(limit) experiments") == true)
    #expect(world.owed == [.close])
  }

  @Test func `a limit of keeps ends the campaign with the keep that reaches it`() {
    let world = World(World.settings())
    world.plans = [.idea(-3), .idea(8)]
    world.open { $0.limits.kept = 1 }
    world.work()
    #expect(world.state.finished)
    #expect(world.stateOf(2) == .kept)
    #expect(world.running.isEmpty)
  }

  @Test func `a limit of hours ends the campaign when runs and moves are over`() {
    let world = World(World.settings())
    world.plans = [.idea(8)]
    world.open { $0.limits.hours = 1 }
    world.work { !$0.experiment(1).isAdvancing }
    world.now += 4000
    world.post(.ticked)
    #expect(!world.state.finished)
    world.work()
    #expect(world.state.finished)
    #expect(world.stateOf(1) == .kept)
    #expect(world.branch == "k1")
  }

  @Test func `stopping after the runs starts no more and ends turns`() {
    let world = World.opened(lanes: 2)
    world.work { $0.running.isEmpty || $0.state.experiments.isEmpty }
    let runs = world.leased.count
    #expect(world.ask(.stop(now: false)).text == "stopping after 1 current run")
    world.work()
    #expect(world.state.finished)
    #expect(world.leased.count == runs)
    #expect(world.leased.allSatisfy { $0.state == .ended })
    #expect(!world.leased.contains { if case .void = $0.outcome { true } else { false } })
  }

  @Test func `stopping at once voids what runs, and opening again makes it anew`() {
    let world = World.opened(limit: 2, plans: [.idea(8), .idea(-3)])
    world.hold { $0.role == .first }
    world.work()
    world.hold = { _ in false }
    world.ask(.stop(now: true))
    #expect(world.ask(.stop(now: false)).accepted)
    #expect(world.state.stopping == .now)
    world.work()
    #expect(world.state.finished)
    #expect(world.stateOf(1) == .running)
    let id = world.experiment(1).runs[0]
    #expect(world.state.runs[id]?.outcome == .void("stopped"))
    world.open()
    #expect(!world.state.finished)
    world.work()
    #expect(world.state.finished)
    #expect(world.stateOf(1) == .kept)
    let again = world.experiment(1).runs.compactMap { world.state.runs[$0] }
    #expect(again.allSatisfy { $0.voids == 0 })
  }

  @Test func `stopping again and again does not count against a confirmation`() {
    let world = World.opened(slots: 3, limit: 1, plans: [.idea(8)])
    world.noise = { run in
      if case .pairCandidate = run.role { return 7 }
      return World.baselineNoise(run)
    }
    for round in 1...4 {
      world.hold { run in
        if case .pairCandidate = run.role { run.id > round * 1000 } else { false }
      }
      world.work { $0.experiment(1).pairs.count { $0.slot != nil && $0.difference == nil } < 3 }
      world.hold = { _ in false }
      world.ask(.stop(now: true))
      world.work()
      #expect(world.state.finished)
      world.open()
    }
    world.work()
    #expect(world.experiment(1).disturbed == 0)
    #expect(world.experiment(1).state.isVerdict)
    #expect(world.experiment(1).why.hasPrefix("6 pairs were disturbed") == false)
  }

  @Test func `stopping a baseline again and again does not halt anything`() {
    let world = World.opened(limit: 1)
    for _ in 1...6 {
      world.work { $0.running.isEmpty }
      world.ask(.stop(now: true))
      world.work()
      world.open()
    }
    #expect(world.state.halted == nil)
    world.work()
    #expect(world.state.finished)
    #expect(world.stateOf(1) == .discarded)
  }

  @Test func `an engine that dies is replaced by one that adopts what still runs`() {
    let world = World.opened(slots: 2, lanes: 2, limit: 4, plans: [.idea(8)])
    world.work { $0.running.count < 2 }
    let running = world.running.map(\.id)
    world.crash()
    #expect(world.running.map(\.id) == running)
    #expect(running.allSatisfy { world.owed.contains(.perform($0)) })
    world.work()
    #expect(world.state.finished)
    #expect(world.stateOf(1) == .kept)
  }

  @Test func `a keep that moved the branch unheard is not taken for a person's commit`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.work { !$0.experiment(1).isAdvancing }
    world.performUnheard(.advance(experiment: 1, onto: "c0"))
    world.crash()
    world.work()
    #expect(world.stateOf(1) == .kept)
    #expect(world.state.keeps.map(\.experiment) == [1])
    #expect(world.lines("ratchet.found").isEmpty)
  }

  @Test func `a revert that moved the branch unheard is not taken for a person's commit`() {
    let world = World.opened(limit: 2, plans: [.idea(8), .idea(-3)])
    world.work { $0.stateOf(1) != .kept }
    world.ask(.revoke(experiment: 1, reason: "doubts"))
    world.performUnheard(.revert(experiment: 1, onto: "k1"))
    world.crash()
    world.work()
    #expect(world.stateOf(1) == .revoked)
    #expect(world.state.keeps.count == 2)
  }

  @Test func `a commit made while no engine was there is measured first`() {
    let world = World.opened(limit: 3, plans: [.idea(8)])
    world.work { $0.stateOf(1) != .kept }
    world.ask(.stop(now: false))
    world.work()
    world.commit("mine", gain: 1)
    world.open()
    #expect(world.state.champion == "mine")
    world.work()
    #expect(world.leased.count { $0.role == .champion && $0.commit == "mine" } == 2)
    #expect(world.state.keeps.map(\.commit) == ["k1", "mine"])
    #expect(world.state.finished)
  }

  @Test func `a pair cut in two by the engine's end is run again whole`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.work { world in !world.leased.contains { $0.role == .pairCandidate(1) && $0.value != nil }
    }
    world.ask(.stop(now: false))
    world.work()
    world.open()
    world.work()
    #expect(world.stateOf(1) == .kept)
    #expect(world.experiment(1).disturbed == 0)
  }

  @Test func `a new era measures everything afresh`() {
    let world = World.opened(slots: 2, lanes: 2, limit: 5, plans: [.idea(12), .idea(8), .idea(9)])
    world.work { $0.state.confirming == nil || $0.stateOf(1) != .kept }
    #expect(world.state.confirming != nil)
    let old = world.state.experiments.filter { !$0.state.isVerdict }.map(\.n)
    #expect(!old.isEmpty)
    world.crash { $0.comparability = "two" }
    #expect(world.state.era == 2)
    #expect(world.state.levels.isEmpty)
    #expect(world.state.noise.freedom == 0)
    #expect(
      world.state.baseline.compactMap { world.state.runs[$0]?.commit }
        == Array(repeating: "k1", count: 5))
    #expect(world.state.confirming == nil)
    #expect(
      old.allSatisfy { world.experiment($0).state == .queued && world.experiment($0).era == 2 })
    world.work()
    #expect(world.state.finished)
    #expect(old.allSatisfy { world.experiment($0).state.isVerdict })
    #expect(world.state.keeps.first?.era == 1)
  }

  @Test func `a new era takes nothing to the ratchet that the old one had confirmed`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.work { !$0.experiment(1).isAdvancing }
    world.crash { $0.comparability = "two" }
    #expect(!world.experiment(1).isAdvancing)
    #expect(!world.owed.contains(.advance(experiment: 1, onto: "c0")))
    world.work()
    #expect(world.stateOf(1) == .kept)
    #expect(world.state.keeps.first?.era == 2)
  }

  @Test func `a slot that the settings no longer have is used no more`() {
    let world = World.opened(slots: 2, lanes: 2, limit: 6)
    world.work { $0.running.count < 2 }
    world.crash { $0.slots = [Slot(id: "cpu0")] }
    #expect(world.state.slots.map(\.id) == ["cpu0", "cpu1"])
    world.work()
    #expect(world.state.slots.map(\.id) == ["cpu0"])
    #expect(world.state.finished)
    #expect(world.leased.suffix(4).allSatisfy { $0.slot == "cpu0" })
  }

  @Test func `a stricter rule gets the baseline runs it asks for`() {
    let world = World.opened(rule: .naive, limit: 2, plans: [.idea(-1), .idea(8)])
    world.work { $0.stateOf(1) != .discarded }
    world.crash { $0.rule = .standard }
    world.work()
    #expect(world.state.baseline.count == 5)
    #expect(world.stateOf(2) == .kept)
    #expect(world.experiment(2).pairs.count >= 2)
  }

  @Test func `a campaign without lanes that can go on ends when nobody is there`() {
    let world = World.opened(limit: 5, unattended: true, plans: [.idea(-3)])
    world.otherwise = .failure
    world.work()
    #expect(world.state.finished)
    #expect(world.lines("campaign.finished").last?.text == "the campaign ended: no lane can go on")
    world.otherwise = .idea(-3)
    world.open()
    world.work()
    #expect(world.state.experiments.count == 5)
  }
}
