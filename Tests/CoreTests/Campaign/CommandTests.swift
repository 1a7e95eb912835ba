import Testing

@testable import Core

@Suite("Campaign: what people ask for")
struct CommandTests {
  @Test func `a veto in review means that it never runs`() {
    let world = World.opened(review: .always, plans: [.idea(8)])
    world.work()
    #expect(world.stateOf(1) == .review)
    #expect(world.experiment(1).runs.isEmpty)
    let answer = world.ask(.veto(experiment: 1, reason: "too clever", lane: nil))
    #expect(answer.text == "#1 vetoed; rule 1 tells every lane why")
    #expect(world.stateOf(1) == .vetoed)
    #expect(world.experiment(1).why == "too clever")
    #expect(world.experiment(1).cause == .person("kim"))
    #expect(world.state.rules.map(\.text) == ["too clever"])
    #expect(world.state.rules.first?.experiment == 1)
    #expect(world.state.rules.first?.lane == nil)
  }

  @Test func `a veto while queued takes its run back`() {
    let world = World.opened(plans: [.idea(8)])
    world.hold { $0.role == .baseline(1) }
    world.work()
    #expect(world.stateOf(1) == .queued)
    let id = world.experiment(1).runs[0]
    #expect(world.ask(.veto(experiment: 1, reason: "", lane: nil)).text == "#1 vetoed")
    #expect(world.state.runs[id] == nil)
    #expect(world.experiment(1).runs.isEmpty)
    #expect(world.state.rules.isEmpty)
  }

  @Test func `a veto while running ends its processes`() {
    let world = World.opened(plans: [.idea(8)])
    world.hold { $0.role == .first }
    world.work()
    let id = world.experiment(1).runs[0]
    #expect(world.stateOf(1) == .running)
    #expect(
      world.ask(.veto(experiment: 1, reason: "no", lane: "a1")).text
        == "#1 vetoed; rule 1 tells a1 why")
    #expect(world.state.rules.first?.lane == "a1")
    #expect(world.owed.contains(.endRun(id)))
    world.hold = { [unowned world] _ in world.state.runs[id]?.state == .ended }
    world.work()
    #expect(world.state.runs[id]?.outcome == .ended("vetoed"))
    #expect(world.stateOf(1) == .vetoed)
  }

  @Test func `a veto while confirming ends its pair and lets the next one be confirmed`() {
    let world = World.opened(lanes: 2, limit: 2, plans: [.idea(8), .idea(7)])
    world.hold { if case .pairCandidate = $0.role { $0.experiment == 1 } else { false } }
    world.work()
    #expect(world.state.confirming == 1)
    world.ask(.veto(experiment: 1, reason: "it reads the answers", lane: nil))
    world.hold = { _ in false }
    world.work()
    #expect(world.stateOf(1) == .vetoed)
    #expect(world.stateOf(2) == .kept)
    #expect(world.state.slots.allSatisfy { $0.run == nil && $0.pairOf == nil })
  }

  @Test func `what is on its way to the ratchet cannot be vetoed`() {
    let world = World.opened(plans: [.idea(8)])
    world.work { !$0.experiment(1).isAdvancing }
    let answer = world.ask(.veto(experiment: 1, reason: "late", lane: nil))
    #expect(!answer.accepted)
    #expect(
      answer.text == "#1 is confirmed and on its way to the ratchet; revoke it once it is kept")
  }

  @Test func `what has a verdict cannot be vetoed`() {
    let world = World.opened(limit: 2, plans: [.idea(8), .idea(-5)])
    world.work()
    #expect(
      world.ask(.veto(experiment: 1, reason: "x", lane: nil)).text
        == "#1 is kept; revoke it instead")
    #expect(
      world.ask(.veto(experiment: 2, reason: "x", lane: nil)).text == "#2 is discarded already")
  }

  @Test func `review asks for every proposal or for flagged ones, and approval lets it run`() {
    let world = World.opened(
      lanes: 2, review: .flagged, limit: 2, plans: [.flagged(-4), .idea(-4)])
    world.work()
    #expect(world.stateOf(1) == .review)
    #expect(world.experiment(1).why == "it touches a jump")
    #expect(world.stateOf(2) == .discarded)
    #expect(!world.state.finished)
    #expect(world.ask(.approve(experiment: 1)).accepted)
    world.work()
    #expect(world.stateOf(1) == .discarded)
    #expect(world.state.finished)
  }

  @Test func `a lane whose proposal is reviewed waits, and the others go on`() {
    let world = World.opened(lanes: 2, review: .flagged, limit: 5, plans: [.flagged(-4)])
    world.work()
    #expect(world.state.lane("a1")?.state == .review)
    #expect(world.state.lane("a1")?.note == "#1")
    #expect(world.state.experiments.count { $0.lane == "a2" } == 4)
  }

  @Test func `the mode of review can be changed`() {
    let world = World.opened(limit: 1, plans: [.idea(-4)])
    #expect(world.ask(.review(.always)).text == "review is always")
    world.work()
    #expect(world.stateOf(1) == .review)
  }

  @Test func `what waits for review does not hold up the end without a person`() {
    let world = World.opened(
      review: .flagged, limit: 3, unattended: true, plans: [.flagged(3), .idea(-4), .flagged(3)])
    world.work()
    #expect(world.state.finished)
    #expect(world.state.experiments.map(\.state) == [.review, .discarded, .review])
  }

  // MARK: Pause and resume

  @Test func `pausing lets a run go on and starts nothing new`() {
    let world = World.opened(lanes: 2)
    world.work { $0.running.isEmpty || $0.state.experiments.isEmpty }
    world.ask(.pause(lanes: nil))
    world.holdTurns()
    world.work()
    #expect(world.running.isEmpty)
    let runs = world.leased.count
    let experiments = world.state.experiments.count
    world.hold = { _ in false }
    world.work()
    #expect(world.leased.count == runs)
    #expect(world.state.lanes.allSatisfy { $0.state == .paused && $0.turn == nil })
    #expect(world.owed.isEmpty)
    #expect(world.state.experiments.count <= experiments + 2)
    #expect(world.ask(.resume(lanes: nil)).text == "all lanes resumed")
    world.work { $0.leased.count < runs + 3 }
    #expect(world.leased.count == runs + 3)
  }

  @Test func `a paused lane does not take the others' place in the backlog`() {
    let world = World.opened(lanes: 2, limit: 9)
    world.hold { $0.role == .baseline(1) }
    world.work()
    #expect(world.state.experiments.count { $0.state == .queued } == 2)
    world.ask(.pause(lanes: ["a1"]))
    world.hold = { _ in false }
    world.work()
    let unpaused = world.state.experiments.filter { $0.lane == "a2" }
    #expect(unpaused.count >= 7)
    #expect(unpaused.allSatisfy { $0.state == .discarded })
    #expect(world.state.experiments.contains { $0.lane == "a1" && $0.state == .queued })
    world.ask(.resume(lanes: ["a1"]))
    world.work()
    #expect(world.state.finished)
  }

  @Test func `a paused lane's confirmation lets others go first and goes on where it was`() {
    let world = World.opened(lanes: 2, limit: 2, plans: [.idea(9), .idea(8)])
    world.noise = { run in
      if case .pairCandidate = run.role { return run.experiment == 1 ? 7.8 : 9 }
      return World.baselineNoise(run)
    }
    world.work { $0.experiment(1).pairs.count { $0.difference != nil } < 2 }
    #expect(world.state.confirming == 1)
    world.ask(.pause(lanes: ["a1"]))
    world.work()
    #expect(world.stateOf(2) == .discarded)
    #expect(world.stateOf(1) == .confirming)
    let done = world.experiment(1).pairs.count
    #expect(done >= 2)
    world.ask(.resume(lanes: ["a1"]))
    world.work()
    #expect(world.experiment(1).state.isVerdict)
    #expect(world.experiment(1).pairs.count > done)
  }
}
