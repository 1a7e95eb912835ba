import Glibc
import Screen
import Testing

/// The probe as a job of a shell that says when it is stopped, and brings it back after a line.
@Suite struct SuspendTests {
  private static let shell =
    "\(ProgramOnPty.probe); echo \"stopped $?\"; read line; fg >/dev/null; echo \"ended $?\"; read line"

  private func started() throws -> ProgramOnPty {
    let program = try ProgramOnPty(shell: Self.shell, jobs: true)
    try #require(program.shows("ready 0"), "\(program.emulator.text)")
    return program
  }

  /// The probe's process: the child of the shell in front of the terminal.
  private func inFront(_ program: ProgramOnPty) -> pid_t { tcgetpgrp(program.pty.descriptor) }

  private func isStopped(_ program: ProgramOnPty) -> Bool {
    program.until { $0.isAsFound && $0.text.contains("stopped") } && program.pty.isCooked
  }

  private func expectEnds(_ program: ProgramOnPty) {
    program.pty.type("q")
    #expect(program.until { $0.isAsFound && $0.text.contains("ended 0") })
    #expect(program.pty.isCooked)
  }

  @Test func `Ctrl-Z stops it and it comes back with everything`() throws {
    let program = try started()
    program.pty.type("1\u{1A}")
    #expect(isStopped(program))
    program.pty.type("\n")
    #expect(program.shows("ready 1"))
    program.pty.type("2")
    #expect(program.shows("ready 2"))
    expectEnds(program)
  }

  @Test func `a stop from outside is the same`() throws {
    let program = try started()
    #expect(kill(-inFront(program), SIGTSTP) == 0)
    #expect(isStopped(program))
    program.pty.type("\n")
    #expect(program.shows("ready 0"))
    expectEnds(program)
  }

  @Test func `a stop that nobody hears of is made good afterwards`() throws {
    let program = try started()
    #expect(kill(-inFront(program), SIGSTOP) == 0)
    // The shell is back, on the dashboard's screen.
    #expect(program.until { $0.text.contains("stopped") })
    program.pty.type("\n")
    #expect(program.shows("ready 0"))
    expectEnds(program)
  }

  @Test func `it comes back at the size of then`() throws {
    let program = try started()
    program.pty.type("\u{1A}")
    #expect(isStopped(program))
    program.size = Size(width: 33, height: 7)
    program.pty.type("\n")
    #expect(program.shows("ready 0"))
    expectEnds(program)
  }

  @Test func `a frame that was cut by the stop leaves nothing behind`() throws {
    let program = try started()
    program.size = Size(width: 400, height: 150)
    program.pty.type("1\u{1A}")
    #expect(isStopped(program))
    program.pty.type("\n")
    #expect(program.shows("ready 1"))
    expectEnds(program)
  }

  @Test func `what ends it while it is stopped leaves the shell's modes alone`() throws {
    let program = try started()
    let probe = inFront(program)
    program.pty.type("\u{1A}")
    #expect(isStopped(program))
    program.pty.useOddModes()
    kill(-probe, SIGTERM)
    kill(-probe, SIGCONT)
    // The shell has no job to bring back, and says so.
    program.pty.type("\n")
    #expect(program.until { $0.text.contains("ended") })
    #expect(program.pty.hasOddModes)
  }
}
