import Core
import Foundation
import Glibc
import Journal
import Testing

extension EndToEnd {
  @Suite(.enabled(if: Tmux.program != nil, Tmux.reason)) struct `Steering with keys` {
    @Test func `the curve grows, lanes are paused and told things, a veto becomes a rule`()
      async throws
    {
      let lab = try await Lab(.init(lanes: 1, plan: ["a1": ["gate"]]))
      // The dashboard starts the engine.
      let screen = try await Tmux(dashboardOf: lab)
      let run = try await lab.untilWaiting(1)
      try await screen.shows("#1  gate a1-1")
      var drawn: [String] = []
      for round in 0..<3 {
        for step in 1...6 { try lab.tell(run.id, "\(10_000 - round * 2000 - step * 300)") }
        try await screen.shows("step \(round * 6 + 6) loss")
        let known = drawn
        let picture = try await screen.until("a longer curve") {
          $0.curve.joined().dots > 40 && $0.curve != known
        }
        drawn = picture.curve
      }

      try await screen.press("p")
      try await screen.shows("a1 paused")
      #expect(try lab.record().lanes.map(\.paused) == [true])
      try await screen.press("p")
      try await screen.shows("a1 resumed")
      #expect(try lab.record().lanes.map(\.paused) == [false])

      try await screen.press("s")
      try await screen.answer("smaller steps")
      _ = try await lab.until("the message") { record, _ in
        record.lanes.contains { $0.messages == ["smaller steps"] } ? true : nil
      }

      try await screen.press("v")
      try await screen.shows("veto #1 \"gate a1-1\"")
      try await screen.answer("no gates here")
      try await screen.shows("#1 vetoed")
      let record = try await lab.until("the end of its run") { record, _ in
        record.runs[run.id]?.state == .ended ? record : nil
      }
      #expect(record.experiment(1)?.state == .vetoed)
      #expect(record.experiment(1)?.cause == .person("tester"))
      #expect(record.rules.map(\.text) == ["no gates here"])
      #expect(record.rules.first?.lane == nil)

      // Left running, then stopped.
      let engine = try await lab.untilEngine()
      try await screen.press("q")
      try await screen.shows("leave it running")
      try await screen.press("Enter")
      try await screen.untilEnded()
      let left = try await screen.transcript()
      #expect(left.contains("pawl goes on without a screen"))
      #expect(Processes.isAlive(Int32(engine.pid)))
      let again = try await Tmux(dashboardOf: lab)
      try await again.shows("vetoed")
      try await again.press("q")
      try await again.shows("leave it running")
      try await again.until(
        "the second choice", { $0.contains("> stop after the current runs") }, pressing: { "j" })
      try await again.untilEnded(pressing: "Enter")
      try await lab.untilGone(engine)
    }

    @Test func `an approval needs the diff on the screen, and a verdict can be asked again`()
      async throws
    {
      let lab = try await Lab(.init(lanes: 1, review: "always", plan: ["a1": ["bad"]]))
      let screen = try await Tmux(dashboardOf: lab)
      try await screen.until("row 2 to say who is needed") {
        $0.rows[1].contains("a1 waits for you: run #1, \"bad a1-1\"?")
      }
      try await screen.press("!", "a")
      try await screen.shows("read the diff of #1 first")
      #expect(try lab.record().experiment(1)?.state == .review)
      try await screen.shows("+500")
      try await screen.until(
        "an approval", { !$0.rows[1].contains("waits for you") }, pressing: { "a" })
      let cause = try await lab.until("its verdict") { record, notes in
        record.experiment(1)?.state == .discarded
          ? notes.first { $0.kind == "experiment.approved" }?.cause : nil
      }
      #expect(cause.contains("tester"))
      try await screen.press("Escape", "Escape", "G")
      let before = try #require(try lab.record().experiment(1)?.runs.count)
      try await screen.press("r")
      try await screen.shows("#1 gets another run")
      _ = try await lab.until("the re-run") { record, _ in
        let runs = record.experiment(1)?.runs ?? []
        let last = runs.last.flatMap { record.runs[$0] }
        return runs.count > before && last?.value != nil ? true : nil
      }
    }
  }
}

extension Tmux {
  /// Waits for a picture, pressing a key again whenever it has not come: keys are ignored that come
  /// before a person can have read what they answer.
  @discardableResult
  fileprivate func until(
    _ what: String, _ look: (String) throws -> Bool, pressing key: () -> String
  ) async throws -> String {
    for _ in 0..<40 {
      try await press(key())
      if let text = try? await until(what, seconds: 0.3, look) { return text }
    }
    return try await until(what, seconds: 1, look)
  }
}

extension Lab {
  /// Waits until an engine has left.
  fileprivate func untilGone(_ engine: EngineRecord) async throws {
    let pid = Int32(engine.pid)
    _ = try await EndToEndTests.until("the engine to leave", in: [layout.home]) {
      Processes.isAlive(pid) ? nil : true
    }
  }
}
