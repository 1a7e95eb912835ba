import Glibc
import Screen
import Testing

/// A terminal that goes away ends the dashboard soon, wherever it was, and never makes it spin.
@Suite struct HangUpTests {
  /// The probe where nobody tells of a hang-up, once its picture is there.
  private func started(
    lends: String = "true", shell: String = "exec " + ProgramOnPty.probe, jobs: Bool = false
  ) throws -> ProgramOnPty {
    let program = try ProgramOnPty(shell: "trap '' HUP; " + shell, jobs: jobs, lends: lends)
    try #require(program.shows("ready 0"), "\(program.emulator.text)")
    return program
  }

  /// It said that the terminal is gone, after few turns of its loop.
  private func expectGone(_ program: ProgramOnPty, turns: Int = 12) {
    #expect(program.end().map { $0 >> 8 & 0xFF } == 9)
    let words = program.report.split(whereSeparator: \.isWhitespace).suffix(3)
    #expect(words.first == "gone")
    #expect(words.last.flatMap { Int($0) }.map { $0 <= turns } == true, "\(program.report)")
  }

  @Test func `while it waits for a key`() throws {
    let program = try started()
    program.pty.hangUp()
    expectGone(program)
  }

  @Test func `while the terminal takes nothing`() throws {
    let program = try started()
    program.pty.resize(width: 400, height: 150)
    program.pty.type("1")
    // Something of the picture has come, and most of it cannot.
    var byte = [UInt8](repeating: 0, count: 1)
    #expect(read(program.pty.descriptor, &byte, 1) == 1)
    program.pty.hangUp()
    expectGone(program)
  }

  @Test(arguments: [
    "cat", "trap '' HUP; echo here; while read line; do :; done; cat \"$PAWL_PROBE_PIPE\"",
  ])
  func `while a pager has the terminal`(pager: String) throws {
    let program = try started(lends: "echo lent; " + pager)
    program.pty.type("e")
    try #require(program.until { !$0.isAlternate && $0.text.contains("lent") })
    program.pty.hangUp()
    expectGone(program)
    #expect(program.report.contains("went away while"))
  }

  @Test func `while it is stopped`() throws {
    let program = try started(shell: ProgramOnPty.probe + "; echo stopped; read line", jobs: true)
    let probe = tcgetpgrp(program.pty.descriptor)
    program.pty.type("\u{1A}")
    try #require(program.until { $0.isAsFound && $0.text.contains("stopped") })
    program.pty.hangUp()
    // The end of the shell continues it, on a terminal that is not there.
    _ = program.end()
    program.waits(for: probe)
    #expect(program.report.contains("gone turns"), "\(program.report)")
  }
}
