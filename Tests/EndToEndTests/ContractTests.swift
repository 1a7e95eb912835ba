import Core
import Foundation
import Glibc
import Journal
import Testing

extension EndToEnd {
  /// What a script may rely on.
  @Suite struct Contracts {
    @Test func `a campaign for so many experiments ends by itself with a summary`() async throws {
      let words = ["good", "bad", "crash", "frozen", "good", "bad"]
      let lab = try await Lab(.init(plan: ["a1": words, "a2": words]))
      let engine = try lab.engine(["--experiments", "9"])
      _ = try await lab.untilEngine()
      let follower = try lab.engine(["--follow", "--json"], command: "log")
      // Others who look disturb nothing.
      while Processes.isAlive(engine.pid) {
        guard (try? lab.record().summary) != nil else { continue }
        let look = try await lab.pawl("status", "--json")
        #expect(look.status == 0, "\(look.err)")
      }
      let ending = try await engine.ending()
      #expect(ending.status == 0 && ending.err == "", "\(ending.err)")
      #expect(ending.lines.contains { $0.hasPrefix("9 experiments: ") })
      #expect(ending.lines.contains("ratchet    git log pawl/lab"))
      let told = try await follower.ending(seconds: 10)
      #expect(told.status == 0)
      let notes = try lab.notes()
      #expect(
        try told.lines.map { try JSONValue(parsing: $0)["seq"].number }
          == notes.map { Double($0.seq) })
      #expect(notes.last?.kind == "campaign.finished")
      try await Invariants.check(lab, experiments: 9)
      try await checkAnswers(of: lab)
    }

    private func checkAnswers(of lab: Lab) async throws {
      try await checkStatus(lab)
      try await checkList(lab)
      try await checkShow(lab)
      let log = try await lab.jsonLines("log", "--json")
      for line in log {
        #expect(
          line.faults([
            "seq": "number", "at": "string", "cause": "string", "kind": "string", "text": "string",
            "experiment": "number?", "lane": "string?", "run": "number?",
          ]) == [])
        #expect(isTime(line["at"]))
      }
      let table = try await lab.pawl("report", "--tsv")
      let rows = table.out.split(separator: "\n").map {
        $0.split(separator: "\t", omittingEmptySubsequences: false)
      }
      #expect(rows.first == ["commit", "score", "memory_gb", "status", "description"])
      #expect(rows.count == 11 && rows.allSatisfy { $0.count == 5 })
      #expect(Set(rows.dropFirst().map { String($0[3]) }) == ["keep", "discard", "crash"])
      for row in rows.dropFirst() { #expect(Double(row[1]) != nil && Double(row[2]) != nil) }
      let report = try await lab.pawl("report")
      #expect(report.status == 0 && report.out.contains("git merge pawl/lab"))
    }

    private func checkStatus(_ lab: Lab) async throws {
      let status = try await lab.json("status", "--json")
      #expect(
        status.faults([
          "project": "object", "engine": "object", "ratchet": "object", "experiments": "object",
          "lanes": "array", "slots": "array", "occupancy": "number?", "cost": "object",
          "overhead_seconds": "object",
        ]) == [])
      #expect(
        status["project"].faults([
          "name": "string", "metric": "string", "goal": "string", "era": "number",
        ]) == [])
      #expect(
        status["engine"].faults([
          "state": "string", "pid": "number?", "since": "string?", "isolation": "string",
        ]) == [])
      #expect(status["engine"]["state"].text == "stopped")
      let ratchet = status["ratchet"]
      #expect(
        ratchet.faults([
          "branch": "string", "champion": "string", "kept": "number", "baseline": "object",
          "best": "object", "improvement": "object",
        ]) == [])
      #expect(
        ratchet["baseline"].faults(["mean": "number", "sd": "number?", "runs": "number"]) == [])
      #expect(
        ratchet["best"].faults([
          "experiment": "number?", "verified": "number?", "reported": "number?",
        ]) == [])
      #expect(
        ratchet["improvement"].faults([
          "value": "number?", "low": "number?", "high": "number?", "confirmed": "bool",
        ]) == [])
      let tip = try await lab.git("rev-parse", "pawl/lab")
      #expect(ratchet["champion"].text.map { $0 + "\n" } == tip)
      let counts = [
        "total", "drafting", "review", "queued", "running", "confirming", "kept", "discarded",
        "crashed", "refused", "vetoed", "revoked",
      ]
      #expect(
        status["experiments"].faults(
          Dictionary(uniqueKeysWithValues: counts.map { ($0, "number") })) == [])
      #expect(status["experiments"]["total"].number == 9)
      for lane in status["lanes"].items {
        #expect(
          lane.faults([
            "id": "string", "agent": "string", "state": "string", "paused": "bool",
            "open": "array", "since": "string", "cost": "number?",
          ]) == [])
        #expect(isTime(lane["since"]))
      }
      #expect(status["lanes"].items.count == 2 && status["slots"].items.count == 2)
      for slot in status["slots"].items {
        #expect(
          slot.faults([
            "id": "string", "state": "string", "run": "number?", "experiment": "number?",
            "kind": "string?", "elapsed": "number?", "budget": "number?",
          ]) == [])
      }
      #expect(status["cost"].faults(["dollars": "number?", "tokens": "number?"]) == [])
      #expect(status["overhead_seconds"].faults(["median": "number?", "p95": "number?"]) == [])
    }

    private func checkList(_ lab: Lab) async throws {
      let list = try await lab.jsonLines("list", "--json")
      #expect(list.map { $0["n"].number } == (1...9).map { Double($0) })
      for line in list {
        #expect(line.faults(Self.experiment) == [])
        #expect(isTime(line["created"]) && isTime(line["ended"]))
        for key in ["base", "commit"] {
          try await lab.git("cat-file", "-e", (line[key].text ?? "?") + "^{commit}")
        }
      }
      let record = try lab.record()
      let kept = try await lab.jsonLines("list", "--json", "--kept")
      #expect(kept.map { $0["commit"].text } == record.experiments.compactMap(\.kept))
      let crashed = try await lab.jsonLines("list", "--json", "--state", "crashed")
      #expect(
        !crashed.isEmpty && crashed.allSatisfy { $0["why"].text?.contains("it broke") == true })
    }

    private static let experiment = [
      "n": "number", "lane": "string", "agent": "string", "title": "string", "reason": "string",
      "state": "string", "why": "string", "base": "string", "commit": "string",
      "reported": "number?", "verified": "number?", "delta": "number?", "evidence": "number?",
      "runs": "number", "seconds": "number", "created": "string", "ended": "string?",
      "cause": "string", "era": "number",
    ]

    private func checkShow(_ lab: Lab) async throws {
      let kept = try #require(try lab.record().experiments.first { $0.state == .kept })
      let n = "\(kept.n)"
      let shown = try await lab.json("show", n, "--json")
      #expect(shown.faults(Self.experiment) == [])
      let runs = shown["history"].items
      #expect(Double(runs.count) == shown["runs"].number)
      for run in runs {
        #expect(isTime(run["started"]) && run["seed"].type == "number")
        #expect(run["slot"].type == "string")
      }
      #expect(shown["pairs"].items.count == kept.pairs.count)
      let diff = try await lab.pawl("show", n, "--diff")
      let patch = lab.home + "/patch"
      try diff.out.write(toFile: patch, atomically: true, encoding: .utf8)
      try await lab.git("apply", "--check", patch)
      let curve = try await lab.jsonLines("show", n, "--curve")
      #expect(curve.contains { $0["series"].text?.contains("loss") == true })
      for point in curve {
        #expect(
          point.faults(["series": "string", "x": "number", "y": "number", "run": "number"]) == [])
      }
      #expect(try await lab.pawl("show", n, "--log").out.contains("step 1 loss"))
      #expect(try await lab.pawl("show", n).out.hasPrefix("#\(n)  good"))
    }

    private func isTime(_ value: JSONValue) -> Bool {
      guard let text = value.text else { return false }
      let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
      return (try? style.parse(text)) != nil
    }

    @Test func `reading a log gives a line per series and how it ended`() async throws {
      let lab = try await Lab()
      let path = lab.home + "/a.log"
      try "step 1 loss 3.5\nstep 2 loss 2.5\nstep 3 loss nan\n---\nval_loss: 2.25\n"
        .write(toFile: path, atomically: true, encoding: .utf8)
      let lines = try await lab.jsonLines("read", path, "--json")
      let series = try #require(lines.first { $0["series"].text == "loss" })
      #expect(
        series.faults([
          "series": "string", "axis": "string", "points": "number", "first": "array",
          "last": "array", "nonfinite": "number",
        ]) == [])
      #expect(series["first"] == .array([.number(1), .number(3.5)]))
      let end = try #require(lines.last)
      #expect(end.faults(["end": "string", "final": "object"]) == [])
      #expect(end["final"]["val_loss"].number == 2.25)
      try Data([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2]).write(to: URL(fileURLWithPath: path))
      let other = try await lab.pawl("read", path, "--json")
      #expect(other.status == 0)
      #expect(try JSONValue(parsing: other.out) == .object(["not": .string("a log")]))
      #expect(try await lab.pawl("read", lab.home + "/none").status == 1)
    }

    @Test func `exit statuses tell wrong usage, no project, no engine and a no apart`() async throws
    {
      let lab = try await Lab(.init(lanes: 1, plan: [:]))
      let wrong: [[String]] = [
        ["--frobnicate"], ["frobnicate"], ["veto"], ["veto", "x"], ["show"], ["show", "1", "2"],
        ["show", "1", "--json", "--diff"], ["steer"], ["steer", "a1"], ["run", "--experiments"],
        ["run", "--experiments", "0"], ["run", "--experiments", "x"], ["list", "--state", "odd"],
        ["pause", "--now"], ["stop", "a1"], ["lane"], ["lane", "remove"],
        ["lane", "add", "plan", "--count", "0"], ["log", "--tail"], ["read"], ["approve"],
        ["rerun"], ["revoke"], ["status", "x"], ["engine", "x"], ["steer", "a1", ""],
      ]
      for arguments in wrong {
        let ending = try await Program(
          Lab.pawl, arguments, in: lab.folder, environment: lab.environment
        ).ending(seconds: 30)
        #expect(ending.status == 2, "\(arguments): \(ending.status ?? -1) \(ending.out)")
        #expect(ending.out == "" && !ending.err.isEmpty, "\(arguments)")
      }
      for arguments in [["--help"], ["--version"], ["help", "veto"], ["lane", "--help"]] {
        let ending = try await Program(
          Lab.pawl, arguments, in: lab.folder, environment: lab.environment
        ).ending(seconds: 30)
        #expect(ending.status == 0 && ending.err == "" && !ending.out.isEmpty, "\(arguments)")
      }
      let asking: [[String]] = [
        ["pause"], ["resume", "a1"], ["veto", "1"], ["approve", "1"], ["rerun", "1"],
        ["revoke", "1"], ["steer", "all", "x"], ["stop"], ["stop", "--now"],
        ["lane", "add", "plan"],
        ["lane", "remove", "a1"],
      ]
      let looking: [[String]] = [
        ["status"], ["log"], ["list"], ["show", "1"], ["report"], ["log", "--follow"],
      ]
      for arguments in asking + looking + [["run"], []] {
        let outside = try await Program(
          Lab.pawl, arguments, in: lab.home, environment: lab.environment
        ).ending(seconds: 30)
        expectSentence(outside, status: 3, arguments)
      }
      for arguments in asking {
        let ending = try await Program(
          Lab.pawl, arguments, in: lab.folder, environment: lab.environment
        ).ending(seconds: 30)
        expectSentence(ending, status: 4, arguments)
      }
      for arguments in looking {
        let ending = try await Program(
          Lab.pawl, arguments, in: lab.folder, environment: lab.environment
        ).ending(seconds: 30)
        expectSentence(ending, status: 1, arguments)
      }
      let engine = try lab.engine([])
      _ = try await lab.untilEngine()
      let unknown: [[String]] = [
        ["pause", "a9"], ["resume", "a9"], ["veto", "9"], ["approve", "9"], ["rerun", "9"],
        ["revoke", "9"], ["steer", "a9", "x"], ["lane", "add", "oracle"], ["lane", "remove", "a9"],
        ["show", "9"], ["veto", "0"], ["show", "0"],
      ]
      for arguments in unknown {
        let ending = try await Program(
          Lab.pawl, arguments, in: lab.folder, environment: lab.environment
        ).ending(seconds: 30)
        expectSentence(ending, status: 1, arguments)
      }
      let second = try await lab.engine([]).ending()
      expectSentence(second, status: 1, ["run"])
      #expect(second.err.contains("another engine"))
      #expect(try await lab.pawl("stop", "--now").status == 0)
      #expect(try await engine.ending().status == 0)
    }

    private func expectSentence(_ ending: Program.Ending, status: Int32, _ arguments: [String]) {
      #expect(ending.status == status, "\(arguments): \(ending.status ?? -1) \(ending.err)")
      let lines = ending.err.split(separator: "\n")
      #expect(lines.count == 1 && ending.err.hasPrefix("pawl: "), "\(arguments): \(ending.err)")
      #expect(ending.out == "", "\(arguments): \(ending.out)")
    }

    @Test func `without a terminal the dashboard is a list of lines`() async throws {
      let lab = try await Lab(.init(lanes: 1, plan: ["a1": ["gate"]]))
      let first = try lab.engine([], command: "")
      let run = try await lab.untilWaiting(1)
      // A second one follows the engine that is there, and ends with it.
      let second = try lab.engine([], command: "")
      _ = try await until("lines", in: [second.outputFolder]) { second.out.isEmpty ? nil : true }
      first.send(SIGTERM)
      try await lab.untilTold("steering.stop")
      try lab.tell(run.id, "go")
      #expect(try await first.ending().status == 0)
      let followed = try await second.ending(seconds: 20)
      #expect(followed.status == 0)
      let told = try lab.notes().map(\.text)
      #expect(followed.lines.count == told.count)
      #expect(zip(followed.lines, told).allSatisfy { $0.hasSuffix($1) })
      #expect(followed.lines.last?.contains("the campaign ended: stopped") == true)
    }

    @Test func `a journal of a newer or an older pawl is refused with a sentence`() async throws {
      let lab = try await Lab(.init(lanes: 1, plan: ["a1": ["bad"]]))
      #expect(try await lab.engine(["--experiments", "1"]).ending().status == 0)
      try await change(lab, "INSERT INTO grdb_migrations VALUES ('9 of a later day')")
      for arguments in [["status"], ["run"], ["list", "--json"]] {
        let ending = try await Program(
          Lab.pawl, arguments, in: lab.folder, environment: lab.environment
        ).ending(seconds: 30)
        expectSentence(ending, status: 1, arguments)
        #expect(ending.err.contains("newer pawl"))
      }
      try await change(lab, "DELETE FROM grdb_migrations")
      let old = try await lab.pawl("status")
      expectSentence(old, status: 1, ["status"])
      #expect(old.err.contains("older pawl"))
    }

    private func change(_ lab: Lab, _ sql: String) async throws {
      let script =
        "import sqlite3,sys; d=sqlite3.connect(sys.argv[1]); d.execute(sys.argv[2]); d.commit()"
      let ending = try await Program(
        "/usr/bin/env", ["python3", "-c", script, lab.layout.journal, sql], in: lab.folder,
        environment: lab.environment
      ).ending(seconds: 30)
      #expect(ending.status == 0, "\(ending.err)")
    }
  }
}
