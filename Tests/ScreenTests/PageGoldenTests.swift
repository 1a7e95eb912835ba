import Core
import Screen
import Testing

/// A size and the characters a terminal has.
struct Terminal: CustomTestStringConvertible, Sendable {
  var width: Int
  var height: Int
  var glyphs: Glyphs = .braille

  var name: String { "\(width)x\(height)" + (glyphs == .ascii ? "-ascii" : "") }
  var testDescription: String { name }

  static let all = [(80, 24), (120, 36), (200, 60)].flatMap { width, height in
    [
      Terminal(width: width, height: height),
      Terminal(width: width, height: height, glyphs: .ascii),
    ]
  }
}

@Suite("Pictures of every screen")
struct PageGoldenTests {
  @Test("overview", arguments: Terminal.all)
  func overview(_ terminal: Terminal) throws { try expect("overview", terminal) }

  @Test("experiments, two of them marked", arguments: Terminal.all)
  func experiments(_ terminal: Terminal) throws {
    try expect("experiments", terminal, "2", "j", "j", "space", "j", "j", "space")
  }

  @Test("curves of what is marked and runs, with the crosshair", arguments: Terminal.all)
  func curves(_ terminal: Terminal) throws {
    try expect("curves", terminal, "2", "G", "k", "k", "space", "1", "3", ".")
  }

  @Test("the diff on the whole screen", arguments: Terminal.all)
  func diff(_ terminal: Terminal) throws { try expect("diff", terminal, "d", "z") }

  @Test("help", arguments: Terminal.all)
  func help(_ terminal: Terminal) throws { try expect("help", terminal, "?") }

  @Test("the palette", arguments: Terminal.all)
  func palette(_ terminal: Terminal) throws { try expect("palette", terminal, ":", "r", "e") }

  private func expect(_ name: String, _ terminal: Terminal, _ keys: String...) throws {
    var driver = Driver(Fixture.campaign(), terminal.width, terminal.height, points: 950)
    for key in keys { driver.press(key) }
    try expectGolden(
      screen(
        driver.snapshot, terminal.width, terminal.height, driver.state, glyphs: terminal.glyphs),
      "\(name)-\(terminal.name)")
  }
}
