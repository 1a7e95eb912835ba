import Core
import Foundation
import Journal
import Testing

@testable import Dashboard

@Suite struct `What scripts read` {
  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `what is not known is null and the key is there`() throws {
    var summary = CampaignSummary(project: "tiny", metric: "loss", goal: .minimize)
    summary.branch = "pawl/tiny"
    let answer = StatusAnswer(CampaignRecord(), summary, engine: nil, now: 0)
    let status = try object(try JSONLine.text(answer))
    #expect(
      Set(status.keys).isSuperset(of: [
        "project", "engine", "ratchet", "experiments", "lanes", "slots", "occupancy", "cost",
        "overhead_seconds",
      ]))
    #expect(status["occupancy"] is NSNull)
    let ratchet = try #require(status["ratchet"] as? [String: Any])
    #expect(ratchet["champion"] is NSNull)
    #expect(ratchet["baseline"] is NSNull)
    let gain = try #require(ratchet["improvement"] as? [String: Any])
    #expect(Set(gain.keys) == ["value", "low", "high", "confirmed", "pairs"])
    let engine = try #require(status["engine"] as? [String: Any])
    #expect(engine["state"] as? String == "stopped")
    #expect(engine["pid"] is NSNull)
  }

  @Test func `every state of an experiment is counted, also the ones nobody is in`() throws {
    let summary = CampaignSummary(project: "tiny", metric: "loss", goal: .minimize)
    let answer = StatusAnswer(CampaignRecord(), summary, engine: nil, now: 0)
    let counts = try #require(
      try object(try JSONLine.text(answer))["experiments"] as? [String: Int])
    for state in ExperimentState.allCases { #expect(counts[state.rawValue] == 0) }
    #expect(counts["total"] == 0)
    #expect(counts["drafting"] == 0)
  }

  @Test func `a line of list has the promised keys`() throws {
    let experiment = Experiment(
      n: 3, era: 1, lane: "a1", agent: "sweep", turn: 2, title: "rate 1 -> 2", reason: "untried",
      proposal: "c0ffee", base: "beef", files: [], state: .queued, created: 0)
    let line = try object(
      try JSONLine.text(ExperimentAnswer(experiment, in: CampaignRecord())))
    let promised: Set<String> = [
      "n", "lane", "agent", "title", "reason", "state", "why", "base", "commit", "reported",
      "verified", "delta", "evidence", "runs", "seconds", "created", "ended", "cause", "era",
    ]
    #expect(Set(line.keys).isSuperset(of: promised))
    #expect(line["runs"] as? Int == 0)
    #expect(line["verified"] is NSNull)
    #expect(line["created"] as? String == "1970-01-01T00:00:00.000Z")
  }

  @Test func `a slot that others have says who, for people and scripts`() throws {
    var record = CampaignRecord()
    let summary = CampaignSummary(project: "tiny", metric: "loss", goal: .minimize)
    var slot = Slot(id: "gpu0", gpus: [0])
    slot.run = 4
    record.slots = [slot]
    func held() throws -> Any? {
      let status = try object(
        try JSONLine.text(StatusAnswer(record, summary, engine: nil, now: 0)))
      return (status["slots"] as? [[String: Any]])?.first?["held_by"]
    }
    #expect(try held() is NSNull)
    record.slots[0].heldBy = "process 42 (python) computes on GPU 0"
    #expect(try held() as? String == "process 42 (python) computes on GPU 0")
    #expect(Words.status(record, summary, running: true).contains(", held: process 42 (python)"))
  }

  @Test func `the account says in words how far report and measure are apart`() {
    var record = CampaignRecord()
    var summary = CampaignSummary(project: "tiny", metric: "loss", goal: .minimize)
    summary.noise = 0.01
    summary.budgetSteps = 2000
    record.summary = summary
    var experiment = Experiment(
      n: 1, era: 1, lane: "a1", agent: "sweep", turn: 1, title: "t", reason: "", proposal: "p",
      base: "c", files: [], state: .discarded, created: 0)
    var run = Run(id: 2, era: 1, experiment: 1, role: .first, commit: "p", seed: 1)
    run.outcome = .measured(0.98)
    run.verified = 0.98
    run.reported = 0.90
    run.leased = 1
    run.usage = RunUsage(wall: 1)
    run.usage?.steps = 1200
    record.runs = [2: run]
    experiment.runs = [2]
    func text(_ numbers: AgentNumbers? = nil) -> String {
      Account.text(experiment, in: record, numbers: numbers) { _ in "now" }
    }
    #expect(text().contains("differs  reported 0.900, verified 0.980: differs by 8.0 s"))
    #expect(text().contains("differs  1200 steps, the budget is 2000"))
    record.runs[2]?.reported = 0.981
    record.runs[2]?.usage?.steps = 1990
    #expect(!text().contains("differs"))
  }

  @Test func `a gain that was not measured side by side says so`() {
    var summary = CampaignSummary(project: "tiny", metric: "loss", goal: .minimize)
    #expect(Words.gain(summary) == "no gain yet")
    summary.baseline = Level(mean: 2, sd: 0.1, runs: 5)
    summary.improvement = 0.1
    summary.improvementLow = 0.08
    summary.improvementHigh = 0.12
    #expect(Words.gain(summary) == "~5.00 % ±1.00 better")
    summary.confirmed = true
    #expect(Words.gain(summary) == "5.00 % ±1.00 better")
  }

  @Test(arguments: [(12.0, "12 s"), (192, "3 m 12 s"), (27_060, "7 h 31 m"), (-1, "0 s")])
  func `a duration is read at a glance`(seconds: Double, text: String) {
    #expect(Words.duration(seconds) == text)
  }
}

@Suite struct `Finding a project` {
  @Test func `it is found from a folder below it`() throws {
    let root = FileManager.default.temporaryDirectory.path + "/pawl-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    try FileManager.default.createDirectory(
      atPath: root + "/deep/er", withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: root + "/pawl.yaml"))
    #expect(try ProjectAccess(from: root + "/deep/er").layout.project == root)
  }

  @Test func `a folder without one is told what to do`() {
    let error = #expect(throws: AccessError.self) { try ProjectAccess(from: "/") }
    #expect(error?.status == 3)
    #expect(error?.description.contains("pawl init") == true)
  }

  @Test func `a command where nothing runs is refused as such`() throws {
    let root = FileManager.default.temporaryDirectory.path + "/pawl-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: root + "/pawl.yaml"))
    let access = try ProjectAccess(from: root)
    #expect(throws: AccessError.noEngine) { try access.ask(.pause(lanes: nil)) }
  }
}
