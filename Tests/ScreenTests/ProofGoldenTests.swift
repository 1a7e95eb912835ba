import Core
import Screen
import Testing

@Suite("Pictures of the ratchet and of experiments")
struct ProofGoldenTests {
  @Test("the ratchet's screen, the cursor on a keep", arguments: Terminal.all)
  func ratchet(_ terminal: Terminal) throws {
    try expect("ratchet", terminal, cursor: 131, keys: ["4"])
  }

  @Test("the ratchet over time instead of experiments")
  func overTime() throws {
    try expect(
      "ratchet-time", Terminal(width: 120, height: 36), cursor: 120, keys: ["4", "x"])
  }

  @Test("an experiment that is being confirmed", arguments: Terminal.all)
  func confirming(_ terminal: Terminal) throws {
    try expect("experiment", terminal, cursor: 139, keys: ["enter"])
  }

  @Test(
    "experiments that are over",
    arguments: [("kept", 131), ("crashed", 140), ("vetoed", 134), ("discarded", 137)])
  func over(_ name: String, _ n: Int) throws {
    let terminal = Terminal(width: 120, height: 36)
    try expect("experiment-\(name)", terminal, cursor: n, keys: ["2", "enter"])
  }

  @Test("a kept experiment where it is small", arguments: [(80, 24), (60, 20)])
  func small(width: Int, height: Int) throws {
    let terminal = Terminal(width: width, height: height)
    try expect("experiment-kept", terminal, cursor: 131, keys: ["2", "enter"])
  }

  @Test("all curves of a kept experiment")
  func curves() throws {
    let terminal = Terminal(width: 120, height: 36)
    try expect("experiment-curves", terminal, cursor: 131, keys: ["2", "enter", "tab"])
  }

  @Test("the ratchet's screen where it is narrow", arguments: [(60, 20), (60, 40), (200, 20)])
  func narrow(width: Int, height: Int) throws {
    try expect("ratchet", Terminal(width: width, height: height), cursor: 120, keys: ["4"])
  }

  @Test("two eras, a keep that was taken back and a person's own commits")
  func eventful() throws {
    for (name, cursor, keys) in [
      ("ratchet-eras", 115, ["4"]), ("experiment-revoked", 115, ["2", "enter"]),
    ] {
      try expect(
        name, Terminal(width: 120, height: 36), cursor: cursor, keys: keys,
        of: Fixture.eventful())
    }
  }

  private func expect(
    _ name: String, _ terminal: Terminal, cursor: Int, keys: [String],
    of snapshot: Snapshot = Fixture.proven()
  ) throws {
    var driver = Driver(snapshot, terminal.width, terminal.height, points: 950)
    driver.state.focus = .experiment(cursor)
    for key in keys {
      driver.press(key)
      if key == "2" { driver.state.focus = .experiment(cursor) }
    }
    try expectGolden(
      screen(
        driver.snapshot, terminal.width, terminal.height, driver.state, glyphs: terminal.glyphs),
      "\(name)-\(terminal.name)")
  }
}
