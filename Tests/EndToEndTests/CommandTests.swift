import Core
import Foundation
import Glibc
import Journal
import Testing

extension EndToEnd {
  @Suite struct Commands {
    @Test func `pause lets runs go on and starts nothing new until resume`() async throws {
      let lab = try await Lab(
        .init(lanes: 1, slots: "[{cores: 1}]", plan: ["a1": ["gate", "bad", "bad"]]))
      let engine = try lab.engine(["--experiments", "3"])
      let run = try await lab.untilWaiting(1)
      #expect(try await lab.pawl("pause", "a1").status == 0)
      let lanes = try await lab.json("status", "--json")["lanes"].items
      #expect(lanes.first?["state"].text == "paused")
      try lab.tell(run.id, "go")
      _ = try await lab.until("the end of the run") { record, _ in
        record.runs[run.id]?.outcome
      }
      let paused = try lab.notes().last { $0.kind == "lane.paused" }
      // Asked through the engine, so that all it does because of the run is done by then.
      #expect(try await lab.pawl("pause").status == 0)
      let after = try lab.notes().filter { $0.seq > paused?.seq ?? 0 }
      #expect(!after.contains { $0.kind == "turn.began" || $0.kind == "run.started" })
      let gates = Gatekeeper(lab)
      #expect(try await lab.pawl("resume").status == 0)
      #expect(try await engine.ending().status == 0)
      gates.stop()
      try await Invariants.check(lab, experiments: 3)
    }

    @Test func `a veto ends the whole process tree and its reason reaches the next turn`()
      async throws
    {
      let lab = try await Lab(
        .init(lanes: 1, slots: "[{cores: 1}]", plan: ["a1": ["tree", "hold-bad", "bad"]]))
      let engine = try lab.engine(["--experiments", "3"])
      let run = try await lab.untilWaiting(1)
      let folder = lab.jobFolder(run.id) + "/run"
      let escaped = try await until("the escaped child", in: [folder]) {
        // The file is there a moment before what is in it.
        let text = try? String(contentsOfFile: folder + "/escaped", encoding: .utf8)
        return text?.hasSuffix("\n") == true ? text : nil
      }
      let child = try #require(Int32(escaped.trimmingCharacters(in: .whitespacesAndNewlines)))
      let leader = try lab.supervisor(of: JobName.training(run.id)).child
      #expect(Processes.isAlive(child) && Processes.isAlive(leader))
      let start = ContinuousClock.now
      let said = try await lab.pawl("veto", "1", "--reason", "no endless loops")
      #expect(said.status == 0 && said.out.contains("#1 vetoed"))
      _ = try await until("the end of the tree", in: [lab.layout.jobs, lab.jobFolder(run.id)]) {
        Processes.isAlive(child) || Processes.isAlive(leader) ? nil : true
      }
      let took = ContinuousClock.now - start
      print("the tree was gone \(took) after the veto was asked for")
      // A second, and what a busy machine needs to start a command line.
      #expect(took < .seconds(4))
      let experiment = try #require(try lab.record().experiment(1))
      #expect(experiment.state == .vetoed && experiment.why == "no endless loops")
      #expect(experiment.cause == .person("tester"))

      try await lab.untilHeld("a1", 2)
      try lab.release("a1", 2)
      try await lab.untilTold("turn.began", lane: "a1", count: 3)
      let brief = lab.layout.job(JobName.turn("a1", 3)) + "/brief"
      #expect(try await engine.ending().status == 0)
      let rules = try String(contentsOfFile: brief + "/rules.txt", encoding: .utf8)
      let prompt = try String(contentsOfFile: brief + "/prompt.md", encoding: .utf8)
      #expect(rules.contains("no endless loops") && prompt.contains("no endless loops"))
      #expect(try lab.record().rules.map(\.text) == ["no endless loops"])
      try await Invariants.check(lab, experiments: 3)
    }

    @Test func `a rerun has another seed and a revoke undoes a commit with a trailer`() async throws
    {
      let lab = try await Lab(.init(lanes: 1, plan: ["a1": ["good", "bad"]]))
      let engine = try lab.engine([])
      try await lab.untilTold("experiment.discarded", experiment: 2)
      try await lab.untilTold("experiment.kept", experiment: 1)
      #expect(try await lab.pawl("rerun", "2").status == 0)
      let runs = try await lab.until("the re-run of #2") { record, _ in
        let runs = record.experiment(2)?.runs.compactMap { record.runs[$0] } ?? []
        return runs.count > 1 && runs.allSatisfy { $0.state == .ended } ? runs : nil
      }
      #expect(runs.last?.role == .rerun)
      #expect(Set(runs.map(\.seed)).count == runs.count)

      let kept = try #require(try lab.record().experiment(1)?.kept)
      #expect(try await lab.pawl("revoke", "1", "--reason", "too good").status == 0)
      try await lab.untilTold("experiment.revoked", experiment: 1)
      let tip = try await lab.git("log", "-1", "--format=%B", "pawl/lab")
      #expect(tip.contains("Pawl-Revokes: \(kept)") && tip.contains("too good"))
      #expect(try await lab.git("diff", "main", "pawl/lab") == "")
      // The champion of now is measured before anything is judged against it.
      _ = try await lab.until("the champion's runs") { record, _ in
        let runs = record.runs.values.filter { $0.role == .champion }
        return runs.count == 2 && runs.allSatisfy { $0.value != nil } ? true : nil
      }
      let list = try await lab.jsonLines("list", "--json", "--state", "revoked")
      #expect(list.map { $0["n"].number } == [1] && list.first?["why"].text == "too good")
      #expect(try await lab.pawl("stop", "--now").status == 0)
      #expect(try await engine.ending().status == 0)
    }

    @Test func `with review always nothing runs before it is approved`() async throws {
      let lab = try await Lab(.init(lanes: 1, review: "always", plan: ["a1": ["good", "bad"]]))
      let engine = try lab.engine([])
      try await lab.untilTold("experiment.review", experiment: 1)
      #expect(try lab.record().experiment(1)?.runs == [])
      let status = try await lab.json("status", "--json")
      #expect(status["experiments"]["review"].number == 1)
      let early = try await lab.pawl("rerun", "1")
      #expect(early.status == 1 && early.err == "pawl: #1 waits for approval first\n")
      #expect(try await lab.pawl("approve", "1").status == 0)
      try await lab.untilTold("experiment.kept", experiment: 1)
      try await lab.untilTold("experiment.review", experiment: 2)
      #expect(try await lab.pawl("veto", "2").status == 0)
      #expect(try lab.record().experiment(2)?.state == .vetoed)
      let again = try await lab.pawl("approve", "2")
      #expect(again.status == 1 && again.err.contains("vetoed"))
      #expect(try await lab.pawl("stop").status == 0)
      #expect(try await engine.ending().status == 0)
    }

    @Test func `steering reaches the next turn and lanes come and go`() async throws {
      let lab = try await Lab(.init(lanes: 1, plan: ["a1": ["hold-bad"], "a2": ["hold-bad"]]))
      let engine = try lab.engine([])
      try await lab.untilHeld("a1", 1)
      #expect(try await lab.pawl("steer", "a1", "look", "at", "the", "rate").status == 0)
      #expect(try await lab.pawl("steer", "all", "be bold").status == 0)
      try lab.release("a1", 1)
      try await lab.untilTold("turn.began", lane: "a1", count: 2)
      let prompt = lab.layout.job(JobName.turn("a1", 2)) + "/brief/prompt.md"
      let text = try await until("a second prompt", in: [lab.layout.jobs]) {
        try? String(contentsOfFile: prompt, encoding: .utf8)
      }
      #expect(text.contains("look at the rate") && text.contains("be bold"))

      let added = try await lab.pawl("lane", "add", "plan")
      #expect(added.status == 0 && added.out == "a2 added\n")
      try await lab.untilHeld("a2", 1)
      #expect(try await lab.pawl("lane", "remove", "a2").out == "a2 leaves after its turn\n")
      try lab.release("a2", 1)
      _ = try await lab.until("a proposal of a2") { record, _ in
        record.experiments.first { $0.lane == "a2" }
      }
      let gone = try await lab.pawl("pause", "a2")
      #expect(gone.status == 1 && gone.err == "pawl: there is no lane a2; lanes are a1\n")
      let unknown = try await lab.pawl("lane", "add", "oracle")
      #expect(
        unknown.status == 1
          && unknown.err.hasPrefix("pawl: pawl.yaml has no agent 'oracle'; it has plan")
      )
      #expect(try await lab.pawl("stop", "--now").status == 0)
      #expect(try await engine.ending().status == 0)
    }

    @Test func `stop waits for current runs, stop --now does not, and both go on afterwards`()
      async throws
    {
      let bad = Array(repeating: "bad", count: 9)
      let lab = try await Lab(.init(lanes: 1, plan: ["a1": ["gate"] + bad]))
      let first = try lab.engine([])
      let run = try await lab.untilWaiting(1)
      let said = try await lab.pawl("stop")
      #expect(said.status == 0 && said.out.contains("stopping after"))
      #expect(Processes.isAlive(first.pid))
      try lab.tell(run.id, "go")
      #expect(try await first.ending().status == 0)
      #expect(try lab.record().runs[run.id]?.value != nil)
      #expect(try await lab.pawl("stop").status == 4)

      let second = try lab.engine([])
      let next = try await lab.until("the second look of #1") { record, _ in
        record.runs.values.first { $0.role == .second && $0.state == .training }
      }
      let training = try await until("its process", in: [lab.jobFolder(next.id)]) {
        try? lab.supervisor(of: JobName.training(next.id)).child
      }
      #expect(try await lab.pawl("stop", "--now").status == 0)
      #expect(try await second.ending().status == 0)
      #expect(!Processes.isAlive(training))
      #expect(try lab.record().runs[next.id]?.outcome == .void("stopped"))

      // How many were proposed before depends on the machine; one more at least is made now.
      let count = try lab.record().experiments.count + 1
      let gates = Gatekeeper(lab)
      #expect(try await lab.engine(["--experiments", "\(count)"]).ending().status == 0)
      gates.stop()
      try await Invariants.check(lab, experiments: count)
    }

    @Test func `Ctrl-C stops after current runs, twice at once`() async throws {
      let bad = Array(repeating: "bad", count: 9)
      let lab = try await Lab(.init(lanes: 1, plan: ["a1": ["gate"] + bad]))
      let first = try lab.engine([])
      let run = try await lab.untilWaiting(1)
      first.send(SIGINT)
      try await lab.untilTold("steering.stop")
      #expect(Processes.isAlive(first.pid))
      #expect(try lab.record().runs[run.id]?.state == .training)
      first.send(SIGINT)
      #expect(try await first.ending().status == 0)
      #expect(try lab.record().runs[run.id]?.outcome == .void("stopped"))
      let count = try lab.record().experiments.count + 1
      let gates = Gatekeeper(lab)
      #expect(try await lab.engine(["--experiments", "\(count)"]).ending().status == 0)
      gates.stop()
      try await Invariants.check(lab, experiments: count)
    }

    @Test func `a branch that cannot be moved costs nothing that was confirmed`() async throws {
      let lab = try await Lab(.init(lanes: 1, plan: ["a1": ["good"]]))
      let held = lab.folder + "/.git/refs/heads/pawl/lab.lock"
      let engine = try lab.engine(["--experiments", "1", "--until-kept", "1"], command: "run")
      try await lab.untilTold("experiment.proposed", experiment: 1)
      #expect(FileManager.default.createFile(atPath: held, contents: nil))
      #expect(try await engine.ending().status == 1)
      let halted = try lab.notes().last { $0.kind == "campaign.halted" }
      #expect(halted?.text.contains("cannot be moved") == true)
      try FileManager.default.removeItem(atPath: held)
      #expect(try await lab.engine(["--experiments", "1"]).ending().status == 0)
      #expect(try lab.record().experiment(1)?.state == .kept)
      try await Invariants.check(lab, experiments: 1)
    }

    @Test func `a command that an engine died over is refused, not lost or done twice`()
      async throws
    {
      let lab = try await Lab(.init(lanes: 1, plan: [:]))
      let first = try lab.engine([], failpoint: "command-taken:1")
      _ = try await lab.untilEngine()
      let asked = try await lab.pawl("steer", "a1", "hello")
      #expect(asked.status == 4)
      #expect(try await first.ending().signal == SIGKILL)
      let second = try lab.engine([])
      try await lab.untilTold("engine.started")
      #expect(try await lab.pawl("pause", "a1").status == 0)
      #expect(try lab.record().lane("a1")?.messages == [])
      #expect(try await lab.pawl("stop", "--now").status == 0)
      #expect(try await second.ending().status == 0)
    }
  }
}

extension CampaignRecord {
  fileprivate func lane(_ id: LaneID) -> Lane? { lanes.first { $0.id == id } }
}
