import Glibc
import Screen
import Testing

/// The terminal is lent to other programs.
@Suite struct LendingTests {
  private func started(
    _ lends: String, file: String? = nil, shell: String = "exec " + ProgramOnPty.probe,
    jobs: Bool = false
  ) throws -> ProgramOnPty {
    let program = try ProgramOnPty(shell: shell, jobs: jobs, lends: lends, file: file)
    try #require(program.shows("ready 0"), "\(program.emulator.text)")
    return program
  }

  private func expectEnds(_ program: ProgramOnPty) {
    program.pty.type("q")
    #expect(program.isRestored())
    #expect(program.end() == 0)
  }

  @Test func `an editor is given a file by its name and what it did is kept`() throws {
    // As in EDITOR: a program with words of its own, and a file with a space in its name.
    let program = try started("f() { echo \"$1\" >> \"$2\"; }; f added", file: "a file")
    Folder.write("first\n", program.folder + "/a file")
    program.pty.type("1e")
    #expect(program.shows("went well 1"))
    #expect(Folder.read(program.folder + "/a file") == "first\nadded\n")
    expectEnds(program)
  }

  @Test func `it has the terminal as a shell would give it, and default signals`() throws {
    let program = try started(
      "stty -a | tr ';' '\\n' | grep -c -e '-icanon' -e '-echo '; grep Sig[BI] /proc/self/status; "
        + "echo \"typed: $(head -n 1)\"; test -t 0 && test -t 1 && test -t 2 && exit 5")
    program.pty.type("e")
    #expect(program.until { !$0.isAlternate && $0.text.contains("SigIgn") })
    program.pty.type("hello\n")
    #expect(program.until { $0.isAlternate && $0.text.contains("<stty ended with status 5 0>") })
    let sent = program.sentText
    #expect(sent.contains("0\r\nSigBlk"), "echo and lines are on")
    #expect(sent.contains("SigBlk:\t0000000000000000"))
    // But for two that the C library keeps to itself.
    let ignored = sent.split(separator: "SigIgn:\t").last?.prefix(16)
    #expect(ignored.flatMap { UInt64($0, radix: 16) }.map { $0 & ~0x1_8000_0000 } == 0)
    #expect(sent.contains("typed: hello"))
    expectEnds(program)
  }

  @Test func `an interrupt typed there is for it alone, and what it did not read is dropped`()
    throws
  {
    let program = try started(
      // A shell that reads may sleep through a signal which comes just before; one that waits does not.
      "trap 'kill $!; exit 4' INT; sleep 100 & echo lent; wait")
    program.pty.type("e")
    #expect(program.until { !$0.isAlternate && $0.text.contains("lent") })
    program.pty.type("\u{3}")
    #expect(program.until { $0.isAlternate && $0.text.contains("status 4 0") })
    expectEnds(program)
  }

  @Test
  func `a pager reads text from its input and keys from the terminal, and its failure is told`()
    throws
  {
    let program = try started("cat; read key </dev/tty; echo \"key: $key\"; exit 3")
    program.pty.type("i")
    #expect(program.until { !$0.isAlternate && $0.text.contains("some text") })
    program.pty.type("k\n")
    #expect(program.until { $0.isAlternate && $0.text.contains("<cat; ended with status 3 0>") })
    #expect(program.sentText.contains("key: k"))
    expectEnds(program)
  }

  @Test(arguments: [
    ("no-such-editor-here", "there is no program called no-such-editor-here here"),
    ("/no/such/editor", "there is no /no/such/editor"),
    ("/etc/passwd", "/etc/passwd cannot be executed"),
  ])
  func `a missing program is told of in one sentence`(line: String, sentence: String) throws {
    let program = try started(line, file: "file")
    program.pty.type("e")
    #expect(program.until { $0.isAlternate && $0.text.contains("<" + sentence.prefix(50)) })
    #expect(program.report == sentence + "\n")
    expectEnds(program)
  }

  @Test func `one that is ended by a signal and leaves its modes behind does no harm`() throws {
    let program = try started(
      "stty raw -echo; printf '\\033[?1049h\\033[?1003h\\033[2;3r\\033[31m'; kill -9 $$")
    program.pty.type("e")
    #expect(program.until { $0.isAlternate && $0.text.contains("was ended by signal 9") })
    program.pty.type("1")
    #expect(program.until { $0.text.contains("signal 9 1") && !$0.modes.contains(1003) })
    expectEnds(program)
  }

  @Test func `the size may change meanwhile`() throws {
    let program = try started("echo lent; read line")
    program.pty.type("e")
    #expect(program.until { !$0.isAlternate && $0.text.contains("lent") })
    program.size = Size(width: 30, height: 9)
    program.pty.type("\n")
    #expect(program.shows("went well 0"))
    expectEnds(program)
  }

  @Test func `stopped there, both stop and go on together`() throws {
    let program = try started(
      "echo lent; read line; echo \"got $line\"; exit 6",
      shell:
        "\(ProgramOnPty.probe); echo \"stopped $?\"; read line; fg >/dev/null; echo \"ended $?\"; read line",
      jobs: true)
    program.pty.type("e")
    #expect(program.until { !$0.isAlternate && $0.text.contains("lent") })
    program.pty.type("\u{1A}")
    #expect(program.until { $0.isAsFound && $0.text.contains("stopped") })
    // A line for the shell, and one for what it brings back.
    program.pty.type("\nback\n")
    #expect(program.until { $0.isAlternate && $0.text.contains("status 6 0") })
    #expect(program.sentText.contains("got back"))
    program.pty.type("q")
    #expect(program.until { $0.isAsFound && $0.text.contains("ended 0") })
  }

  @Test func `where nobody could bring it back a stop is not one`() throws {
    let program = try started("echo lent; kill -STOP $$; echo on; exit 7")
    program.pty.type("e")
    #expect(program.until { $0.isAlternate && $0.text.contains("status 7 0") })
    expectEnds(program)
  }

  @Test func `the death of the dashboard is told to it`() throws {
    let program = try started("trap 'echo told; exit' HUP; echo lent; while :; do read x; done")
    program.pty.type("e")
    #expect(program.until { !$0.isAlternate && $0.text.contains("lent") })
    kill(program.process, SIGTERM)
    #expect(program.until { $0.isAsFound && $0.text.contains("told") })
    #expect(program.end().map { $0 & 0x7F } == SIGTERM)
  }
}
