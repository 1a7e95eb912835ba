import Core
import Foundation
import Journal
import Testing

extension EndToEnd {
  /// What people take back, add by hand and propose themselves, from the command line.
  @Suite struct Undoing {
    @Test func `a veto is undone and its rule with it`() async throws {
      let lab = try await Lab(.init(lanes: 1, review: "always", plan: ["a1": ["good"]]))
      let engine = try lab.engine([])
      try await lab.untilTold("experiment.review", experiment: 1)
      let early = try await lab.pawl("restore", "1")
      #expect(early.status == 1 && early.err == "pawl: #1 is not vetoed, it is review\n")
      #expect(try await lab.pawl("veto", "1", "--reason", "not yet").status == 0)
      #expect(try lab.record().rules.map(\.text) == ["not yet"])
      let said = try await lab.pawl("restore", "1")
      #expect(said.status == 0)
      #expect(said.out == "#1 waits for approval again; rule 1 removed\n")
      #expect(try lab.record().rules.isEmpty)
      #expect(try await lab.pawl("approve", "1").status == 0)
      try await lab.untilTold("experiment.kept", experiment: 1)
      #expect(try await lab.pawl("stop", "--now").status == 0)
      #expect(try await engine.ending().status == 0)
      try await Invariants.check(lab, experiments: 1)
    }

    @Test func `a veto of what runs is undone to a run of its own`() async throws {
      let lab = try await Lab(.init(lanes: 1, slots: "[{cores: 1}]", plan: ["a1": ["gate"]]))
      let engine = try lab.engine([])
      let run = try await lab.untilWaiting(1)
      #expect(try await lab.pawl("veto", "1").status == 0)
      #expect(try await lab.pawl("restore", "1").out == "#1 is queued again\n")
      let gates = Gatekeeper(lab)
      try await lab.untilTold("experiment.kept", experiment: 1)
      gates.stop()
      let record = try lab.record()
      #expect(record.runs[run.id]?.outcome == .ended("vetoed"))
      #expect(record.experiment(1)?.runs.first == run.id)
      #expect(try await lab.pawl("stop", "--now").status == 0)
      #expect(try await engine.ending().status == 0)
      try await Invariants.check(lab, experiments: 1)
    }

    @Test func `rules, review and lanes are changed by hand`() async throws {
      let lab = try await Lab(.init(lanes: 1, plan: ["a1": ["hold-bad"]]))
      let engine = try lab.engine([])
      try await lab.untilHeld("a1", 1)
      #expect(
        try await lab.pawl("rule", "add", "no", "seeds").out
          == "rule 1 added; every lane hears it with the next turn\n")
      #expect(try await lab.pawl("rule", "add", "try depth", "--lane", "a1").status == 0)
      #expect(
        try await lab.pawl("rule", "edit", "2", "try", "width").out
          == "rule 2 changed; a1 hears it with the next turn\n")
      let rules = try await lab.jsonLines("rule", "list", "--json")
      for rule in rules {
        #expect(
          rule.faults([
            "id": "number", "text": "string", "lane": "string?", "experiment": "number?",
            "by": "string", "at": "string",
          ]) == [])
      }
      #expect(rules.map { $0["text"].text } == ["no seeds", "try width"])
      let list = try await lab.pawl("rule", "list")
      #expect(
        list.lines == [
          "   1  all   no seeds  (person tester)", "   2  a1    try width  (person tester)",
        ])
      let brief = lab.layout.job(JobName.turn("a1", 2)) + "/brief/rules.txt"
      try lab.release("a1", 1)
      try await lab.untilTold("turn.began", lane: "a1", count: 2)
      let told = try await until("a second brief", in: [lab.layout.jobs]) {
        try? String(contentsOfFile: brief, encoding: .utf8)
      }
      #expect(told == "no seeds\ntry width")
      #expect(try await lab.pawl("rule", "remove", "1").out == "rule 1 removed\n")
      let gone = try await lab.pawl("rule", "edit", "1", "x")
      #expect(gone.status == 1 && gone.err == "pawl: there is no rule 1\n")

      #expect(try await lab.pawl("review", "always").out == "review is always\n")
      #expect(try lab.record().summary?.review == .always)
      #expect(try await lab.pawl("lane", "remove", "a1").out == "a1 leaves after its turn\n")
      #expect(try await lab.pawl("lane", "keep", "a1").out == "a1 stays\n")
      #expect(try await lab.pawl("stop", "--now").status == 0)
      #expect(try await engine.ending().status == 0)
      for words in [["review", "sometimes"], ["rule"], ["rule", "add", " "]] {
        let wrong = try await Program(
          Lab.pawl, words, in: lab.folder, environment: lab.environment
        ).ending()
        #expect(wrong.status == 2, "\(words)")
      }
      #expect(try await lab.pawl("restore", "1").status == 4)
      #expect(try await lab.pawl("propose").status == 4)
    }
  }
}
