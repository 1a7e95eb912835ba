import Testing

@testable import Core

@Suite("Campaign: experiments of one's own")
struct OwnProposalTests {
  private func propose(_ world: World, _ patch: String, base: CommitID? = nil) -> Answer {
    let command = Command.propose(
      title: "mine", reason: "I know", base: base ?? world.branch, patch: patch)
    world.ask(command)
    return world.reductions.last?.answers.first ?? Answer(command: 0, accepted: true, text: "")
  }

  /// What the command was told, once it was told something.
  private func told(_ world: World) -> Answer? { world.reductions.flatMap(\.answers).last }

  @Test func `a patch becomes an experiment that nobody reviews, and is answered then`() {
    let world = World.opened(review: .always, limit: 2)
    world.holdTurns()
    #expect(propose(world, "8").text == "", "no answer before there is a commit")
    #expect(world.state.experiments.isEmpty)
    #expect(world.owed.contains(.commitPatch(command: world.events.count - 1, base: "c0")))
    world.work { $0.state.experiments.isEmpty }
    #expect(told(world)?.accepted == true)
    #expect(told(world)?.text == "#1 is queued")
    let experiment = world.experiment(1)
    #expect(experiment.isByPerson)
    #expect([experiment.lane, experiment.agent] == ["you", "person"])
    #expect(experiment.cause == .person("kim"))
    #expect(experiment.state == .queued)
    #expect(world.state.patches.isEmpty)
    #expect(world.lines("experiment.proposed").map(\.cause) == ["person kim"])
    world.work()
    #expect(world.stateOf(1) == .kept)
    #expect(world.state.keeps.map(\.experiment) == [1])
  }

  @Test func `what the guard stops gets its number and its reason`() {
    let world = World.opened(limit: 3)
    world.holdTurns()
    _ = propose(world, "forbidden")
    world.work { $0.state.experiments.isEmpty }
    #expect(told(world)?.accepted == false)
    #expect(told(world)?.text == "#1 is refused: it touches evaluate.py")
    #expect(world.stateOf(1) == .refused)
    #expect(world.experiment(1).runs.isEmpty)
  }

  @Test func `a patch that does not fit costs nothing but its answer`() {
    let world = World.opened(limit: 1)
    world.holdTurns()
    _ = propose(world, "nonsense")
    let command = world.events.count - 1
    world.work()
    #expect(
      told(world) == Answer(command: command, accepted: false, text: "the patch does not apply"))
    #expect(world.state.patches.isEmpty)
    #expect(world.state.experiments.isEmpty)
    #expect(world.lines("patch.unfit").map(\.cause) == ["person kim"])
  }

  @Test func `a patch without content, size or ground is refused at once`() {
    let world = World.opened(limit: 3)
    #expect(propose(world, " \n").text == "the patch is empty")
    let large = String(repeating: "+", count: PatchProposal.largest + 1)
    #expect(propose(world, large).text == "the patch is larger than 4 MB")
    #expect(
      propose(world, "1", base: "0123456789").text
        == "0123456 was never the champion; the champion is c0")
    #expect(world.state.patches.isEmpty)
    #expect(world.lines("patch.unfit").isEmpty)
  }

  @Test func `champions of before are ground too`() {
    let world = World.opened(limit: 2, plans: [.idea(8), .idea(8)])
    world.work()
    #expect(world.state.champion == "k2")
    for base in ["c0", "k1", "k2"] { #expect(propose(world, "3", base: base).text == "") }
    #expect(world.state.patches.map(\.base) == ["c0", "k1", "k2"])
  }

  @Test func `an engine that was killed makes the commit of a patch once`() {
    let world = World.opened(limit: 4)
    world.holdTurns()
    _ = propose(world, "8")
    let command = world.events.count - 1
    world.crash()
    #expect(world.owed.count { $0 == .commitPatch(command: command, base: "c0") } == 1)
    world.work { $0.state.experiments.isEmpty }
    #expect(told(world) == Answer(command: command, accepted: true, text: "#1 is queued"))
    world.crash()
    #expect(!world.owed.contains { if case .commitPatch = $0 { true } else { false } })
    // Said twice, it is heard once.
    world.post(.patchTaken(command: command, .unfit("late")))
    #expect(world.reductions.last?.answers.isEmpty == true)
    #expect(world.state.experiments.count == 1)
  }

  @Test func `a campaign does not end over a patch, and a person may go beyond its limit`() {
    let world = World.opened(limit: 1, plans: [.idea(-5)])
    world.hold = { if case .effect(.commitPatch) = $0 { true } else { false } }
    world.work { $0.stateOf(1) != .running }
    _ = propose(world, "8")
    world.work()
    #expect(!world.state.finished)
    world.hold = { _ in false }
    world.work()
    #expect(world.state.experiments.map(\.state) == [.discarded, .kept])
    #expect(world.state.finished)
  }

  @Test func `a patch that is to come takes a turn's place under the limit`() {
    let world = World.opened(lanes: 1, limit: 2, plans: [.idea(-5), .idea(-5)])
    world.work { $0.state.experiments.isEmpty }
    #expect(world.state.experiments.count == 1)
    #expect(world.state.lane("a1")?.turn == 2)
    // The second turn is under way already; a third never begins.
    _ = propose(world, "-5")
    world.work()
    #expect(world.state.lane("a1")?.turns == 2)
    #expect(world.state.experiments.count == 3)
  }

  @Test func `it runs where every lane was removed`() {
    let world = World.opened(limit: 1)
    world.holdTurns()
    world.ask(.removeLane("a1"))
    _ = propose(world, "8")
    world.hold = { if case .effect(.startTurn) = $0 { true } else { false } }
    world.work()
    #expect(world.stateOf(1) == .kept)
  }

  @Test func `it waits where everything is paused, and can be vetoed and restored`() {
    let world = World.opened(limit: 1)
    world.holdTurns()
    world.ask(.pause(lanes: nil))
    _ = propose(world, "8")
    world.work()
    #expect(world.stateOf(1) == .queued)
    let answer = world.ask(.veto(experiment: 1, reason: "a slip", lane: "you"))
    #expect(answer.text == "#1 vetoed")
    #expect(world.state.rules.isEmpty, "no lane has to learn from it")
    world.ask(.restore(experiment: 1))
    world.ask(.resume(lanes: nil))
    world.hold = { if case .effect(.startTurn) = $0 { true } else { false } }
    world.work()
    #expect(world.stateOf(1) == .kept)
  }

  @Test func `the same change as another is named`() {
    let world = World.opened(limit: 3)
    world.holdTurns()
    let proposal = Proposal(
      commit: "p", base: "c0", title: "mine", reason: "", files: [], tree: "t")
    for commit in ["p", "q"] {
      _ = propose(world, "3")
      var same = proposal
      same.commit = commit
      world.post(.patchTaken(command: world.events.count - 1, .proposal(same)))
    }
    #expect(told(world)?.text == "the patch is the same change as #1, which is queued")
    #expect(world.state.experiments.count == 1)
  }

  @Test func `nobody can talk to it`() {
    let world = World.opened()
    #expect(
      world.ask(.steer(lane: "you", text: "x")).text == "there is no lane you; lanes are a1")
    #expect(!world.ask(.addRule(text: "x", lane: "you")).accepted)
  }
}
