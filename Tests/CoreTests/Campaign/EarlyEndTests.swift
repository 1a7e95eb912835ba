import Testing

@testable import Core

private let hopeless = EarlyStop.Finding(
  kind: .hopeless, series: "loss", share: 0.5, gap: 0.4, bound: 0.1, witnesses: 3)
private let broken = EarlyStop.Finding(kind: .nonfinite, series: "loss", share: 0.2)

@Suite("Campaign: runs that end early")
struct EarlyEndTests {
  /// A campaign whose runs with this role are in the middle of their training.
  private func stopped(at held: @escaping (RunRole) -> Bool, gain: Double = 8) -> World {
    let world = World.opened(limit: 1, plans: [.idea(gain)])
    world.hold = { [unowned world] task in
      guard case .evaluate(let id) = task, let run = world.state.runs[id] else { return false }
      return held(run.role)
    }
    world.work()
    return world
  }

  @Test func `a hopeless first run discards its experiment with the numbers that decided`() throws {
    let world = stopped { $0 == .first }
    let run = try #require(world.running.first { $0.role == .first })
    world.post(.runHopeless(run.id, hopeless))
    #expect(world.owed.contains(.endRun(run.id)))
    world.hold = { _ in false }
    world.work()
    #expect(world.stateOf(1) == .discarded)
    #expect(world.experiment(1).why == hopeless.text)
    #expect(world.experiment(1).cause == .rule)
    #expect(world.state.runs[run.id]?.stop == hopeless)
    #expect(world.state.runs[run.id]?.value == nil)
    #expect(world.lines("run.hopeless").count == 1)
    #expect(world.state.finished)
  }

  @Test func `values that are no numbers are a crash`() throws {
    let world = stopped { $0 == .first }
    let run = try #require(world.running.first { $0.role == .first })
    world.post(.runHopeless(run.id, broken))
    world.hold = { _ in false }
    world.work()
    #expect(world.stateOf(1) == .crashed)
    #expect(world.experiment(1).why.contains("not a number"))
  }

  @Test func `a pair is run to its end unless its values are no numbers`() throws {
    let world = stopped { if case .pairCandidate = $0 { true } else { false } }
    let run = try #require(
      world.running.first { if case .pairCandidate = $0.role { true } else { false } })
    world.post(.runHopeless(run.id, hopeless))
    #expect(world.state.runs[run.id]?.ending == nil)
    world.post(.runHopeless(run.id, broken))
    world.hold = { _ in false }
    world.work()
    #expect(world.stateOf(1) == .crashed)
    #expect(world.experiment(1).why.hasPrefix("in pair 1: "))
  }

  @Test func `runs of unchanged code are never ended so`() throws {
    let world = stopped { if case .baseline = $0 { true } else { false } }
    let run = try #require(world.running.first)
    world.post(.runHopeless(run.id, broken))
    #expect(world.state.runs[run.id]?.ending == nil)
  }

  @Test func `what comes after a veto or the end of a run changes nothing`() throws {
    let world = stopped { $0 == .first }
    let run = try #require(world.running.first { $0.role == .first })
    world.ask(.veto(experiment: 1, reason: "", lane: nil))
    world.post(.runHopeless(run.id, hopeless))
    world.hold = { _ in false }
    world.work()
    #expect(world.stateOf(1) == .vetoed)
    #expect(world.state.runs[run.id]?.stop == nil)
    world.post(.runHopeless(run.id, hopeless))
    #expect(world.state.runs[run.id]?.stop == nil)
  }

  @Test func `a run names the champion's runs and every kept experiment as its witnesses`() throws {
    let world = World.opened(limit: 3, plans: [.idea(8), .idea(8), .idea(-4)])
    world.work()
    let state = world.state
    #expect(state.keeps.count == 2)
    let first = try #require(
      world.experiment(3).runs.compactMap { state.runs[$0] }.first { $0.role == .first })
    let sources = try #require(CourseSources(for: first, in: state))
    let base = world.experiment(3).base
    #expect(!sources.champions.isEmpty)
    let champion = state.experiments.first { $0.kept == base }
    let code = [base, champion?.candidate ?? base]
    #expect(sources.champions.allSatisfy { code.contains(state.runs[$0]?.commit ?? "") })
    #expect(sources.witnesses.count == 2)
    #expect(sources.witnesses.allSatisfy { !$0.own.isEmpty && !$0.reference.isEmpty })
    let own = sources.witnesses.flatMap(\.own).compactMap { state.runs[$0] }
    #expect(own.allSatisfy { !$0.role.isChampion })
    let baseline = try #require(state.baseline.first.flatMap { state.runs[$0] })
    #expect(CourseSources(for: baseline, in: state) == nil)
  }

  @Test func `a finding and a changed schedule survive the journal's words`() throws {
    var run = Run(id: 3, era: 1, experiment: 1, role: .first, commit: "c", seed: 1)
    run.stop = hopeless
    #expect(run.stop?.text.contains("hopeless after 50 %") == true)
    #expect(Event.runHopeless(3, hopeless).kind == "run.hopeless")
  }
}

struct `Following losses` {
  private func points(_ range: Range<Int>, at time: Double) -> [LogPoint] {
    range.map {
      LogPoint(
        series: "loss", axis: .step, role: .trainLoss, session: 0,
        point: Point(x: Double($0), time: time, y: Double($0)))
    }
  }

  @Test func `what was read at once is spread over the time since the last look`() throws {
    var tracker = CourseTracker(budget: .wall(64))
    tracker.add(points(0..<32, at: 32))
    tracker.add(points(32..<64, at: 64))
    let course = try #require(tracker.leading).course
    #expect(course.values.filter { $0.count > 0 }.count >= 60)
    #expect(course.share == 1)
  }

  @Test func `training loss leads, whatever else is logged`() throws {
    var tracker = CourseTracker(budget: .steps(100, ceiling: 60))
    for step in 0..<50 {
      let point = Point(x: Double(step), time: nil, y: 1)
      tracker.add([point, point], series: "val", axis: .step, role: .validationLoss)
      tracker.add([point], series: "loss", axis: .step, role: .trainLoss)
      tracker.add([point], series: "lr", axis: .step, role: .other)
    }
    #expect(tracker.leading?.series == "loss")
    #expect(tracker.leading?.course.share == 0.49)
  }

  @Test func `a budget in steps needs losses by step`() {
    var tracker = CourseTracker(budget: .steps(100, ceiling: 60))
    tracker.add([Point(x: 1, time: 1, y: 1)], series: "loss", axis: .line, role: .trainLoss)
    #expect(tracker.leading == nil)
  }
}
