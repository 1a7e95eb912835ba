import Testing

@testable import Core

@Suite("Campaign: turns in progress")
struct TurnNewsTests {
  private func drafting(lanes: Int = 1) -> World {
    let world = World.opened(slots: 2, lanes: lanes)
    world.holdTurns()
    world.work()
    return world
  }

  private func lane(_ world: World) throws -> Lane { try #require(world.state.lane("a1")) }

  private func tell(_ world: World, _ news: TurnNews, turn: Int = 1) {
    world.post(.turnNews(lane: "a1", turn: turn, news), cause: .agent("a1"))
  }

  private let question = AgentQuestion(
    id: "7", tool: "t1", title: "edit train.py",
    edits: [ToolEdit(path: "train.py", old: "a", new: "b")])

  // MARK: Questions

  @Test func `a question is shown and answered by a person`() throws {
    let world = drafting()
    tell(world, TurnNews(question: question))
    #expect(try lane(world).question == question)
    #expect(try lane(world).note == "asks: edit train.py")
    #expect(world.lines("lane.asks").map(\.text) == ["a1 asks: edit train.py"])
    #expect(
      world.ask(.answer(lane: "a1", ask: "8", .allow)).text == "a1 does not ask that any more")
    #expect(
      world.ask(.answer(lane: "a1", ask: "7", .allowAlways)).text
        == "a1 can be allowed it only this once")
    #expect(
      world.ask(.answer(lane: "a1", ask: "7", .deny("not the seed"))).text
        == "a1 may not: edit train.py (not the seed)")
    #expect(
      world.owed.contains(.answer(lane: "a1", turn: 1, ask: "7", .deny("not the seed"))))
    #expect(world.ask(.answer(lane: "a1", ask: "7", .allow)).text == "a1 was answered already")
    world.work()
    #expect(try lane(world).question == nil)
    #expect(world.lines("lane.answered").count == 1)
    #expect(world.ask(.answer(lane: "a1", ask: "7", .allow)).text == "a1 asks nothing")
    #expect(!world.ask(.answer(lane: "a7", ask: "7", .allow)).accepted)
  }

  @Test func `a question goes with its turn`() throws {
    let world = drafting()
    tell(world, TurnNews(question: question))
    world.hold = { _ in false }
    world.work { $0.state.lane("a1")?.turn == 1 }
    #expect(try lane(world).question == nil)
  }

  @Test func `news of a turn that is over say nothing`() throws {
    let world = drafting()
    tell(world, TurnNews(question: question), turn: 9)
    #expect(try lane(world).question == nil)
  }

  @Test func `a question is bounded`() throws {
    let world = drafting()
    let long = String(repeating: "x", count: 1_000_000)
    let edit = ToolEdit(path: long, old: long, new: long)
    tell(
      world,
      TurnNews(
        question: AgentQuestion(
          id: "1", tool: nil, title: "\u{1B}[2Jclear" + long,
          edits: Array(repeating: edit, count: 40))))
    let kept = try #require(try lane(world).question)
    #expect(kept.title.count == 200)
    #expect(kept.title.hasPrefix("clear"))
    #expect(kept.edits.count == 8)
    #expect(kept.edits.allSatisfy { $0.new.count == 8000 && $0.path.count == 200 })
  }

  // MARK: What keeps a turn

  @Test func `tries and silence are a note, and one line when they begin`() throws {
    let world = drafting()
    for attempt in 1...4 {
      tell(world, TurnNews(hold: .retrying(attempt: attempt, of: 10, status: 529)))
    }
    #expect(try lane(world).note == "retrying 4 of 10, 529")
    #expect(world.lines("lane.retrying").map(\.text) == ["a1 tries again: its model answers 529"])
    tell(world, TurnNews(hold: .retrying(attempt: 1, of: nil, status: nil)))
    #expect(world.lines("lane.retrying").last?.text == "a1 tries again: its model does not answer")
    tell(world, TurnNews())
    #expect(try lane(world).note == "")
    tell(world, TurnNews(hold: .quiet(since: world.now - 90)))
    tell(world, TurnNews(hold: .quiet(since: world.now - 90)))
    #expect(try lane(world).note == "silent")
    #expect(world.lines("lane.quiet").map(\.text) == ["a1 has said nothing for 90 s"])
  }

  // MARK: Words

  @Test func `words that reach the turn leave the mail, and the answer says so`() throws {
    let world = drafting()
    world.hears = { _ in .inTurn }
    #expect(world.ask(.steer(lane: "a1", text: "be bold")).text == "a1 hears it now")
    #expect(try lane(world).messages == [])
    #expect(
      try lane(world).spoken == [SpokenWords(id: 1, text: "be bold", delivery: .inTurn)])
    #expect(world.lines("lane.steered").map(\.text) == ["a1 hears at once: be bold"])
    world.facts = { _ in TurnFacts(ending: .done, heard: [1]) }
    world.hold = { _ in false }
    world.work { $0.state.lane("a1")?.turn != 2 }
    #expect(try lane(world).hearing == [])
  }

  @Test func `words that the turn had no ear for wait for the next one`() throws {
    let world = drafting()
    #expect(
      world.ask(.steer(lane: "a1", text: "be bold")).text == "a1 hears it with the next turn")
    #expect(world.lines("lane.steered").map(\.text) == ["a1 is told: be bold"])
    world.hold = { _ in false }
    world.work { $0.state.lane("a1")?.turn != 2 }
    #expect(try lane(world).hearing == ["be bold"])
  }

  @Test func `words that were given and not heard after all go with the next turn`() throws {
    let world = drafting()
    world.hears = { _ in .afterCancel }
    world.ask(.steer(lane: "a1", text: "be bold"))
    #expect(world.lines("lane.steered").map(\.text) == ["a1 was cut short to hear: be bold"])
    world.facts = { _ in TurnFacts(ending: .done) }
    world.hold = { _ in false }
    world.work { $0.state.lane("a1")?.turn != 2 }
    #expect(try lane(world).hearing == ["be bold"])
  }

  @Test func `words in a turn that came to nothing are said again`() throws {
    let world = drafting()
    world.hears = { _ in .inTurn }
    world.ask(.steer(lane: "a1", text: "be bold"))
    world.facts = { _ in TurnFacts(ending: .failed("no"), heard: [1]) }
    world.otherwise = .failure
    world.hold = { _ in false }
    world.work { $0.state.lane("a1")?.turn != 2 }
    #expect(try lane(world).hearing == ["be bold"])
  }

  @Test func `every lane is told, and each says how it heard it`() throws {
    let world = drafting(lanes: 3)
    world.hears = { $0 == "a2" ? nil : .inTurn }
    #expect(
      world.ask(.steer(lane: nil, text: "be bold")).text
        == "a1, a3 hear it now, a2 hears it with the next turn")
  }

  @Test func `a turn that ends first answers for the words it did not hear`() throws {
    let world = drafting()
    world.hold = { $0.isTelling }
    let asked = world.ask(.steer(lane: "a1", text: "be bold"))
    #expect(asked.text == "no answer")
    #expect(world.state.tellings.count == 1)
    world.work { $0.state.lane("a1")?.turn == 1 }
    #expect(world.state.tellings.isEmpty)
    let answers = world.reductions.flatMap(\.answers)
    #expect(answers.last?.text == "a1 hears it with the next turn")
  }

  @Test func `words can be taken back until they are heard`() throws {
    let world = drafting()
    world.hold = { $0.isTelling }
    world.ask(.steer(lane: "a1", text: "be bold"))
    #expect(
      world.ask(.unsay(lane: "a1", text: "be bold")).text == "1 lane had not heard it and will not"
        || world.state.tellings.isEmpty)
    #expect(try lane(world).messages == [])
    #expect(world.state.tellings.isEmpty)
  }

  // MARK: Pausing

  @Test func `a paused lane's turn is stopped in place and goes on`() throws {
    let world = drafting()
    #expect(world.ask(.pause(lanes: ["a1"])).accepted)
    #expect(world.owed.contains(.hold(lane: "a1", turn: 1, true)))
    #expect(try lane(world).state == .paused)
    #expect(try lane(world).note == "in its turn")
    world.ask(.resume(lanes: ["a1"]))
    #expect(world.owed.contains(.hold(lane: "a1", turn: 1, false)))
    #expect(try lane(world).state == .drafting)
  }

  @Test(arguments: [Command.interrupt(lane: "a1", reason: ""), .removeLane("a1"), .stop(now: true)])
  func `a turn that was stopped in place goes on when it is to end`(command: Command) throws {
    let world = drafting()
    world.ask(.pause(lanes: ["a1"]))
    world.ask(command)
    #expect(world.owed.contains(.hold(lane: "a1", turn: 1, false)))
  }
}
