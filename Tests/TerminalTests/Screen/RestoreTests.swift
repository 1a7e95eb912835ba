import Glibc
import Terminal
import Testing

/// Needs a program with a screen, named by `PAWL_TERMPROBE`.
@Suite(.enabled(if: !ProgramOnPty.command.isEmpty, "PAWL_TERMPROBE names no program to end"))
@MainActor
struct RestoreTests {
  private func started() throws -> ProgramOnPty {
    let program = try ProgramOnPty(ProgramOnPty.command)
    #expect(program.pty.read(until: "?1004h", patience: 5_000).contains("\u{1B}[?1049h"))
    #expect(!program.pty.isCooked)
    return program
  }

  @Test(arguments: [
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGFPE, SIGTRAP,
  ])
  func `after a death by signal the terminal is as it was`(signal: Int32) throws {
    let program = try started()
    defer { program.kill() }
    #expect(kill(program.process, signal) == 0)
    let output = program.pty.read(until: "?1049l", patience: 5_000)
    #expect(output.contains("\u{1B}[?1049l"))
    #expect(output.contains("\u{1B}[?25h"))
    for mode in [1000, 1002, 1003, 1004, 1006, 2004, 2026] {
      #expect(output.contains("\u{1B}[?\(mode)l"))
    }
    let status = try #require(program.end())
    #expect(status & 0x7F == signal, "it died of that signal")
    #expect(program.pty.isCooked)
  }

  @Test func `a change of size repaints and a storm of them is survived`() throws {
    let program = try started()
    defer { program.kill() }
    for width in 20..<220 { program.pty.resize(width: width, height: 10 + width % 30) }
    program.pty.resize(width: 60, height: 10)
    #expect(program.pty.read(until: "\u{1B}[2J", patience: 2_000).contains("\u{1B}[2J"))
    _ = program.pty.read(patience: 150)
    #expect(kill(program.process, 0) == 0)
  }
}
