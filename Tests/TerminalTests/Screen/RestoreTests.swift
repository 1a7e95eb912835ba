import Glibc
import Screen
import Testing

/// However a program with the screen ends, the terminal is as it was found.
///
/// But for a kill, which no program hears of.
@Suite struct RestoreTests {
  private func started(_ lead: String = "exec ") throws -> ProgramOnPty {
    let program = try ProgramOnPty(shell: lead + ProgramOnPty.probe) { $0.useOddModes() }
    try #require(program.shows("ready 0"), "\(program.emulator.text)")
    #expect(!program.pty.isCooked)
    // Everything that has to be taken back is on.
    program.pty.type("mT1")
    try #require(program.shows("ready 1"))
    try #require(
      program.until { $0.modes.isSuperset(of: [1002, 1004, 1006, 2004]) && $0.titles == 1 })
    return program
  }

  private func expectRestored(_ program: ProgramOnPty, signal: Int32, status: Int32 = 0) throws {
    #expect(program.isRestored(), "left on: \(program.emulator.modes)")
    #expect(program.emulator.unknown.isEmpty)
    let end = try #require(program.end())
    #expect(end & 0x7F == signal)
    #expect(end >> 8 & 0xFF == status)
    #expect(program.pty.hasOddModes)
  }

  @Test(arguments: [
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS,
    SIGXCPU, SIGXFSZ, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2, SIGIO, SIGPWR, SIGSTKFLT,
  ])
  func `after a death by signal`(signal: Int32) throws {
    let program = try started()
    #expect(kill(program.process, signal) == 0)
    try expectRestored(program, signal: signal)
  }

  @Test(arguments: [
    ("t", SIGILL), ("f", SIGILL), ("v", SIGILL), ("a", SIGABRT), ("o", SIGSEGV),
    ("X", SIGSEGV),
  ])
  func `after a trap, an abort, a stack without end, a fault on another thread`(
    key: String, signal: Int32
  ) throws {
    let program = try started()
    program.pty.type(key)
    #if arch(arm64)
      try expectRestored(program, signal: signal == SIGILL ? SIGTRAP : signal)
    #else
      try expectRestored(program, signal: signal)
    #endif
  }

  @Test(arguments: [("q", 0), ("x", 3)])
  func `after a polite end and after an exit in the middle`(key: String, status: Int32) throws {
    let program = try started()
    program.pty.type(key)
    try expectRestored(program, signal: 0, status: status)
  }

  @Test(arguments: [("f", "told to"), ("pq", "printed meanwhile"), ("px", "printed meanwhile")])
  func `what was printed meanwhile is shown afterwards, and not before`(
    keys: String, text: String
  ) throws {
    let program = try started()
    program.pty.type(keys)
    let farewell = "\u{1B}[?1049l"
    var parts: [String] = []
    let isShown = program.until { _ in
      parts = program.sentText.split(separator: farewell, maxSplits: 1).map(String.init)
      return parts.count == 2 && parts[1].contains(text)
    }
    #expect(isShown)
    #expect(!parts[0].contains(text))
  }

  @Test func `after a death in the middle of a frame that the terminal did not take`() throws {
    let program = try started()
    // Pictures of this size do not fit into what a terminal holds back.
    program.size = Size(width: 400, height: 150)
    program.pty.type("1")
    #expect(kill(program.process, SIGTERM) == 0)
    try expectRestored(program, signal: SIGTERM)
  }

  @Test func `an ignored hang-up stays ignored`() throws {
    let program = try started("trap '' HUP; exec ")
    #expect(kill(program.process, SIGHUP) == 0)
    program.pty.type("2")
    #expect(program.shows("ready 2"))
    program.pty.type("q")
    try expectRestored(program, signal: 0)
  }
}
