import Testing

@testable import Core

@Suite("Campaign: re-runs, lanes and what is not there")
struct LaneCommandTests {
  @Test func `a re-run reopens what one unlucky run closed, if the mean passes`() {
    let world = World.opened(limit: 2, plans: [.idea(12), .idea(-5)])
    world.noise = { $0.experiment == 1 && $0.role == .first ? 13 : World.baselineNoise($0) }
    world.work { $0.stateOf(1) != .discarded }
    let answer = world.ask(.rerun(experiment: 1))
    #expect(answer.accepted)
    #expect(answer.text.hasPrefix("#1 gets another run, seed "))
    #expect(world.experiment(1).reruns == 1)
    world.work()
    #expect(world.stateOf(1) == .kept)
    #expect(world.experiment(1).reruns == 0)
  }

  @Test func `a re-run that does not lift the mean leaves it discarded`() {
    let world = World.opened(limit: 2, plans: [.idea(-5), .idea(-5)])
    world.work { $0.stateOf(1) != .discarded }
    world.ask(.rerun(experiment: 1))
    world.work()
    #expect(world.stateOf(1) == .discarded)
    #expect(world.experiment(1).why.contains("over 2 runs"))
    #expect(world.state.finished)
  }

  @Test func `a re-run saves a crash that was an accident`() {
    let world = World.opened(limit: 2, plans: [.idea(8), .idea(-5)])
    world.outcome = { $0.experiment == 1 && $0.role == .first ? .crashed("power cut") : nil }
    world.work { $0.stateOf(1) != .crashed }
    world.ask(.rerun(experiment: 1))
    world.work()
    #expect(world.stateOf(1) == .kept)
  }

  @Test func `a re-run counts as the second look while running`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.hold { $0.role == .first }
    world.work()
    world.ask(.rerun(experiment: 1))
    world.hold = { _ in false }
    world.work()
    #expect(world.stateOf(1) == .kept)
    let roles = world.experiment(1).runs.compactMap { world.state.runs[$0]?.role }
    #expect(!roles.contains(.second))
  }

  @Test func `a re-run is refused where it means nothing`() {
    let world = World.opened(review: .flagged, limit: 2, plans: [.flagged(1), .refused])
    world.work()
    #expect(world.ask(.rerun(experiment: 1)).text == "#1 waits for approval first")
    world.ask(.veto(experiment: 1, reason: "", lane: nil))
    #expect(world.ask(.rerun(experiment: 1)).text == "#1 is vetoed and is not run")
  }

  // MARK: Lanes

  @Test func `what a lane is told waits for its next turn`() {
    let world = World.opened(lanes: 2)
    #expect(
      world.ask(.steer(lane: "a1", text: "try depth")).text == "a1 hears it with the next turn")
    world.ask(.steer(lane: nil, text: "be bold"))
    #expect(world.state.lane("a1")?.messages == ["try depth", "be bold"])
    #expect(world.state.lane("a2")?.messages == ["be bold"])
    world.work { $0.state.lane("a1")?.turn == 1 }
    world.work { $0.state.lane("a1")?.turn != 2 }
    #expect(world.state.lane("a1")?.hearing == ["try depth", "be bold"])
    #expect(world.state.lane("a1")?.messages == [])
  }

  @Test func `what a lane was told survives a turn that failed`() {
    let world = World.opened(plans: [.idea(-5), .failure, .idea(-5)])
    world.ask(.steer(lane: "a1", text: "try depth"))
    world.work { $0.state.lane("a1")?.turns != 3 }
    #expect(world.state.lane("a1")?.hearing == ["try depth"])
  }

  @Test func `an interrupted turn ends and the reason is heard by the next`() {
    let world = World.opened()
    world.holdTurns()
    world.work()
    #expect(world.ask(.interrupt(lane: "a1", reason: "stop rewriting")).accepted)
    #expect(world.owed.contains(.endTurn(lane: "a1", turn: 1)))
    world.work()
    #expect(world.state.lane("a1")?.turn == 2)
    #expect(world.state.lane("a1")?.hearing == ["stop rewriting"])
  }

  @Test func `lanes are added and removed`() {
    let world = World.opened(limit: 6)
    #expect(world.ask(.addLane(agent: "sweep", count: 2)).text == "a2 to a3 added")
    #expect(world.state.lanes.map(\.id) == ["a1", "a2", "a3"])
    #expect(
      world.ask(.addLane(agent: "gpt", count: 1)).text
        == "pawl.yaml has no agent 'gpt'; it has sweep")
    #expect(!world.ask(.addLane(agent: "sweep", count: 0)).accepted)
    #expect(world.ask(.removeLane("a1")).text == "a1 leaves after its turn")
    world.work()
    #expect(world.state.experiments.count { $0.lane == "a1" } <= 1)
    #expect(world.state.finished)
  }

  @Test func `agents changed between two engines change the lanes, and each stays with its own`() {
    let world = World.opened(lanes: 2)
    world.holdTurns()
    world.work()
    world.settings.lanes = [
      LaneEntry(agent: "claude", count: 2), LaneEntry(agent: "sweep", count: 5),
    ]
    world.open()
    #expect(world.state.lanes.map(\.agent) == ["sweep", "sweep", "claude", "claude"])
    #expect(world.state.lanes.map(\.entry) == [1, 1, 0, 0])
    world.settings.lanes = [LaneEntry(agent: "claude", count: 1)]
    world.open()
    #expect(world.state.lanes.map(\.removed) == [true, true, false, false])
    #expect(
      world.lines("lane.removed").first?.text
        == "a1 leaves: pawl.yaml has no agent 'sweep' any more")
  }

  @Test func `a lane may be driven by what pawl knows although pawl.yaml does not name it`() {
    let world = World.opened()
    let claude = LaneEntry(agent: "claude", count: 0, repairs: true, isUnnamed: true)
    world.settings.lanes.append(claude)
    world.open()
    #expect(world.state.lanes.map(\.agent) == ["sweep"])
    #expect(world.ask(.addLane(agent: "claude", count: 1)).accepted)
    #expect(world.state.lane("a2")?.isUnnamed == true)
    #expect(
      world.ask(.addLane(agent: "gpt", count: 1)).text
        == "pawl.yaml has no agent 'gpt'; it has sweep, and pawl knows claude without it")
    // It stays over engines, and with the entry that names it later.
    world.open()
    #expect(world.state.lanes.map(\.removed) == [false, false])
    world.settings.lanes = [
      LaneEntry(agent: "claude", count: 4), LaneEntry(agent: "sweep", count: 1),
    ]
    world.open()
    #expect(world.state.lanes.map(\.entry) == [1, 0])
    #expect(world.state.lane("a2")?.isUnnamed == nil)
    // Taken out of pawl.yaml it leaves, known or not, and cannot be had back that way.
    world.settings.lanes = [LaneEntry(agent: "sweep", count: 1), claude]
    world.open()
    #expect(world.state.lanes.map(\.removed) == [false, true])
    #expect(!world.ask(.keepLane("a2")).accepted)
  }

  @Test func `what a removed lane proposed goes on although it was paused`() {
    let world = World.opened(limit: 3)
    world.hold { $0.role == .baseline(1) }
    world.work()
    world.ask(.pause(lanes: ["a1"]))
    world.ask(.removeLane("a1"))
    world.ask(.addLane(agent: "sweep", count: 1))
    world.hold = { _ in false }
    world.work()
    #expect(world.state.finished)
  }

  @Test(arguments: [World.Plan.nothing, .failure])
  func `a lane whose turns come to nothing asks for a person`(plan: World.Plan) {
    let world = World.opened()
    world.otherwise = plan
    world.work()
    let lane = world.state.lane("a1")
    #expect(lane?.state == .failed)
    #expect(lane?.turns == 3)
    #expect(lane?.trouble?.hasPrefix("3 turns") == true)
    #expect(world.lines("lane.failed").last?.text.hasPrefix("a1 needs you: 3 turns") == true)
    world.otherwise = .idea(-5)
    world.ask(.resume(lanes: ["a1"]))
    world.work { $0.state.experiments.count < 2 }
    #expect(world.state.lane("a1")?.trouble == nil)
  }

  @Test func `a rule can be removed again`() {
    let world = World.opened(review: .always, plans: [.idea(1)])
    world.work()
    world.ask(.veto(experiment: 1, reason: "no seeds", lane: nil))
    #expect(world.ask(.removeRule(1)).accepted)
    #expect(world.state.rules.isEmpty)
    #expect(world.ask(.removeRule(1)).text == "there is no rule 1")
  }

  // MARK: What is not there

  @Test func `what does not exist gets a clear sentence`() {
    let world = World.opened(lanes: 2)
    #expect(
      world.ask(.veto(experiment: 4, reason: "", lane: nil)).text
        == "there is no experiment #4; none was proposed yet")
    world.work { $0.state.experiments.count < 2 }
    let texts = [
      Command.approve(experiment: 9), .rerun(experiment: 9), .revoke(experiment: 9, reason: ""),
    ].map { world.ask($0) }
    #expect(texts.allSatisfy { $0.text == "there is no experiment #9; the newest is #2" })
    #expect(texts.allSatisfy { !$0.accepted })
    let lanes = [
      Command.pause(lanes: ["a1", "a7"]), .resume(lanes: ["a7"]), .steer(lane: "a7", text: "x"),
      .interrupt(lane: "a7", reason: ""), .removeLane("a7"),
    ].map { world.ask($0) }
    #expect(lanes.allSatisfy { $0.text == "there is no lane a7; lanes are a1, a2" })
    #expect(world.state.lane("a1")?.paused == false)
    #expect(
      world.ask(.approve(experiment: 1)).text.hasPrefix("#1 does not wait for approval, it is "))
    #expect(world.ask(.revoke(experiment: 1, reason: "")).text.hasPrefix("#1 is not kept, it is "))
  }

  @Test func `a removed lane is not there any more`() {
    let world = World.opened(lanes: 2)
    world.ask(.removeLane("a2"))
    #expect(world.ask(.steer(lane: "a2", text: "x")).text == "there is no lane a2; lanes are a1")
    #expect(!world.ask(.removeLane("a2")).accepted)
  }
}
