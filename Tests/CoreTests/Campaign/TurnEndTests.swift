import Testing

@testable import Core

@Suite("Campaign: how turns end")
struct TurnEndTests {
  private func lane(_ world: World) throws -> Lane { try #require(world.state.lane("a1")) }

  // MARK: Limits

  @Test func `a limited lane waits until its time and goes on by itself`() throws {
    let world = World.opened(plans: [.ending(.limited(until: 5000, "used up"), nil), .idea(-5)])
    world.hold = { $0 == .effect(.startTurn(lane: "a1", turn: 2, base: "c0")) }
    world.work()
    #expect(try lane(world).state == .limited)
    #expect(try lane(world).note == "used up")
    #expect(try lane(world).turns == 1)
    #expect(world.state.nextWake(after: world.now) == 5000)
    #expect(world.lines("lane.limited").count == 1)
    world.wake()
    #expect(try lane(world).turn == 2)
    #expect(try lane(world).state == .drafting)
    #expect(world.state.nextWake(after: world.now) == nil)
    #expect(try lane(world).failures == 0)
  }

  @Test func `without a known time it waits 1, 2, 4, 8 and 16 minutes, then asks for a person`()
    throws
  {
    let world = World.opened()
    world.otherwise = .ending(.limited(until: nil, "slow down"), nil)
    var waits: [Double] = []
    world.work()
    while let wake = world.state.nextWake(after: world.now) {
      waits.append(wake - (world.lines("lane.limited").last?.at ?? 0))
      world.wake()
      world.work()
    }
    #expect(waits == [60, 120, 240, 480, 960])
    #expect(try lane(world).state == .failed)
    #expect(try lane(world).trouble == "it was limited 6 times in a row: slow down")
    world.ask(.resume(lanes: nil))
    #expect(try lane(world).limits == nil)
    #expect(try lane(world).turn == 7)
  }

  @Test func `a time that is over counts as none`() throws {
    let world = World.opened(plans: [.ending(.limited(until: 3, ""), nil)])
    world.work { $0.state.lane("a1")?.state != .limited }
    #expect(try lane(world).limits == 1)
    #expect(world.lines("lane.limited").last?.text == "a1 is limited and tries again in a minute")
  }

  @Test func `a turn that goes well ends the row of limits`() throws {
    let world = World.opened(
      plans: [.ending(.limited(until: nil, ""), nil), .ending(.done, -5)])
    world.work { $0.state.lane("a1")?.state != .limited }
    world.wake()
    world.work { $0.state.experiments.isEmpty }
    #expect(try lane(world).limits == nil)
  }

  @Test func `a proposal of a turn that met its limit is taken, and the lane waits`() throws {
    let world = World.opened(plans: [.ending(.limited(until: 9000, "used up"), -5)])
    world.work()
    #expect(world.stateOf(1) == .discarded)
    #expect(try lane(world).state == .limited)
    #expect(try lane(world).turns == 1)
  }

  @Test func `a person may let a limited lane try again at once`() throws {
    let world = World.opened(plans: [.ending(.limited(until: 9000, "used up"), nil)])
    world.work()
    world.ask(.resume(lanes: ["a1"]))
    #expect(try lane(world).turn == 2)
  }

  @Test func `everything resumed at once leaves limits as they are`() throws {
    let world = World.opened(plans: [.ending(.limited(until: 9000, "used up"), nil)])
    world.work()
    world.ask(.resume(lanes: nil))
    #expect(try lane(world).state == .limited)
  }

  @Test func `a bounded campaign without a person waits for a limited lane`() throws {
    let world = World.opened(
      limit: 1, unattended: true, plans: [.ending(.limited(until: 9000, ""), nil)])
    world.work()
    #expect(!world.state.finished)
    world.wake()
    world.work()
    #expect(world.state.finished)
    #expect(world.stateOf(1) == .discarded)
  }

  // MARK: What needs a person

  @Test(arguments: [
    AgentEnding.unauthorised("the key was not accepted"), .missing("claude is not installed"),
  ])
  func `a login or a program that is missing needs a person at once`(ending: AgentEnding) throws {
    let world = World.opened(plans: [.ending(ending, nil)])
    world.work()
    #expect(try lane(world).turns == 1)
    #expect(try lane(world).state == .failed)
    #expect(world.lines("lane.failed").count == 1)
    let words: String
    switch ending {
    case .unauthorised(let why), .missing(let why): words = why
    default: words = ""
    }
    #expect(try lane(world).note == words)
  }

  @Test(arguments: [AgentEnding.failed("no"), .silent(300), .done])
  func `other failures are counted to three`(ending: AgentEnding) throws {
    let world = World.opened()
    world.otherwise = .ending(ending, nil)
    world.work()
    #expect(try lane(world).turns == 3)
    #expect(try lane(world).trouble?.hasPrefix("3 turns failed") == true)
  }

  @Test func `proposals that the guard refuses are counted to three`() throws {
    let world = World.opened()
    world.otherwise = .refused
    world.work()
    #expect(world.state.experiments.count == 3)
    #expect(
      try lane(world).trouble
        == "3 turns without a proposal that may run, the last: it touches evaluate.py")
  }

  @Test func `a lane that was in trouble starts clean`() throws {
    let world = World.opened()
    world.facts = { _ in TurnFacts(session: "s") }
    world.otherwise = .ending(.failed("no"), nil)
    world.work()
    world.holdTurns()
    world.ask(.resume(lanes: ["a1"]))
    let lane = try lane(world)
    #expect(lane.trouble == nil)
    #expect(lane.failures == 0)
    #expect(lane.session == nil)
    #expect(lane.turn == 4)
  }

  // MARK: Conversations

  @Test func `the conversation of a turn is handed to the next, and counted`() throws {
    let world = World.opened(limit: 9)
    var isFresh = true
    world.facts = { _ in
      TurnFacts(
        session: "s", isFresh: isFresh, usage: AgentUsage(context: 30, contextSize: 40))
    }
    world.otherwise = .ending(.done, -5)
    world.work { $0.state.lane("a1")?.turns != 2 }
    #expect(try lane(world).session == "s")
    #expect(try lane(world).sessionTurns == 1)
    #expect(try lane(world).sessionFill == 0.75)
    isFresh = false
    world.work { $0.state.lane("a1")?.turns != 4 }
    #expect(try lane(world).sessionTurns == 3)
    #expect(
      world.ask(.freshConversation("a1")).text == "a1 begins a new conversation with its next turn")
    #expect(try lane(world).wantsFresh == true)
    world.work { $0.state.lane("a1")?.turns != 5 }
    #expect(try lane(world).wantsFresh == true)
    isFresh = true
    world.work { $0.state.lane("a1")?.turns != 6 }
    #expect(try lane(world).wantsFresh == nil)
    #expect(try lane(world).sessionTurns == 1)
    #expect(!world.ask(.freshConversation("a9")).accepted)
  }

  @Test func `the second failure in a row gives the conversation up`() throws {
    let world = World.opened()
    world.facts = { _ in TurnFacts(session: "s") }
    world.otherwise = .ending(.failed("no"), nil)
    world.work { $0.state.lane("a1")?.turns != 2 }
    #expect(try lane(world).session == "s")
    world.work { $0.state.lane("a1")?.turns != 3 }
    #expect(try lane(world).session == nil)
  }

  @Test func `a turn without a report leaves the conversation as it was`() throws {
    let world = World.opened()
    world.facts = { _ in TurnFacts(session: "s") }
    world.otherwise = .ending(.done, -5)
    world.work { $0.state.lane("a1")?.turns != 2 }
    world.facts = { _ in TurnFacts(seconds: 3) }
    world.otherwise = .failure
    world.work { $0.state.lane("a1")?.turns != 3 }
    #expect(try lane(world).session == "s")
  }

  // MARK: Cost and notes

  @Test func `what a turn costs is added to its lane and put on its experiment`() throws {
    let world = World.opened(limit: 2)
    world.facts = { _ in
      TurnFacts(usage: AgentUsage(input: 100, output: 20, dollars: 0.5), seconds: 42)
    }
    world.otherwise = .ending(.done, -5)
    world.work()
    #expect(try lane(world).dollars == 1)
    #expect(try lane(world).tokens == 240)
    #expect(world.experiment(1).dollars == 0.5)
    #expect(world.experiment(1).tokens == 120)
    #expect(world.experiment(1).turnSeconds == 42)
  }

  @Test func `what nobody says stays unknown`() throws {
    let world = World.opened(limit: 1)
    world.facts = { _ in TurnFacts(seconds: 1) }
    world.work()
    #expect(try lane(world).dollars == nil)
    #expect(try lane(world).tokens == nil)
    #expect(world.experiment(1).dollars == nil)
  }

  @Test func `spent dollars stop turns and nothing else`() throws {
    let world = World(World.settings(limit: 9))
    world.open { $0.limits.dollars = 1 }
    world.facts = { _ in TurnFacts(usage: AgentUsage(dollars: 0.6)) }
    world.work()
    #expect(world.state.experiments.count == 2)
    #expect(world.state.experiments.allSatisfy { $0.state == .discarded })
    #expect(
      world.lines("campaign.finished").last?.text == "the campaign ended: the dollars are spent")
  }

  @Test func `notes are told and kept, the newest ones`() throws {
    let world = World.opened(limit: 60)
    world.facts = { _ in TurnFacts(notes: ["depth hurts"]) }
    world.work()
    #expect(world.state.notes.count == LaneNote.kept)
    #expect(world.state.notes.last?.turn == 60)
    #expect(world.lines("lane.note").first?.text == "a1 notes: depth hurts")
  }

  // MARK: Repeats and repairs

  @Test func `a repeated change is counted against the lane and told of the experiment`() throws {
    let world = World.opened(plans: [.idea(-5)])
    world.otherwise = .again(1)
    world.work()
    #expect(try lane(world).trouble == "3 turns without a proposal: the same change as #1")
    #expect(world.experiment(1).repeats == 3)
    #expect(world.state.experiments.count == 1)
  }

  @Test func `a first run that crashes gives the lane one turn to repair it`() throws {
    let world = World(World.settings(limit: 4, repairs: true))
    world.outcome = { [1, 2].contains($0.experiment) ? .crashed("ended with status 1") : nil }
    world.open()
    world.work { $0.state.lane("a1")?.repairing == nil }
    let began = try #require(world.lines("turn.began").last)
    #expect(began.text.hasPrefix("a1 repairs #1 in turn "))
    let lane = try lane(world)
    #expect(lane.note == "repairs #1")
    #expect(lane.turnBase == world.experiment(1).base)
    world.work()
    let repairs = world.state.experiments.filter { $0.repairs != nil }
    #expect(repairs.map(\.repairs).contains(1))
    // A repair that crashes is not repaired, and nothing is repaired twice.
    #expect(Set(repairs.map(\.repairs)).count == repairs.count)
    for repair in repairs { #expect(world.experiment(repair.repairs ?? 0).repairs == nil) }
    #expect(world.lines("experiment.proposed").contains { $0.text.contains(" repairs #1: ") })
  }

  @Test func `agents that repair nothing are not asked to`() throws {
    let world = World.opened(limit: 3)
    world.outcome = { $0.experiment != nil ? .crashed("ended with status 1") : nil }
    world.work()
    #expect(world.state.experiments.allSatisfy { $0.repairs == nil })
    #expect(try lane(world).repairs == nil)
  }
}
