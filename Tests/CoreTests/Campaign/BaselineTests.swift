import Testing

@testable import Core

@Suite("Campaign: the baseline and the order of runs")
struct BaselineTests {
  @Test func `after the first baseline run, proposals and baseline take turns`() {
    let world = World.opened(lanes: 3, limit: 6)
    world.work()
    let order = world.leased.prefix(9).map(\.role.text)
    #expect(
      order == [
        "baseline 1", "first run", "baseline 2", "first run", "baseline 3", "first run",
        "baseline 4", "first run", "baseline 5",
      ])
  }

  @Test func `lanes draft before anything is measured`() {
    let world = World.opened(slots: 2, lanes: 2)
    #expect(world.state.lanes.allSatisfy { $0.turn == 1 && $0.turnBase == "c0" })
    #expect(world.lines("run.started").isEmpty)
  }

  @Test func `screening verdicts wait for the second baseline run`() {
    let world = World.opened(limit: 1, plans: [.idea(-3)])
    world.hold { $0.role == .baseline(2) }
    world.work()
    #expect(world.stateOf(1) == .running)
    #expect(world.state.runs.values.contains { $0.role == .first && $0.value != nil })
    world.hold = { _ in false }
    world.work { $0.stateOf(1) == .running }
    #expect(world.stateOf(1) == .discarded)
    #expect(world.state.baselineScores.count == 2)
  }

  @Test func `confirmations wait for the fifth`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.hold { $0.role == .baseline(5) }
    world.work()
    #expect(world.stateOf(1) == .confirming)
    #expect(world.state.confirming == nil)
    world.hold = { _ in false }
    world.work()
    #expect(world.stateOf(1) == .kept)
  }

  @Test func `the fifth baseline run repeats the first one's seed`() {
    let world = World.opened(limit: 1)
    world.work()
    let seeds = world.state.baseline.compactMap { world.state.runs[$0]?.seed }
    #expect(seeds.count == 5)
    #expect(seeds[0] == seeds[4])
    #expect(Set(seeds).count == 4)
  }

  @Test func `a repeated seed that gives the same score counts once`() {
    let world = World.opened(limit: 1)
    world.noise = { run in
      guard case .baseline(let index) = run.role else { return 0 }
      return Double(index % 4)
    }
    world.work()
    #expect(world.state.baselineScores.count == 4)
    #expect(world.state.noise.freedom == 3)
    #expect(!world.state.seedIgnored)
  }

  @Test func `the same score from every seed means that seeds are ignored`() {
    let world = World.opened(limit: 1)
    world.noise = { _ in 0 }
    world.work()
    #expect(world.state.seedIgnored)
    #expect(world.state.summary()?.seedIgnored == true)
  }

  @Test func `a baseline that crashes halts everything until a person resumes`() {
    let world = World.opened(limit: 1)
    var broken = true
    world.outcome = { run in
      if case .baseline = run.role, broken { .crashed("no module named torch") } else { nil }
    }
    world.work()
    #expect(world.state.halted == "the unchanged code does not give a score: no module named torch")
    #expect(!world.state.finished)
    #expect(world.running.isEmpty)
    broken = false
    world.ask(.resume(lanes: nil))
    world.work()
    #expect(world.state.halted == nil)
    #expect(world.state.finished)
  }

  @Test func `a halted campaign without a person ends`() {
    let world = World.opened(limit: 1, unattended: true)
    world.outcome = { run in
      if case .baseline = run.role { .crashed("no GPU") } else { nil }
    }
    world.work()
    #expect(world.state.finished)
    #expect(world.lines("campaign.finished").last?.text.contains("no GPU") == true)
  }

  @Test func `a baseline run that is void is repeated, and four times is trouble`() {
    let world = World.opened(limit: 30)
    world.outcome = { $0.role == .baseline(2) ? .void("a game ran") : nil }
    world.work()
    #expect(world.state.halted == "a baseline run came out void four times: a game ran")
  }

  @Test func `slots go to pairs, then asked re-runs, then second looks, then first runs`() {
    let world = World.opened(lanes: 4, limit: 6, plans: [.idea(8), .idea(-5), .idea(8), .idea(8)])
    var asked = false
    world.work { world in
      if world.stateOf(2) == .discarded, !asked {
        asked = true
        #expect(world.ask(.rerun(experiment: 2)).accepted)
      }
      return true
    }
    func place(_ n: Int, _ role: RunRole) -> Int {
      world.leased.firstIndex { $0.experiment == n && $0.role == role } ?? -1
    }
    #expect(place(2, .rerun) < place(3, .second))
    #expect(place(3, .second) < place(4, .first))
    let pairs = world.leased.enumerated().filter { $0.element.experiment == 1 && $0.offset > 3 }
    let halves = pairs.filter { $0.element.role.text.hasPrefix("pair") }.map(\.offset)
    let first = halves.first ?? 0
    #expect(halves == Array(first..<(first + halves.count)), "nothing comes between pairs")
  }

  @Test func `the backlog is bounded by the slots and one`() {
    let world = World.opened(slots: 2, lanes: 8)
    world.hold { _ in true }
    world.work()
    // The baseline holds both slots; what is proposed waits.
    #expect(world.state.experiments.count { $0.state == .queued } == 3)
    #expect(world.state.lanes.count { $0.turn != nil } == 0)
    #expect(world.state.lanes.allSatisfy { $0.state == .waiting && $0.note == "backlog full" })
  }

  @Test func `seeds are never used twice but in pairs and for the repeated baseline run`() {
    let world = World.opened(lanes: 2, limit: 6, plans: [.idea(8), .idea(8)])
    world.work()
    let alone = world.leased.filter {
      !$0.role.isChampion && $0.role != .baseline(5) && $0.audit == nil
    }
    #expect(Set(alone.map(\.seed)).count == alone.count)
  }
}
