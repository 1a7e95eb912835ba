import Testing

@testable import Core

@Suite("Campaign: audits")
struct AuditTests {
  /// A campaign with so many keeps of 8, whose lanes then have no idea any more.
  private func idle(_ keeps: Int, slots: Int = 2) -> World {
    let world = World.opened(slots: slots, plans: (0..<keeps).map { _ in .idea(8) })
    world.hold = { [unowned world] task in
      guard case .effect(.startTurn) = task else { return false }
      return world.state.experiments.count >= keeps
    }
    return world
  }

  @Test func `the end measures the whole gain side by side, and only that is confirmed`() {
    let world = World.opened(limit: 2, plans: [.idea(8), .idea(-5)])
    world.work { $0.stateOf(1) != .kept }
    #expect(world.state.summary()?.confirmed == false)
    world.work()
    let summary = world.state.summary()
    #expect(world.state.finished)
    #expect(summary?.confirmed == true)
    #expect(summary?.confirmedPairs == Audit.pairs)
    #expect(abs((summary?.improvement ?? 0) - 8) < 1e-9)
    #expect((summary?.improvementLow ?? 9) < 8)
    #expect((summary?.improvementHigh ?? 0) > 8)
    let audits = world.leased.filter { $0.audit != nil }
    #expect(audits.count == 2 * Audit.pairs)
    #expect(Set(audits.map(\.commit)) == ["k1", "c0"])
    #expect(world.state.tally.audits == 0)
  }

  @Test func `where nothing is kept nothing is audited`() {
    let world = World.opened(limit: 2, plans: [.idea(-5), .idea(-5)])
    world.work()
    #expect(world.state.finished)
    #expect(world.leased.allSatisfy { $0.audit == nil })
  }

  @Test func `every tenth keep has the whole gain measured, idle or not`() {
    let world = World.opened(plans: (0..<12).map { _ in .idea(8) })
    world.work { $0.state.keeps.count < 10 || $0.state.keeps[9].gain == nil }
    #expect(world.state.keeps.prefix(9).allSatisfy { $0.gain == nil })
    #expect(abs((world.state.keeps[9].gain?.mean ?? 0) - 80) < 1e-9)
    #expect(world.state.tally.audits == 0, "nothing was idle")
  }

  @Test func `idle slots measure the gain, each keep again, and the champion without it`() {
    let world = idle(2)
    world.work()
    #expect(world.state.keeps.map { $0.gain?.mean }.last == 16)
    #expect(world.state.keeps.map { $0.remeasured?.mean } == [8, 8])
    #expect(world.state.keeps.map { $0.ablated?.mean } == [8, nil])
    #expect(world.state.keeps.map(\.holds) == [true, true])
    #expect(world.state.summary()?.sound == [1, 2])
    #expect(world.state.audit == nil)
    #expect(world.state.tally.audits == world.leased.count { $0.audit != nil })
  }

  @Test func `an audit gives way to anything else`() {
    let world = idle(1)
    world.work { $0.running.allSatisfy { $0.audit == nil } }
    world.hold = { [unowned world] task in
      guard case .end(let id) = task else { return false }
      return world.state.runs[id]?.audit != nil && world.state.runs[id]?.ending == nil
    }
    world.work { $0.state.experiments.count < 2 || $0.running.allSatisfy { $0.ending == nil } }
    let gone = world.running.filter { $0.audit != nil && $0.ending != nil }
    #expect(!gone.isEmpty)
    #expect(gone.allSatisfy { $0.ending == "gave way" })
    world.work { $0.running.allSatisfy { $0.role != .first } }
    #expect(world.running.contains { $0.role == .first })
  }

  @Test func `a keep that does not hold is marked and stays until a person revokes it`() {
    let world = idle(1)
    world.noise = { run in
      run.audit != nil && run.commit == "k1" ? 8 : World.baselineNoise(run)
    }
    world.work()
    #expect(world.state.keeps[0].holds == false)
    #expect(world.state.keeps[0].remeasured?.pairs == Audit.pairs)
    #expect(world.state.summary()?.unsound == [1])
    #expect(world.stateOf(1) == .kept)
    #expect(world.lines("audit.measured").contains { $0.text.hasSuffix("it does not hold") })
    world.hold = { if case .effect(.startTurn) = $0 { true } else { false } }
    world.ask(.revoke(experiment: 1, reason: "it does not hold"))
    world.work()
    #expect(world.stateOf(1) == .revoked)
    #expect(world.state.summary()?.unsound == [])
  }

  @Test func `a change that cannot be taken out is noted`() {
    let world = idle(2)
    world.conflicts = [1]
    world.work()
    #expect(world.state.keeps[0].ablated?.note == "later keeps build on it")
    #expect(world.state.keeps[0].ablated?.mean == nil)
    #expect(world.state.keeps[0].holds == true)
  }

  @Test func `an audit whose pairs are disturbed again and again is given up`() {
    let world = idle(1)
    world.outcome = { $0.audit != nil ? .void("the host was busy") : nil }
    world.work()
    #expect(world.state.keeps[0].gain?.note?.hasPrefix("6 pairs were disturbed") == true)
    #expect(world.state.summary()?.confirmed == false)
  }

  @Test func `the champion's level gains from audits, and so does the noise`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.work()
    let pairs = world.experiment(1).pairs.count
    #expect(world.state.levels["k1"]?.count == pairs + Audit.pairs)
    #expect(world.state.noise.pairFreedom == 4 + (pairs - 1) + (Audit.pairs - 1))
  }

  @Test func `the naive rule audits nothing`() {
    let world = World.opened(rule: .naive, limit: 2, plans: [.idea(8), .idea(-5)])
    world.work()
    #expect(world.state.keeps.count == 1)
    #expect(world.leased.allSatisfy { $0.audit == nil })
    #expect(world.state.summary()?.falseKeeps == nil)
    #expect(world.state.summary()?.ruleWords.contains("believes single runs") == true)
  }

  @Test func `a keep that a person has run again gets fresh pairs before idle slots would`() {
    let world = World.opened(limit: 40, plans: [.idea(8)])
    world.work { $0.stateOf(1) != .kept }
    let before = world.leased.map(\.id)
    let answer = world.ask(.rerun(experiment: 1))
    #expect(answer.accepted)
    #expect(answer.text == "#1 gets 5 fresh pairs against what it replaced, c0")
    #expect(world.state.keeps[0].isAsked == true)
    #expect(!world.ask(.rerun(experiment: 1)).accepted, "it is asked for once")
    world.work { $0.state.keeps[0].remeasured == nil }
    let runs = world.leased.filter { !before.contains($0.id) && $0.audit != nil }
    #expect(runs.count == 2 * Audit.pairs)
    #expect(runs.count { $0.commit == "k1" } == Audit.pairs)
    #expect(runs.count { $0.commit == "c0" } == Audit.pairs)
    #expect(world.leased.allSatisfy { $0.role != .rerun })
    let found = world.state.keeps[0].remeasured
    #expect(found?.mean == 8)
    #expect(found?.holds == true)
    #expect(world.state.keeps[0].isAsked == nil)
    #expect(!world.state.finished, "work was left to do")
    #expect(world.state.tally.audits == 0, "nothing was idle")
  }

  @Test func `asking again adds pairs, so that no luck is tried twice`() {
    let world = idle(1, slots: 1)
    var worse = false
    world.noise = { worse && $0.commit == "k1" ? 10 : World.baselineNoise($0) }
    world.work()
    #expect(world.state.keeps[0].remeasured?.pairs == Audit.pairs)
    worse = true
    #expect(world.ask(.rerun(experiment: 1)).accepted)
    world.work()
    let found = world.state.keeps[0].remeasured
    #expect(found?.pairs == 2 * Audit.pairs)
    #expect(found?.mean == 3)
  }

  @Test func `the end waits for what a person asked for, and a stop does not`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.work { $0.stateOf(1) != .kept }
    #expect(world.ask(.rerun(experiment: 1)).accepted)
    world.work()
    #expect(world.state.finished)
    #expect(world.state.keeps[0].remeasured?.holds == true)

    let stopped = World.opened(limit: 1, plans: [.idea(8)])
    stopped.work { $0.stateOf(1) != .kept }
    #expect(stopped.ask(.rerun(experiment: 1)).accepted)
    #expect(stopped.ask(.stop(now: true)).accepted)
    stopped.work()
    #expect(stopped.state.finished)
    #expect(stopped.state.keeps[0].remeasured == nil)
    stopped.open()
    stopped.work()
    #expect(stopped.state.keeps[0].remeasured?.holds == true, "the next engine goes on with it")
  }

  @Test func `what is taken back meanwhile is not measured to its end`() {
    let world = idle(1, slots: 1)
    world.hold = { [unowned world] task in
      if case .effect(.startTurn) = task { return world.state.experiments.count >= 1 }
      guard case .end(let id) = task else { return false }
      return world.state.runs[id]?.audit != nil
    }
    world.work()
    #expect(world.ask(.rerun(experiment: 1)).accepted)
    world.work()
    #expect(world.state.audit?.isAsked == true)
    #expect(world.ask(.revoke(experiment: 1, reason: "no")).accepted)
    world.hold = { if case .effect(.startTurn) = $0 { true } else { false } }
    world.work()
    #expect(world.stateOf(1) == .revoked)
    #expect(world.state.audit == nil)
    #expect(world.state.keeps[0].isAsked == nil)
    #expect(world.state.keeps[0].remeasured == nil)
  }

  @Test func `where nothing is compared in pairs a keep gets a plain run`() {
    let world = World.opened(rule: .naive, limit: 2, plans: [.idea(8)])
    world.work { $0.stateOf(1) != .kept }
    let answer = world.ask(.rerun(experiment: 1))
    #expect(answer.text.hasPrefix("#1 gets another run"))
    #expect(world.state.keeps[0].isAsked == nil)
  }
}
