import Screen
import Testing

@testable import Terminal

struct TerminalEnvironmentTests {
  @Test func `an unknown terminal that looks modern is taken for xterm`() {
    #expect(
      TerminalEnvironment(["TERM": "xterm-ghostty"]).candidates
        == ["xterm-ghostty", "ghostty", "xterm-256color", "xterm", "ansi"])
    #expect(
      TerminalEnvironment(["TERM": "nobody", "COLORTERM": "truecolor"]).candidates
        == ["nobody", "xterm-256color", "xterm", "ansi"])
    #expect(TerminalEnvironment(["TERM": "foot", "TMUX": "x"]).candidates[1] == "tmux-256color")
  }

  @Test func `a dumb terminal is believed`() {
    #expect(TerminalEnvironment(["TERM": "dumb"]).candidates == ["dumb"])
  }

  @Test(arguments: [
    (["TERM": "xterm-256color"], true, Glyphs.braille, true),
    (["TERM": "linux"], true, .block, true),
    (["TERM": "vt220"], true, .ascii, false),
    (["TERM": "xterm"], false, .ascii, false),
    (["TERM": "xterm", "PAWL_GLYPHS": "block"], true, .block, true),
    (["TERM": "xterm", "PAWL_GLYPHS": "ascii"], true, .ascii, false),
    (["TERM": "vt220", "PAWL_GLYPHS": "braille"], true, .braille, true),
  ])
  func `characters follow from the terminal and the locale`(
    variables: [String: String], utf8: Bool, glyphs: Glyphs, unicode: Bool
  ) {
    let found = TerminalEnvironment(variables).capabilities(utf8: utf8).capabilities
    #expect(found == Capabilities(glyphs: glyphs, unicode: unicode))
  }

  @Test(arguments: [
    (["TERM": "xterm", "LANG": "en_US.UTF-8"], true),
    (["TERM": "xterm", "LANG": "en_US.UTF-8", "LC_ALL": "C"], false),
    (["TERM": "xterm"], true),
    (["TERM": "vt100"], false),
    (["TERM": "xterm", "LC_ALL": "C", "PAWL_GLYPHS": "braille"], true),
  ])
  func `a missing locale is taken for UTF-8 only where that was meant`(
    variables: [String: String], assumed: Bool
  ) {
    #expect(TerminalEnvironment(variables).assumesUTF8 == assumed)
  }

  @Test func `NO_COLOR wins over the terminal`() {
    #expect(TerminalEnvironment(["NO_COLOR": "1"]).depth(colors: 256).depth == .monochrome)
    #expect(TerminalEnvironment(["NO_COLOR": ""]).depth(colors: 256).depth == .palette)
  }

  @Test(arguments: [
    (["COLORTERM": "truecolor"], 256, ColorDepth.truecolor),
    (["COLORTERM": "24bit"], 256, .truecolor),
    (["COLORTERM": "yes"], 256, .palette), (["COLORTERM": "truecolor"], 8, .eight),
    (["COLORTERM": "truecolor", "STY": "1"], 256, .palette),
    (["COLORTERM": "truecolor", "TERM": "screen-256color"], 256, .palette),
    (["COLORTERM": "truecolor", "TERM": "screen-256color", "TMUX": "x"], 256, .truecolor),
    (["COLORTERM": "truecolor", "NO_COLOR": "1"], 256, .monochrome),
    (["TERM": "xterm-direct"], 256, .truecolor), (["TERM": "xterm-direct"], 8, .eight),
  ])
  func `colors by their channels need a terminal that says so`(
    variables: [String: String], colors: Int, depth: ColorDepth
  ) {
    #expect(TerminalEnvironment(variables).depth(colors: colors).depth == depth)
  }

  @Test func `a direct terminal is opened by its name for a palette`() {
    let environment = TerminalEnvironment(["TERM": "xterm-direct", "LANG": "C.UTF-8"])
    #expect(environment.candidates == ["xterm-256color", "xterm-direct", "xterm", "ansi"])
    let report = TerminalReport(
      environment: environment, name: "xterm-256color", colors: 256, utf8: true)
    #expect(
      report.describe().prefix(2).map(\.words) == [
        "xterm-256color, as TERM is xterm-direct",
        "truecolor (TERM=xterm-direct)",
      ])
  }

  @Test(arguments: [
    (["TERM": "tmux-256color"], ["tmux-256color", "screen-256color", "screen", "xterm-256color"]),
    (["TERM": "screen.xterm", "STY": "1.x"], ["screen.xterm", "screen-256color", "screen"]),
  ])
  func `what runs inside tmux or screen elsewhere is known by its name`(
    variables: [String: String], names: [String]
  ) {
    let found = TerminalEnvironment(variables).candidates
    #expect(Array(found.prefix(names.count)) == names)
  }

  @Test(arguments: [
    ("15;0", Background.dark), ("0;15", .light), ("0;default;7", .light), ("7;default", .unknown),
    ("", .unknown), ("12;8", .dark),
  ])
  func `a variable may tell what is behind the text`(value: String, background: Background) {
    #expect(TerminalEnvironment(["COLORFGBG": value]).background == background)
  }

  @Test func `the settings choose the glyphs where the locale can show them`() {
    let environment = TerminalEnvironment(["TERM": "xterm"])
    #expect(environment.capabilities(utf8: true, wish: .block).capabilities.glyphs == .block)
    #expect(environment.capabilities(utf8: true, wish: .block).reason == "the settings")
    #expect(environment.capabilities(utf8: false, wish: .braille).capabilities.glyphs == .ascii)
    let variable = TerminalEnvironment(["TERM": "xterm", "PAWL_GLYPHS": "ascii"])
    #expect(variable.capabilities(utf8: true, wish: .block).capabilities.glyphs == .ascii)
  }
}
