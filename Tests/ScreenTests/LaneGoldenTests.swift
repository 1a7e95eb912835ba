import Core
import Screen
import Testing

@Suite("Pictures of lanes, events and rules")
struct LaneGoldenTests {
  @Test("lanes", arguments: Terminal.all)
  func lanes(_ terminal: Terminal) throws { try expect("lanes", terminal, "5", "k") }

  @Test("a lane's transcript is read")
  func reading() throws {
    try expect("lanes-reading", Terminal(width: 80, height: 24), "5", "enter", "k", "k")
    try expect("lanes-reading", Terminal(width: 120, height: 36), "5", "enter", "k", "k")
  }

  @Test("lanes at odd sizes", arguments: [(20, 5), (40, 12), (60, 20), (100, 16), (160, 18)])
  func odd(width: Int, height: Int) throws {
    try expect("lanes", Terminal(width: width, height: height), "5", "k")
  }

  @Test("a lane without a transcript shows what it did lately")
  func lately() throws {
    var snapshot = Fixture.told()
    snapshot.record.lanes[4].turns = 0
    snapshot.record.lanes[4].turn = nil
    snapshot.record.lanes[3].trouble = "3 turns failed: the key was refused"
    snapshot.record.lanes[3].failures = 3
    try expect(
      "lanes-lately", Terminal(width: 120, height: 36), in: snapshot, "5", "j", "j", "j")
  }

  @Test("events", arguments: Terminal.all)
  func events(_ terminal: Terminal) throws { try expect("events", terminal, "6") }

  @Test("events, paused at a line of yesterday")
  func paused() throws {
    for terminal in [Terminal(width: 80, height: 14), Terminal(width: 120, height: 20)] {
      try expect(
        "events-paused", terminal, "6", "pgup", "pgup", "pgup", "j", "j")
    }
  }

  @Test("events with a word in them")
  func filtered() throws {
    var snapshot = Fixture.told()
    snapshot.events = snapshot.events.filter { $0.text.contains("veto") }
    try expect(
      "events-filtered", Terminal(width: 80, height: 24), in: snapshot, "6", "/", "v", "e", "t",
      "o", "enter", "k", "j")
  }

  @Test("the rules", arguments: [(80, 24), (120, 36), (40, 12)])
  func rules(width: Int, height: Int) throws {
    try expect("rules", Terminal(width: width, height: height), "i", "j", "j")
  }

  @Test("a rule is written, for one lane")
  func writing() throws {
    for terminal in [
      Terminal(width: 80, height: 24), Terminal(width: 80, height: 24, glyphs: .ascii),
    ] {
      try expect("rules-new", terminal, "i", "a", "tab", "n", "o", " ", "b", "i", "a", "s")
    }
  }

  @Test("before there are rules")
  func none() throws {
    try expect("rules-none", Terminal(width: 80, height: 24), in: Fixture.campaign(), "i")
  }

  private func expect(
    _ name: String, _ terminal: Terminal, in snapshot: Snapshot = Fixture.told(), _ keys: String...
  ) throws {
    var driver = Driver(snapshot, terminal.width, terminal.height, points: 950)
    for key in keys { driver.press(key) }
    try expectGolden(
      screen(
        driver.snapshot, terminal.width, terminal.height, driver.state, glyphs: terminal.glyphs),
      "\(name)-\(terminal.name)")
  }
}
