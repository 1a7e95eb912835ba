import Testing

@testable import Core

@Suite("Campaign: the queue of confirmations")
struct QueueTests {
  /// A campaign in which everything that was proposed is promising, and nothing is confirmed yet.
  private func promising(
    _ gains: [Double], slots: Int = 8, repairs: Bool? = nil, rule: RatchetRule = .standard
  )
    -> World
  {
    let world = World(
      World.settings(
        slots: slots, lanes: gains.count, rule: rule, limit: gains.count, repairs: repairs))
    world.plans = gains.map { .idea($0) }
    world.open()
    world.hold { $0.role == .baseline(5) }
    world.work()
    #expect((1...gains.count).allSatisfy { world.stateOf($0) == .confirming })
    return world
  }

  /// Confirms further ones on the champion of now, whatever comes of those before.
  private var third: RatchetRule {
    var rule = RatchetRule.standard
    rule.edition = 3
    return rule
  }

  private func isPair(_ run: Run) -> Bool {
    switch run.role {
    case .pairCandidate, .pairChampion: true
    default: false
    }
  }

  @Test func `idle slots confirm further ones at once, the best first in line`() {
    let world = promising([6, 12, 9], slots: 6)
    world.hold(ends: isPair)
    world.work()
    #expect(world.state.queue == [2, 3, 1])
    #expect(world.running.count { $0.experiment == 2 } == 3)
    #expect(world.running.count { $0.experiment == 3 } == 2)
    #expect(world.running.count { $0.experiment == 1 } == 1)
    #expect(world.experiment(2).opponent == "c0")
    #expect(world.experiment(3).opponent == "p2")
    #expect(world.experiment(1).opponent == "p3/p2")
  }

  @Test func `without an idle slot only the first in line is confirmed`() {
    let world = promising([6, 12, 9], slots: 2)
    world.hold(ends: isPair)
    world.work()
    #expect(world.state.queue == [2])
  }

  @Test func `a confirmation that nobody waits for has two pairs in flight`() {
    let world = promising([12])
    world.hold(ends: isPair)
    world.work()
    #expect(world.running.count { $0.experiment == 1 } == 2)
  }

  @Test func `the pairs of a test on top of the champion fly together`() {
    let world = promising([12, 11])
    world.hold(ends: { $0.experiment == 1 })
    world.work()
    #expect(world.experiment(2).ground == 1)
    world.hold(ends: { $0.experiment == 2 })
    world.ask(.veto(experiment: 1, reason: "too slow", lane: nil))
    world.work()
    #expect(world.experiment(2).proven != nil)
    #expect(world.running.count { $0.experiment == 2 } == RatchetRule.retestPairs)
  }

  @Test func `a campaign of the third edition has two pairs in flight, whoever waits`() {
    let world = promising([12, 9], rule: third)
    world.hold(ends: isPair)
    world.work()
    #expect(world.running.count { $0.experiment == 1 } == 2)
    #expect(world.running.count { $0.experiment == 2 } == 2)
  }

  @Test func `what was proven against the old champion is tested again on top of the new one`() {
    let world = promising([12, 11], rule: third)
    world.hold = { if case .effect(.advance) = $0 { true } else { false } }
    world.work()
    #expect(world.experiment(1).isAdvancing)
    #expect(!world.experiment(2).isAdvancing)
    #expect(world.running.isEmpty)
    let proven = world.experiment(2).pairs.count
    world.hold = { _ in false }
    world.work()
    let second = world.experiment(2)
    #expect(world.state.keeps.map(\.experiment) == [1, 2])
    #expect(second.opponent == "k1")
    #expect(second.candidate == "p2/k1")
    #expect(second.pairs.count == RatchetRule.retestPairs)
    #expect(second.earlier?.count == proven)
    #expect(world.state.keeps[1].retested == 3)
    #expect(world.state.keeps[1].pairs == proven + 3)
    #expect(world.state.keeps[1].over == "k1")
    #expect(world.truth["k2"] == 23)
  }

  @Test func `what loses its gain on top of the new champion is not kept`() {
    let world = promising([12, 11], rule: third)
    world.noise = { run in
      run.commit == "p2/k1" ? 11 : World.baselineNoise(run)
    }
    world.hold = { if case .effect(.advance) = $0 { true } else { false } }
    world.work()
    world.hold = { _ in false }
    world.work()
    #expect(world.stateOf(2) == .discarded)
    #expect(world.experiment(2).why.hasPrefix("not better on top of the champion in "))
    #expect(world.state.keeps.map(\.experiment) == [1])
  }

  @Test func `what was undecided when the champion moved starts afresh on top of it`() {
    let world = promising([12, 2.6], rule: third)
    world.hold = { _ in false }
    world.work()
    let second = world.experiment(2)
    #expect(world.state.keeps.map(\.experiment) == [1, 2])
    #expect(second.earlier?.isEmpty == false)
    #expect(second.proven == nil)
    #expect(world.state.keeps[1].retested == nil)
    let early = Set((second.earlier ?? []).map(\.index))
    #expect(early.isDisjoint(with: second.pairs.map(\.index)))
    #expect(second.pairs.allSatisfy { $0.difference != nil })
  }

  @Test func `a conflict goes back to its lane once, on top of the champion`() {
    let world = World(World.settings(slots: 2, lanes: 2, limit: 4, repairs: true))
    world.plans = [.idea(12), .idea(11), .idea(11), .idea(-5)]
    world.conflicts = [2, 3, 4]
    world.open()
    world.work { $0.stateOf(2) != .discarded }
    #expect(world.experiment(2).conflict == "it conflicts with the champion")
    #expect(world.experiment(2).why.contains("is asked to put it on top of the champion"))
    world.work()
    let mended = world.state.experiments.filter { $0.repairs == 2 }
    #expect(mended.count <= 1)
    #expect(mended.allSatisfy { $0.base != "c0" })
    #expect(world.state.finished)
  }

  @Test func `a campaign of the first edition confirms one at a time and audits nothing`() {
    var rule = RatchetRule.standard
    rule.edition = nil
    let world = World(World.settings(slots: 8, lanes: 2, rule: rule, limit: 2))
    world.plans = [.idea(12), .idea(11)]
    world.open()
    world.hold { $0.role == .baseline(5) }
    world.work()
    world.hold(ends: isPair)
    world.work()
    #expect(world.state.queue == [1])
    world.hold = { _ in false }
    world.work()
    #expect(world.state.keeps.map(\.experiment) == [1, 2])
    #expect(world.state.keeps.allSatisfy { $0.retested == nil && $0.gain == nil })
    #expect(world.leased.allSatisfy { $0.audit == nil })
    #expect(world.state.finished)
  }

  @Test func `how often the champion moved since a proposal is known`() {
    let world = promising([12, 11])
    #expect(world.state.record().staleness(of: world.experiment(2)) == 0)
    world.hold = { _ in false }
    world.work()
    let record = world.state.record()
    #expect(record.staleness(of: world.experiment(1)) == 2)
    #expect(record.staleness(of: world.experiment(2)) == 2)
  }
}

@Suite("Campaign: hardware that others have")
struct HeldSlotTests {
  @Test func `a slot says who has its hardware until its run goes on`() throws {
    let world = World.opened(limit: 1, plans: [.idea(-5)])
    world.hold = { if case .effect(.perform) = $0 { true } else { false } }
    world.work()
    #expect(world.state.slots[0].run != nil)
    world.post(.slotHeld("cpu0", by: "pid 1234 python\u{1B}[31m"))
    #expect(world.state.slots[0].heldBy == "pid 1234 python")
    #expect(world.state.record().slots[0].heldBy == "pid 1234 python")
    let run = try #require(world.state.slots[0].run)
    world.crash()
    #expect(world.state.slots[0].heldBy == "pid 1234 python")
    world.post(.runStarted(run, at: world.now, overhead: nil))
    #expect(world.state.slots[0].heldBy == nil)
  }

  @Test func `a run that is not wanted any more leaves nobody behind on its slot`() throws {
    let world = World.opened(limit: 1, plans: [.idea(-5)])
    world.hold = { if case .effect(.perform) = $0 { true } else { false } }
    world.work()
    world.post(.slotHeld("cpu0", by: "python"))
    let run = try #require(world.state.slots[0].run)
    world.post(
      .runEnded(run, .void("it was not started"), reported: nil, RunUsage(), at: world.now))
    #expect(world.state.slots[0].heldBy == nil)
  }
}
