import Core
import Foundation
import Glibc
import Journal
import Testing

extension EndToEnd {
  @Suite(.enabled(if: Tmux.program != nil, Tmux.reason)) struct `What a dashboard shows` {
    @Test func `a storm of sizes ends in the right picture`() async throws {
      let lab = try await Lab.quiet()
      let screen = try await Tmux(dashboardOf: lab, "--read-only")
      let before = try await screen.shows("? help")
      var sizes = (0..<58).map { (width: 1 + $0 * 37 % 200, height: 1 + $0 * 23 % 60) }
      sizes += [(1, 1), (120, 36)]
      try await screen.storm(sizes)
      // All but the clock.
      try await screen.until("the picture from before") {
        $0.rows.dropFirst() == before.rows.dropFirst()
      }
      for (width, height) in [(80, 24), (60, 20), (200, 55)] {
        try await screen.resize([(width, height)])
        try await screen.until("\(width)x\(height)") {
          $0.rows.count >= height && $0.rows[height - 1].contains("? help")
        }
      }
      try await screen.resize([(12, 3)])
      try await screen.shows("20x5")
    }

    @Test(arguments: ["xterm-256color", "screen-256color", "xterm-16color"])
    func `going from screen to screen leaves nothing behind, whatever tmux is called`(
      terminal: String
    ) async throws {
      let lab = try await Lab.quiet()
      let good = try await Tmux(dashboardOf: lab, "--read-only")
      let other = try await Tmux(dashboardOf: lab, "--read-only", terminal: terminal)
      try await good.shows("? help")
      try await other.shows("? help")
      for key in ["5", "4", "2", "6", "3", "?", "Escape", "1"] {
        let before = try await good.screen()
        try await good.press(key)
        try await other.press(key)
        try await good.until("another picture") {
          $0.rows.dropFirst() != before.rows.dropFirst()
        }
        // What is read late is drawn late, on either: both are looked at again until they agree.
        for attempt in 1... {
          let expected = try await good.screen()
          do {
            // All but the clock.
            try await other.until("what \(key) shows elsewhere", seconds: 2) {
              $0.rows.dropFirst() == expected.rows.dropFirst()
            }
            break
          } catch is Hang where attempt < 15 {
            continue
          }
        }
      }
    }

    @Test func `a killed engine is told of at once, and two dashboards see the same`() async throws
    {
      let lab = try await Lab(.init(lanes: 1, plan: ["a1": ["gate"]]))
      let engine = try lab.engine()
      let run = try await lab.untilWaiting(1)
      let one = try await Tmux(dashboardOf: lab)
      let other = try await Tmux(dashboardOf: lab, "--read-only", width: 80, height: 24)
      try await one.shows("#1")
      try await other.shows("#1")

      // Looking changes nothing.
      try await other.press("p")
      try await other.shows("read-only")
      #expect(try lab.record().lanes.allSatisfy { !$0.paused })

      // A dashboard that dies is nobody's business.
      kill(try await one.process(), SIGKILL)
      try lab.tell(run.id, "9000", "8000")
      try await other.press("o")
      try await other.shows("step 2 loss 8000")
      let again = try await Tmux(dashboardOf: lab)
      try await again.shows("step 2 loss 8000")

      engine.send(SIGKILL)
      let killed = ContinuousClock.now
      for screen in [again, other] {
        try await screen.shows("engine stopped")
      }
      #expect(ContinuousClock.now - killed < .seconds(5))
      let child = try lab.supervisor(of: JobName.training(run.id)).child
      #expect(Processes.isAlive(child), "its training goes on")
      try await again.press("p")
      try await again.shows("nobody would answer")
      try await again.press("q")
      try await again.untilEnded()
    }
  }
}
