import Testing

@testable import Core

@Suite("Campaign: confirmation and the ratchet")
struct ConfirmationTests {
  @Test func `a pair has one seed and one slot, back to back, and the order alternates`() {
    let world = World.opened(slots: 3, lanes: 3, limit: 8, plans: [.idea(8)])
    world.noise = { run in
      if case .pairCandidate = run.role { return 7 }
      return World.baselineNoise(run)
    }
    world.work()
    let pairs = world.experiment(1).pairs
    #expect(pairs.count >= 3)
    for pair in pairs {
      let halves = [pair.candidateRun, pair.championRun].compactMap { $0 }.compactMap {
        world.state.runs[$0]
      }
      #expect(halves.map(\.seed) == [pair.seed, pair.seed])
      #expect(halves.map(\.slot) == [pair.slot, pair.slot])
      #expect(pair.candidateFirst == (pair.index % 2 == 1))
      let on = world.leased.filter { $0.slot == pair.slot }.map(\.id)
      let places = halves.compactMap { half in on.firstIndex(of: half.id) }
      #expect(abs(places[0] - places[1]) == 1)
      #expect((places[0] < places[1]) == pair.candidateFirst)
    }
    #expect(Set(pairs.compactMap(\.slot)).count > 1, "pairs fly on several slots")
  }

  @Test func `at most two pairs fly at once`() {
    let world = World.opened(slots: 6, lanes: 1, limit: 1, plans: [.idea(8)])
    world.hold { if case .pairCandidate = $0.role { true } else { false } }
    world.work()
    #expect(world.running.count { $0.experiment == 1 } == 2)
  }

  @Test func `confirmations come one at a time, the best first`() {
    let world = World.opened(lanes: 3, limit: 3, plans: [.idea(6), .idea(12), .idea(9)])
    world.hold { $0.role == .baseline(5) }
    world.work()
    #expect((1...3).allSatisfy { world.stateOf($0) == .confirming })
    world.hold = { _ in false }
    world.work()
    #expect(world.state.keeps.map(\.experiment) == [2, 3, 1])
  }

  @Test func `a confirmation stands on the champion of now`() {
    let world = World.opened(lanes: 2, limit: 2, plans: [.idea(12), .idea(8)])
    world.work()
    #expect(world.state.keeps.map(\.experiment) == [1, 2])
    #expect(world.experiment(1).candidate == "p1")
    #expect(world.experiment(2).base == "c0")
    #expect(world.experiment(2).opponent == "k1")
    // It was put on top of the first while that was not decided, and so has the same files.
    #expect(world.experiment(2).candidate == "p2/p1")
    #expect(world.truth["k2"] == 20)
  }

  @Test func `one that conflicts with the champion is discarded`() {
    let world = World.opened(lanes: 2, limit: 2, plans: [.idea(12), .idea(8)])
    world.conflicts = [2]
    world.work()
    #expect(world.stateOf(2) == .discarded)
    #expect(world.experiment(2).why == "it conflicts with the champion")
    #expect(world.state.finished)
  }

  @Test func `a kept one is judged from now on by its fresh scores alone`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.noise = { run in
      switch run.role {
      case .first, .second: -3
      case .pairCandidate(let index): Double(index)
      default: World.baselineNoise(run)
      }
    }
    world.work()
    let pairs = world.experiment(1).pairs.count
    let fresh = (1...pairs).map { 92 + Double($0) }
    // The audit at the end adds to them.
    #expect(world.state.levels["k1"] == fresh + Array(repeating: 92, count: Audit.pairs))
    #expect(world.state.keeps.first?.after?.mean == Level(of: fresh)?.mean)
    #expect(world.state.keeps.first?.before?.mean == 100)
  }

  @Test func `a dropped one leaves its champion's scores behind, the last twenty`() {
    let world = World.opened(lanes: 2, limit: 12, plans: (0..<12).map { _ in .idea(0) })
    world.noise = { run in
      run.role == .first || run.role == .second ? -5 : World.baselineNoise(run)
    }
    world.work()
    #expect(world.state.levels["c0"]?.count == 20)
    #expect(world.state.noise.pairFreedom == 4 + 12 * 2)
  }

  @Test func `noise is learned from every decided confirmation`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.work()
    #expect(
      world.state.noise.pairFreedom == 4 + world.experiment(1).pairs.count - 1 + Audit.pairs - 1)
  }

  @Test func `a void half voids its pair and another pair takes its place`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    var once = true
    world.outcome = { run in
      guard run.role == .pairChampion(1), once else { return nil }
      once = false
      return .void("clocks disagree")
    }
    world.work()
    #expect(world.stateOf(1) == .kept)
    #expect(world.experiment(1).disturbed == 1)
    #expect(world.lines("pair.void").count == 1)
    #expect(world.experiment(1).pairs.allSatisfy { $0.difference != nil })
  }

  @Test func `six disturbed pairs end a confirmation`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.outcome = { $0.role.isChampion ? .void("the host was busy") : nil }
    world.work()
    #expect(world.stateOf(1) == .discarded)
    #expect(world.experiment(1).why == "6 pairs were disturbed, the last: the host was busy")
  }

  @Test func `when one confirmation ends the next begins with the same event`() {
    let world = World.opened(lanes: 2, limit: 2, plans: [.idea(0), .idea(0)])
    world.noise = { run in
      run.role == .first || run.role == .second ? -5 : World.baselineNoise(run)
    }
    world.work { $0.stateOf(1) != .discarded && $0.stateOf(2) != .discarded }
    #expect(world.state.confirming != nil)
  }

  @Test func `runs that a decision made needless are ended`() {
    let world = World.opened(slots: 3, limit: 1, plans: [.idea(8)])
    var held = true
    world.hold { $0.role == .pairCandidate(3) && held }
    world.work()
    held = false
    #expect(world.experiment(1).isAdvancing || world.stateOf(1) == .kept)
    let stale = world.running
    #expect(stale.count == 1)
    #expect(stale.allSatisfy { $0.ending != nil })
    world.work()
    #expect(world.running.isEmpty)
    #expect(world.state.finished)
  }

  @Test func `a person's commit on the branch is measured and confirmations start afresh`() {
    let world = World.opened(limit: 2, plans: [.idea(8), .idea(-5)])
    world.work { !$0.experiment(1).isAdvancing }
    #expect(world.experiment(1).isAdvancing)
    world.commit("mine", gain: 2)
    world.work()
    #expect(world.state.keeps.map(\.commit) == ["mine", "k1"])
    #expect(world.experiment(1).opponent == "mine")
    #expect(world.truth["k1"] == 10)
    let champions = world.leased.filter { $0.role == .champion }
    #expect(champions.count == 2)
    #expect(champions.allSatisfy { $0.commit == "mine" })
    #expect(world.state.levels["mine"]?.count == 2)
  }

  @Test func `verdicts on a person's commit wait until both its runs are measured`() {
    let world = World.opened(limit: 3, plans: [.idea(8), .idea(-5), .idea(-5)])
    world.work { !$0.experiment(1).isAdvancing }
    world.commit("mine", gain: 2)
    var champions = 0
    world.hold { run in
      guard run.role == .champion else { return false }
      champions += 1
      return champions > 1
    }
    world.work()
    #expect(world.state.live.contains { world.state.runs[$0]?.role == .champion })
    #expect(world.state.experiments.allSatisfy { $0.base != "mine" || !$0.state.isVerdict })
  }

  @Test func `a branch that is busy is tried again, and then a person is asked`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.locked = 3
    world.work()
    #expect(world.stateOf(1) == .kept)
    #expect(world.state.branchBusy == 0)

    let stuck = World.opened(limit: 1, plans: [.idea(8)])
    stuck.locked = 5
    stuck.work()
    #expect(stuck.state.halted == "pawl cannot be moved: another program holds it")
    stuck.ask(.resume(lanes: nil))
    stuck.work()
    #expect(stuck.stateOf(1) == .kept)
  }

  @Test func `a revoked keep is taken back and what is left is measured`() {
    let world = World.opened(plans: [.idea(8), .idea(8)])
    world.work { $0.stateOf(2) != .kept }
    #expect(world.ask(.revoke(experiment: 1, reason: "it overfits")).accepted)
    world.work { $0.state.levels["v1"]?.count != 2 }
    #expect(world.stateOf(1) == .revoked)
    #expect(world.experiment(1).why == "it overfits")
    #expect(world.experiment(1).cause == .person("kim"))
    #expect(world.stateOf(2) == .kept)
    #expect(world.state.champion == "v1")
    #expect(world.state.keeps.map(\.revoked) == [true, false, false])
    #expect(world.state.levels["v1"]?.count == 2)
    #expect(world.truth["v1"] == 8)
  }

  @Test func `a revert that conflicts leaves the keep where it is`() {
    let world = World.opened(limit: 2, plans: [.idea(8), .idea(-5)])
    world.work { $0.stateOf(1) != .kept }
    world.conflicts = [1]
    world.ask(.revoke(experiment: 1, reason: "doubts"))
    world.work()
    #expect(world.stateOf(1) == .kept)
    #expect(world.experiment(1).why == "cannot be revoked: later keeps build on it")
    #expect(world.experiment(1).cause == .rule)
    #expect(world.state.champion == "k1")
  }

  @Test func `the branch is moved once at a time`() {
    let world = World.opened(limit: 2, plans: [.idea(8), .idea(8)])
    world.work { !$0.experiment(2).isAdvancing }
    world.ask(.revoke(experiment: 1, reason: "doubts"))
    let moves = world.owed.filter {
      switch $0 {
      case .advance, .revert: true
      default: false
      }
    }
    #expect(moves == [.advance(experiment: 2, onto: "k1")])
    world.work()
    #expect(world.stateOf(2) == .kept)
    #expect(world.stateOf(1) == .revoked)
  }
}
