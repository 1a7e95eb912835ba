import Testing

@testable import Core

@Suite("Campaign: confirmations on top of others")
struct StackTests {
  /// A campaign in which everything that was proposed is promising, and nothing is confirmed yet.
  private func promising(_ gains: [Double], slots: Int = 8, repairs: Bool? = nil) -> World {
    let world = World(
      World.settings(slots: slots, lanes: gains.count, limit: gains.count, repairs: repairs))
    world.plans = gains.map { .idea($0) }
    world.open()
    world.hold { $0.role == .baseline(5) }
    world.work()
    #expect((1...gains.count).allSatisfy { world.stateOf($0) == .confirming })
    return world
  }

  @Test func `what was measured on top of a candidate holds when that is kept`() {
    let world = promising([12, 11])
    world.hold = { if case .effect(.advance) = $0 { true } else { false } }
    world.work()
    let before = world.experiment(2)
    #expect(before.ground == 1)
    #expect(before.opponent == "p1")
    #expect(before.candidate == "p2/p1")
    #expect(before.evidence ?? 0 > 3)
    #expect(!before.isAdvancing)
    #expect(world.running.isEmpty)
    world.hold = { _ in false }
    world.work()
    let after = world.experiment(2)
    #expect(world.state.keeps.map(\.experiment) == [1, 2])
    #expect(after.ground == nil)
    #expect(after.opponent == "k1")
    #expect(after.pairs == before.pairs)
    #expect(after.earlier == nil)
    #expect(world.state.keeps.last?.retested == nil)
    #expect(world.state.keeps.last?.over == "k1")
    #expect(world.truth["k2"] == 23)
  }

  @Test func `a pair that began on top of a candidate counts after that was kept`() {
    let world = promising([12, 11])
    world.hold { $0.experiment == 2 && $0.role.isChampion }
    world.work { $0.state.keeps.isEmpty }
    #expect(world.experiment(2).opponent == "k1")
    #expect(world.running.contains { $0.experiment == 2 && $0.commit == "p1" })
    world.hold = { _ in false }
    world.work()
    #expect(world.state.keeps.map(\.experiment) == [1, 2])
    #expect(world.experiment(2).earlier == nil)
    #expect(world.experiment(2).pairs.allSatisfy { $0.difference != nil })
  }

  @Test func `what stood on something that was not kept starts afresh`() {
    let world = promising([12, 11])
    world.noise = { run in
      // The first run was luck.
      run.commit == "p1" && run.role != .first && run.role != .second
        ? 12.5 : World.baselineNoise(run)
    }
    world.hold = { _ in false }
    world.work()
    let second = world.experiment(2)
    #expect(world.stateOf(1) == .discarded)
    #expect(world.state.keeps.map(\.experiment) == [2])
    #expect(second.candidate == "p2")
    let told = world.lines("experiment.confirming").filter { $0.experiment == 2 }.map(\.text)
    #expect(
      told == [
        "#2 is confirmed on top of #1, which is not decided yet", "#2 is confirmed against c0",
      ])
    #expect(world.state.keeps.first?.over == "c0")
    #expect(world.truth["k2"] == 11)
  }

  @Test func `what is proven on top of another waits for it and holds no slot`() {
    let world = promising([12, 11])
    world.hold(ends: { $0.experiment == 1 })
    world.work()
    #expect(world.experiment(2).evidence ?? 0 > 3)
    #expect(world.running.allSatisfy { $0.experiment == 1 })
    #expect(world.stateOf(2) == .confirming)
  }

  @Test func `what is no better on top of another is discarded, and the story says on top of what`()
  {
    let world = promising([12, 11])
    world.noise = { $0.commit == "p2/p1" ? 12 : World.baselineNoise($0) }
    world.hold(ends: { $0.experiment == 1 })
    world.work()
    #expect(world.stateOf(2) == .discarded)
    #expect(world.experiment(2).why.hasPrefix("not better on top of #1 in "))
  }

  @Test func `what conflicts with a candidate waits until that is decided`() {
    let world = promising([12, 11], repairs: false)
    world.conflicts = [2]
    world.hold(ends: { $0.experiment == 1 })
    world.work()
    #expect(world.stateOf(2) == .confirming)
    #expect(world.state.queue == [1])
    #expect(world.experiment(2).why == "waits for its confirmation: it conflicts with #1")
    world.hold = { _ in false }
    world.work()
    #expect(world.stateOf(2) == .discarded)
    #expect(world.experiment(2).conflict == "it conflicts with the champion")
    // Known as soon as the first is kept, without another try.
    let told = world.lines("experiment.confirming").filter { $0.experiment == 2 }
    #expect(told.count == 1)
    #expect(
      world.lines("experiment.conflict").map(\.text) == [
        "#2 waits: it conflicts with #1, which is not decided yet"
      ])
  }

  @Test func `what conflicts with a candidate has its chance when that is not kept`() {
    let world = promising([12, 11])
    world.conflicts = [2]
    world.hold(ends: { $0.experiment == 1 })
    world.work()
    world.ask(.veto(experiment: 1, reason: "", lane: nil))
    world.hold = { _ in false }
    world.work()
    #expect(world.state.keeps.map(\.experiment) == [2])
    #expect(world.experiment(2).candidate == "p2")
  }

  @Test func `where most confirmations fail each is tested on the champion of now`() {
    let world = World(World.settings(slots: 8, lanes: 4, limit: 4))
    world.plans = [12, 11, 10, 9].map { .idea($0) }
    world.noise = { run in
      let isFalse = run.commit == "p1" && run.role != .first && run.role != .second
      return isFalse ? 12.5 : World.baselineNoise(run)
    }
    world.open()
    world.hold { [2, 3, 4].contains($0.experiment) }
    world.work { $0.stateOf(1) != .discarded }
    #expect(world.state.tally.dropped == 1)
    world.hold = { if case .effect(.advance) = $0 { true } else { false } }
    world.work()
    #expect(world.state.queue.count > 1)
    #expect(world.state.queue.allSatisfy { world.experiment($0).opponent == "c0" })
  }

  @Test func `a first run does not take the slot that a second look has in a moment`() {
    let world = World(World.settings(slots: 1, lanes: 2, limit: 6))
    world.plans = Array(repeating: .idea(12), count: 6)
    world.open()
    world.hold = { task in
      // The tree of the second look takes its time.
      guard case .effect(.prepare(let id)) = task else { return false }
      return world.state.runs[id]?.role == .second
    }
    world.work { $0.state.experiments.allSatisfy { $0.runs.count < 2 } }
    world.work()
    #expect(world.running.isEmpty)
    #expect(world.state.live.contains { world.state.runs[$0]?.role == .first })
    world.hold { _ in true }
    world.work()
    #expect(world.running.map(\.role) == [.second])
  }
}
