import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite struct `How a dashboard ends` {
    @Test func `after a death by signal the terminal is as it was`() async throws {
      let lab = try await Lab.quiet()
      try await blocking {
        for signal in [
          SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, SIGTRAP, SIGBUS, SIGFPE, SIGILL,
          SIGUSR1,
        ] {
          let pty = try lab.looking()
          #expect(!pty.isCooked)
          kill(pty.process, signal)
          let output = pty.read(until: "\u{1B}[?1049l")
          #expect(output.contains("\u{1B}[?1049l"), "signal \(signal): the other screen is back")
          #expect(output.contains("\u{1B}[?25h"), "signal \(signal): the cursor is back")
          for mode in [1000, 1002, 1003, 1004, 1006, 2004] {
            #expect(output.contains("\u{1B}[?\(mode)l"), "signal \(signal): mode \(mode) is off")
          }
          #expect(pty.ending()?.signal == signal, "it died of signal \(signal)")
          #expect(pty.isCooked, "signal \(signal): a shell can be typed into")
        }
      }
    }

    @Test(arguments: ["", "trap '' HUP;"])
    func `a closed window ends it, also where nobody tells of it`(lead: String) async throws {
      let lab = try await Lab.quiet()
      try await blocking {
        let pty = try lab.looking(lead)
        pty.hangUp()
        let ending = try #require(pty.ending(), "it goes on without a terminal")
        #expect(ending.cpu < 5, "it span: \(ending.cpu) s of CPU")
      }
    }

    @Test func `q leaves at once where nothing would go on, and the shell is as before`()
      async throws
    {
      let lab = try await Lab.quiet()
      try await blocking {
        let pty = try lab.looking()
        pty.type("q")
        let output = pty.read(until: "\u{1B}[?1049l")
        #expect(output.contains("\u{1B}[?25h"))
        let ending = try #require(pty.ending())
        #expect(ending.signal == 0 && ending.status == 0)
        #expect(pty.isCooked)
      }
    }

    @Test(.enabled(if: Tmux.program != nil, Tmux.reason))
    func `it can be stopped, and goes on where it was`() async throws {
      let lab = try await Lab.quiet()
      let shell = try await Tmux(lab, ["bash", "--norc", "--noprofile", "-i"])
      try await shell.until("a prompt") { $0.contains("bash") }
      try await shell.type("'\(Lab.pawl)' --read-only")
      try await shell.press("Enter")
      let before = try await shell.shows("? help")
      #expect(try await shell.modes().hasPrefix("1"))
      try await shell.press("C-z")
      try await shell.shows("Stopped")
      #expect(try await shell.modes() == "0 1\n", "the shell's screen and cursor are back")
      try await shell.type("echo the shell $((40 + 2))")
      try await shell.press("Enter")
      try await shell.shows("the shell 42")
      try await shell.type("fg")
      try await shell.press("Enter")
      let after = try await shell.shows("? help")
      #expect(after.rows.last == before.rows.last)
      try await shell.press("q")
      try await shell.until("the shell") { $0.contains("the shell 42") }
      #expect(try await shell.modes() == "0 1\n")
    }
  }
}
