import Testing

@testable import Core

@Suite("Campaign: taking back what people asked for")
struct UndoTests {
  // MARK: A veto

  @Test func `a veto in review is undone to review, and its rule is gone`() {
    let world = World.opened(review: .flagged, plans: [.flagged(8)])
    world.work()
    world.ask(.veto(experiment: 1, reason: "too clever", lane: nil))
    #expect(world.experiment(1).vetoedFrom == .review)
    let answer = world.ask(.restore(experiment: 1))
    #expect(answer.accepted)
    #expect(answer.text == "#1 waits for approval again; rule 1 removed")
    #expect(world.stateOf(1) == .review)
    #expect(world.experiment(1).why == "it touches a jump")
    #expect(world.experiment(1).ended == nil)
    #expect(world.experiment(1).runs.isEmpty)
    #expect(world.state.rules.isEmpty)
    #expect(world.lines("experiment.restored").map(\.cause) == ["person kim"])
    world.ask(.approve(experiment: 1))
    world.work { $0.stateOf(1) != .kept }
    #expect(world.stateOf(1) == .kept)
  }

  @Test func `a veto while queued is undone to a queue with one run to come`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.hold { $0.role == .baseline(1) }
    world.work()
    world.ask(.veto(experiment: 1, reason: "", lane: nil))
    #expect(world.ask(.restore(experiment: 1)).text == "#1 is queued again")
    #expect(world.stateOf(1) == .queued)
    #expect(world.experiment(1).runs.count == 1)
    #expect(world.experiment(1).cause == .person("kim"))
    world.hold = { _ in false }
    world.work()
    #expect(world.stateOf(1) == .kept)
  }

  @Test func `a veto while running is undone to a fresh first run, the ended one on record`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.hold { $0.role == .first }
    world.work()
    let old = world.experiment(1).runs[0]
    world.ask(.veto(experiment: 1, reason: "no", lane: nil))
    world.ask(.restore(experiment: 1))
    #expect(world.stateOf(1) == .queued)
    #expect(world.experiment(1).runs.first == old)
    #expect(world.experiment(1).runs.count == 2)
    world.hold = { _ in false }
    world.work()
    #expect(world.state.runs[old]?.outcome == .ended("vetoed"))
    #expect(world.stateOf(1) == .kept)
    let firsts = world.experiment(1).runs.compactMap { world.state.runs[$0] }
      .filter { $0.role == .first }
    #expect(firsts.count == 2)
    #expect(firsts[0].seed != firsts[1].seed)
  }

  @Test func `a veto is no way to try one's luck again: what was measured counts`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.hold { $0.role == .second }
    // Much worse at first, far from the bar with the next.
    world.noise = { $0.role == .first ? 4 : World.baselineNoise($0) }
    world.work()
    let first = world.experiment(1).verified ?? 0
    world.ask(.veto(experiment: 1, reason: "", lane: nil))
    world.ask(.restore(experiment: 1))
    world.hold = { _ in false }
    world.outcome = { [unowned world] run in
      run.experiment == 1 && run.role == .first && run.id > world.experiment(1).runs[0]
        ? .measured(first + 12) : nil
    }
    world.work()
    #expect(world.stateOf(1) == .discarded)
    #expect(world.experiment(1).why.contains("over 2 runs"))
    #expect(world.experiment(1).verified == first + 6)
  }

  @Test func `pairs measured before a veto are evidence after it`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    // Half as good as it looked, so that it takes pairs to see it.
    world.noise = {
      if case .pairCandidate = $0.role { return 7.4 }
      return World.baselineNoise($0)
    }
    world.work { $0.experiment(1).pairs.count { $0.difference != nil } < 2 }
    let evidence = world.experiment(1).evidence
    world.ask(.veto(experiment: 1, reason: "", lane: nil))
    world.ask(.restore(experiment: 1))
    world.work { $0.state.confirming != 1 }
    #expect(world.experiment(1).evidence == evidence)
    #expect(world.experiment(1).pairs.count { $0.difference != nil } == 2)
    world.work()
    #expect(world.experiment(1).state.isVerdict)
    #expect(world.experiment(1).pairs.count > 2)
  }

  @Test func `a crash that a re-run had made good does not condemn what is restored`() {
    let world = World.opened(limit: 1, plans: [.idea(8)])
    world.outcome = { [unowned world] in
      $0.id == world.experiment(1).runs.first ? .crashed("power cut") : nil
    }
    // A second slot of time, before the campaign ends.
    world.hold { if case .baseline(5) = $0.role { true } else { false } }
    world.work { $0.stateOf(1) != .crashed }
    world.ask(.rerun(experiment: 1))
    world.work()
    #expect(world.stateOf(1) == .confirming)
    world.ask(.veto(experiment: 1, reason: "", lane: nil))
    #expect(world.ask(.restore(experiment: 1)).accepted)
    world.hold = { _ in false }
    world.work()
    #expect(world.stateOf(1) == .kept)
  }

  @Test func `only what is vetoed in this era can be restored`() {
    let world = World.opened(review: .flagged, limit: 3, plans: [.flagged(1), .idea(-5)])
    world.work()
    #expect(
      world.ask(.restore(experiment: 1)).text == "#1 is not vetoed, it is review")
    #expect(world.ask(.restore(experiment: 7)).text.hasPrefix("there is no experiment #7; "))
    world.ask(.veto(experiment: 1, reason: "no", lane: nil))
    world.crash { $0.comparability = "two" }
    let answer = world.ask(.restore(experiment: 1))
    #expect(!answer.accepted)
    #expect(answer.text == "#1 is of era 1, which is over; propose it again")
    #expect(world.state.rules.count == 1)
  }

  @Test func `rules of other vetoes stay, and a second undo is refused`() {
    let world = World.opened(review: .always, plans: [.idea(1)])
    world.work()
    world.ask(.addRule(text: "be brief", lane: nil))
    world.ask(.veto(experiment: 1, reason: "no", lane: nil))
    world.ask(.restore(experiment: 1))
    world.ask(.veto(experiment: 1, reason: "still no", lane: nil))
    #expect(world.state.rules.map(\.text) == ["be brief", "still no"])
    #expect(world.ask(.restore(experiment: 1)).text.hasSuffix("; rule 3 removed"))
    #expect(!world.ask(.restore(experiment: 1)).accepted)
    #expect(world.state.rules.map(\.text) == ["be brief"])
  }

  // MARK: Lanes and messages

  @Test func `a lane that leaves after its turn stays when asked`() {
    let world = World.opened(lanes: 2)
    world.holdTurns()
    #expect(world.ask(.removeLane("a2")).text == "a2 leaves after its turn")
    #expect(world.ask(.keepLane("a2")).text == "a2 stays")
    #expect(world.ask(.keepLane("a2")).text == "a2 is not removed")
    world.hold = { _ in false }
    world.work { $0.state.lane("a2")?.turns != 3 }
    #expect(world.state.lane("a2")?.turns == 3)
  }

  @Test func `a lane that has left comes back`() {
    let world = World.opened(lanes: 2, review: .always)
    world.work()
    #expect(world.ask(.removeLane("a2")).text == "a2 removed")
    #expect(world.ask(.keepLane("a2")).text == "a2 is back")
    #expect(world.lines("lane.restored").map(\.text) == ["a2 is back"])
    #expect(world.ask(.keepLane("a7")).text == "there is no lane a7; lanes are a1, a2")
  }

  @Test func `a message is taken back from those who have not heard it`() {
    let world = World.opened(lanes: 3, limit: 9)
    world.ask(.steer(lane: "a1", text: "be bold"))
    world.holdTurns()
    world.ask(.steer(lane: nil, text: "be bold"))
    world.ask(.steer(lane: nil, text: "try depth"))
    let one = world.ask(.unsay(lane: "a1", text: "be bold"))
    #expect(one.text == "1 lane had not heard it and will not")
    // It was told twice and is told once now.
    #expect(world.state.lane("a1")?.messages == ["be bold", "try depth"])
    let all = world.ask(.unsay(lane: nil, text: "be bold"))
    #expect(all.text == "3 lanes had not heard it and will not")
    #expect(world.state.lanes.allSatisfy { $0.messages == ["try depth"] })
    let none = world.ask(.unsay(lane: nil, text: "be bold"))
    #expect(!none.accepted && none.text == "no lane waits to hear that")
    #expect(world.ask(.unsay(lane: "a2", text: "x")).text == "a2 does not wait to hear that")
    #expect(world.ask(.unsay(lane: "a7", text: "x")).text.hasPrefix("there is no lane a7"))
  }

  @Test func `what a turn has heard cannot be taken back`() {
    let world = World.opened()
    world.ask(.steer(lane: "a1", text: "try depth"))
    world.work { $0.state.lane("a1")?.turn != 2 }
    #expect(world.state.lane("a1")?.hearing == ["try depth"])
    #expect(!world.ask(.unsay(lane: "a1", text: "try depth")).accepted)
  }

  // MARK: Rules

  @Test func `rules are added, changed and removed by hand`() {
    let world = World.opened(lanes: 2)
    #expect(
      world.ask(.addRule(text: "no seeds", lane: nil)).text
        == "rule 1 added; every lane hears it with the next turn")
    #expect(
      world.ask(.addRule(text: "try depth", lane: "a2")).text
        == "rule 2 added; a2 hears it with the next turn")
    #expect(world.state.rules.map(\.lane) == [nil, "a2"])
    #expect(world.state.rules.allSatisfy { $0.experiment == nil && $0.by == "person kim" })
    #expect(
      world.ask(.editRule(id: 2, text: "try width")).text
        == "rule 2 changed; a2 hears it with the next turn")
    #expect(world.state.rules.map(\.text) == ["no seeds", "try width"])
    #expect(world.ask(.removeRule(1)).accepted)
    world.ask(.addRule(text: "again", lane: nil))
    #expect(world.state.rules.map(\.id) == [2, 3], "a number is not given twice")
    #expect(world.lines("steering.ruled").count == 4)
  }

  @Test func `a rule needs words and a lane that is there`() {
    let world = World.opened()
    #expect(world.ask(.addRule(text: " \n", lane: nil)).text == "a rule needs words")
    #expect(world.ask(.addRule(text: "x", lane: "a7")).text == "there is no lane a7; lanes are a1")
    #expect(world.ask(.editRule(id: 4, text: "x")).text == "there is no rule 4")
    world.ask(.addRule(text: "x", lane: nil))
    #expect(
      world.ask(.editRule(id: 1, text: "")).text == "a rule needs words; remove rule 1 instead")
    #expect(world.state.rules.map(\.text) == ["x"])
  }
}
