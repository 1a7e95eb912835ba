import Core
import Screen
import Testing

@Suite("Pictures of transcripts")
struct TranscriptGoldenTests {
  @Test("a turn that goes on is read", arguments: Terminal.all)
  func reading(_ terminal: Terminal) throws {
    try expect("transcript-reading", terminal, "5", "g", "enter")
  }

  @Test("its beginning, with a thought unfolded")
  func unfolded() throws {
    try expect(
      "transcript-start", Terminal(width: 80, height: 24), "5", "g", "enter", "g", ".", ".", "enter"
    )
    try expect("transcript-all", Terminal(width: 120, height: 36), "5", "g", "enter", "e", "g")
  }

  @Test("a lane on its screen", arguments: [(80, 24), (120, 36), (200, 60), (60, 20)])
  func lanes(width: Int, height: Int) throws {
    try expect("transcript-lanes", Terminal(width: width, height: height), "5", "g")
  }

  @Test("a lane asks", arguments: Terminal.all)
  func asking(_ terminal: Terminal) throws {
    try expect("transcript-asks", terminal, "!")
  }

  @Test("a lane that asks is read, and denied")
  func denying() throws {
    try expect("transcript-asks-reading", Terminal(width: 80, height: 24), "!", "t")
    try expect("transcript-deny", Terminal(width: 80, height: 24), "!", "t", "D")
  }

  @Test("an earlier turn, and a search")
  func others() throws {
    try expect("transcript-earlier", Terminal(width: 80, height: 24), "5", "g", "enter", "<")
    try expect(
      "transcript-search", Terminal(width: 80, height: 24), "5", "g", "z", "/", "t", "a", "b", "l",
      "e", "enter", "n")
  }

  private func expect(_ name: String, _ terminal: Terminal, _ keys: String...) throws {
    let (snapshot, turns) = Fixture.turning()
    var driver = Driver(
      snapshot, terminal.width, terminal.height, points: 950, turns: turns)
    for key in keys { driver.press(key) }
    try expectGolden(
      screen(
        driver.snapshot, terminal.width, terminal.height, driver.state, glyphs: terminal.glyphs),
      "\(name)-\(terminal.name)")
  }
}
