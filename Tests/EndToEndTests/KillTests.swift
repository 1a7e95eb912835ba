import Core
import Foundation
import Glibc
import Journal
import Testing

extension EndToEnd {
  @Suite struct Kills {
    @Test func `training outlives a killed engine and the next one adopts it`() async throws {
      let lab = try await Lab(.init(lanes: 1, plan: ["a1": ["gate"]]))
      let first = try lab.engine(["--experiments", "1"])
      let run = try await lab.untilWaiting(1)
      try lab.tell(run.id, "10", "9")
      let training = try lab.supervisor(of: JobName.training(run.id))
      first.send(SIGKILL)
      #expect(try await first.ending().signal == SIGKILL)

      #expect(Processes.isAlive(training.child))
      try lab.tell(run.id, "8", "7")
      let log = lab.jobFolder(run.id) + "/out.log"
      _ = try await until("a growing log", in: [lab.jobFolder(run.id)]) {
        (try? String(contentsOfFile: log, encoding: .utf8))?.contains("step 4") == true ? true : nil
      }
      let alone = try await lab.pawl("status", "--json")
      #expect(try JSONValue(parsing: alone.out)["engine"]["state"].text == "stopped")

      let second = try lab.engine(["--experiments", "1"])
      try await lab.untilTold("engine.started")
      #expect(Processes.isAlive(training.child))
      try lab.tell(run.id, "go")
      // The looks and pairs after it wait at their gates as well.
      let gates = Gatekeeper(lab)
      let ending = try await second.ending()
      gates.stop()
      #expect(ending.status == 0, "\(ending.err)")
      let curve = try JournalReader(path: lab.layout.journal).series(run: run.id)
      let loss = curve.first { $0.name.contains("loss") }
      #expect(loss?.points.map(\.y).dropFirst().prefix(4) == [10, 9, 8, 7])
      try await Invariants.check(lab, experiments: 1)
    }

    @Test func `a campaign killed at every place comes out as if it never was`() async throws {
      let words = ["good", "bad", "crash", "good", "frozen", "bad", "good", "good"]
      let plan = Array(repeating: words, count: 100).flatMap { $0 }
      let lab = try await Lab(.init(plan: ["a1": plan, "a2": plan.reversed()]))
      let wanted = ProcessInfo.processInfo.environment["PAWL_KILLS"].flatMap { Int($0) } ?? 30
      let points: [(name: String, reach: Int)] = [
        ("before-append", 30), ("after-append", 30), ("event-taken", 30), ("tree-exported", 6),
        ("job-described", 12), ("run-spawned", 6), ("run-exited", 6), ("run-evaluated", 5),
        ("turn-spawned", 2), ("turn-ended", 2), ("before-branch", 1), ("after-branch", 1),
        ("proposal-published", 3), ("job-spawned", 12),
      ]
      var random = SplitMix(seed: 7)
      var kills: [String: Int] = [:]
      var total = 0
      var attempts = 0
      while total < wanted, attempts < wanted * 3 {
        let point = points[attempts % points.count]
        attempts += 1
        let count = 1 + Int(random.next() % UInt64(point.reach))
        let limit = ((try? lab.record().experiments.count) ?? 0) + 3
        let engine = try lab.engine(
          ["--experiments", "\(limit)"], failpoint: "\(point.name):\(count)")
        let ending = try await engine.ending()
        guard ending.signal == SIGKILL else {
          #expect(
            ending.status == 0, "\(point.name):\(count) \(ending.err) \(ending.out.suffix(400))")
          continue
        }
        kills[point.name, default: 0] += 1
        total += 1
      }
      #expect(total >= wanted)
      let limit = try lab.record().experiments.count + 2
      let last = try await lab.engine(["--experiments", "\(limit)"]).ending()
      #expect(last.status == 0, "\(last.err)")
      print("killed \(total) times in \(limit) experiments: \(kills.sorted { $0.key < $1.key })")
      try await Invariants.check(lab, experiments: limit)
    }

    @Test func `an engine killed from outside at any moment loses nothing`() async throws {
      let words = ["good", "bad", "good", "crash"]
      let plan = Array(repeating: words, count: 50).flatMap { $0 }
      let lab = try await Lab(.init(plan: ["a1": plan, "a2": plan]))
      var told = 0
      var random = SplitMix(seed: 3)
      for _ in 0..<8 {
        let engine = try lab.engine(["--experiments", "40"])
        let goal = told + 2 + Int(random.next() % 25)
        told = try await lab.until("line \(goal) of the story") { _, notes in
          notes.count >= goal ? notes.count : nil
        }
        engine.send(SIGKILL)
        #expect(try await engine.ending().signal == SIGKILL)
      }
      let limit = try lab.record().experiments.count + 2
      #expect(try await lab.engine(["--experiments", "\(limit)"]).ending().status == 0)
      try await Invariants.check(lab, experiments: limit)
    }

    @Test func `a run whose supervisor is killed is void and made again`() async throws {
      let lab = try await Lab(.init(lanes: 1, plan: ["a1": ["gate"]]))
      let engine = try lab.engine(["--experiments", "1"])
      let run = try await lab.untilWaiting(1)
      let training = try lab.supervisor(of: JobName.training(run.id))
      _ = kill(training.supervisor, SIGKILL)
      let end = try await lab.until("the end of run \(run.id)", seconds: 30) { record, _ in
        record.runs[run.id]?.outcome
      }
      if case .void = end {} else { Issue.record("it came out as \(end)") }
      let gates = Gatekeeper(lab)
      #expect(try await engine.ending().status == 0)
      gates.stop()
      let experiment = try #require(try lab.record().experiment(1))
      #expect(experiment.state == .kept)
      #expect(experiment.runs.first == run.id)
      try await Invariants.check(lab, experiments: 1)
    }

    @Test func `a killed turn is told and another one follows`() async throws {
      let lab = try await Lab(.init(lanes: 1, plan: ["a1": ["hold-good", "hold-good", "bad"]]))
      let engine = try lab.engine(["--experiments", "1"])
      try await lab.untilHeld("a1", 1)
      _ = kill(try lab.supervisor(of: JobName.turn("a1", 1)).supervisor, SIGKILL)
      let first = try await lab.untilTold("turn.failed")
      #expect(first.text.contains("a1"))
      try await lab.untilHeld("a1", 2)
      _ = kill(try lab.supervisor(of: JobName.turn("a1", 2)).child, SIGKILL)
      let second = try await lab.untilTold("turn.failed", count: 2)
      #expect(second.text.contains("signal 9"))
      #expect(try await engine.ending().status == 0)
      #expect(try lab.record().experiments.map(\.turn) == [3])
      try await Invariants.check(lab, experiments: 1)
    }
  }
}
