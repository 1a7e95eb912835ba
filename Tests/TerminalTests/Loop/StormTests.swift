import Glibc
import Screen
import Testing

/// Two hundred sizes a second, from one cell to many thousands.
@Suite struct StormTests {
  /// Seconds of storm; `PAWL_STORM_SECONDS` for more.
  static let seconds = Probe.variable("PAWL_STORM_SECONDS").flatMap { Int($0) } ?? 1

  private static let sizes: [Size] = {
    var sizes = [Size(width: 1, height: 1), Size(width: 500, height: 200)]
    for step in 0..<37 {
      sizes.append(Size(width: 1 + step * 137 % 500, height: 1 + step * 53 % 200))
    }
    return sizes + [Size(width: 2, height: 1), Size(width: 1, height: 60)]
  }()

  @Test func `the last picture is right and there are few before it`() throws {
    let program = try ProgramOnPty()
    try #require(program.shows("ready 0"))
    let start = ContinuousClock.now
    let clears = program.emulator.clears
    for step in 0..<(200 * Self.seconds) {
      program.pty.resize(to: Self.sizes[step % Self.sizes.count])
      // The terminal goes on taking what comes.
      program.read(until: start + .milliseconds(5 * (step + 1)))
    }
    program.size = Size(width: 97, height: 31)
    #expect(program.shows("ready 0"), "\(program.emulator.text)")
    let took = start.duration(to: .now)
    let frames = program.emulator.clears - clears
    // At most one in 50 ms, and one more in each of: the one before, the last, a repaint.
    #expect(frames <= Int(took / .milliseconds(50)) + 3)
    #expect(program.emulator.unknown.isEmpty)

    // And it still listens.
    program.pty.type("1q")
    #expect(program.isRestored())
    #expect(program.end() == 0)
  }
}
