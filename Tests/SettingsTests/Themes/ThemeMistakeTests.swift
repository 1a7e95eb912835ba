import Settings
import Testing

struct ThemeMistakeTests {
  @Test(arguments: [
    ("  god: base0B", "23: unknown key 'god' in 'roles'; did you mean 'good'?"),
    ("  good: base0G", "23: 'roles.good' must be a color, not 'base0G'; did you mean 'base00'?"),
    ("  good: base12", "23: 'roles.good' must be a color, not 'base12'; did you mean 'base02'?"),
    ("  good: #00ff00", "23: 'roles.good' is empty; put a color that begins with '#' in quotes"),
    (
      "  good: \"#0f0\"",
      "23: 'roles.good' must be a color, not '#0f0'; write an entry such as base0D, \"#rrggbb\", terminal or ansi-0 to ansi-15"
    ),
    ("  good: ansi-16", "23: 'roles.good' must be a color, not 'ansi-16'; did you mean 'ansi-1'?"),
    (
      "  good: [base0B]",
      "23: 'roles.good' must be a color, not a list; write an entry such as base0D, \"#rrggbb\", terminal or ansi-0 to ansi-15"
    ),
    (
      "  good: {colour: base0B}",
      "23: unknown key 'colour' in 'roles.good'; did you mean 'color'?"
    ),
    ("  good: {bold: maybe}", "23: 'roles.good.bold' must be on or off, not 'maybe'"),
    ("  good: {bold: }", "23: 'roles.good.bold' is empty"),
    (
      "  ground-bnd: base01", "23: unknown key 'ground-bnd' in 'roles'; did you mean 'ground-band'?"
    ),
    (
      "  background: insists",
      "23: 'roles.background' must be a color, not 'insists'; did you mean 'insist'?"
    ),
    (
      "  selection-background: reversed",
      "23: 'roles.selection-background' must be a color, not 'reversed'; did you mean 'reverse'?"
    ),
    (
      "  good: base0B\n  good: base0C",
      "24: the key 'good' is given twice, first on line 23; keep one of them"
    ),
  ])
  func `a wrong role is named with its line and what was meant`(line: String, sentence: String) {
    let mistakes = ThemeText.mistakes(ThemeText.scheme + "roles:\n" + line + "\n")
    #expect(mistakes == ["themes/some.yaml:\(sentence)"])
  }

  @Test(arguments: [
    (
      "system: base61\npalette: {}\n",
      "1: 'system' must be one of base16, base24, terminal, not 'base61'; did you mean 'base16'?"
    ),
    ("varient: dark\n" + ThemeText.scheme, "1: unknown key 'varient'; did you mean 'variant'?"),
    ("good: base0B\n" + ThemeText.scheme, "1: unknown key 'good'; it belongs in 'roles'"),
    (
      "base0B: \"#123456\"\n" + ThemeText.scheme, "1: unknown key 'base0B'; it belongs in 'palette'"
    ),
    (
      "system: terminal\npalette: {base00: \"#000000\"}\n",
      "2: 'palette' is given, and 'system: terminal' has none; write 'system: base16', or remove it"
    ),
    (
      "system: terminal\nsixteen: {good: base0B}\n",
      "2: 'sixteen.good' must be a color, not 'base0B'; write terminal or ansi-0 to ansi-15"
    ),
    (
      "system: terminal\nmonochrome: {good: ansi-2}\n",
      "2: 'monochrome.good' must be a mapping, not 'ansi-2'; such as {bold: true}"
    ),
    (
      "system: terminal\nmonochrome: {good: {color: ansi-2}}\n",
      "2: unknown key 'color' in 'monochrome.good'; valid keys are bold, dim, underline, reverse"
    ),
    ("- base00\n", "1: the file must be a mapping of keys to values; begin with 'system:'"),
  ])
  func `a wrong file is named with its line`(text: String, sentence: String) throws {
    #expect(try #require(ThemeText.mistakes(text).first) == "themes/some.yaml:\(sentence)")
  }

  @Test func `what a scheme lacks is said at once`() {
    let text = ThemeText.scheme.replacing("  base0B: \"#00ff00\"\n", with: "")
      .replacing("  base0E: \"#ff00ff\"\n", with: "")
    #expect(
      ThemeText.mistakes(text) == [
        "themes/some.yaml:5: 'palette' has no base0B, base0E; a scheme names at least base00 to base0F"
      ])
    #expect(
      ThemeText.mistakes("name: x\nbase00: \"000000\"\n").first?.hasPrefix(
        "themes/some.yaml: the scheme has no base01, base02") == true)
    #expect(
      ThemeText.mistakes("name: x\n") == [
        "themes/some.yaml: 'palette' is missing; add palette: {base00: \"#282828\", ...}"
      ])
  }

  @Test func `a color of the palette that is none is named`() {
    let text = ThemeText.scheme.replacing("\"#00ff00\"", with: "green")
      .replacing("\"#ff00ff\"", with: "#ff00ff")
    #expect(
      ThemeText.mistakes(text) == [
        "themes/some.yaml:17: 'palette.base0B' must be a color, not 'green'; write six digits, such as \"#282828\"",
        "themes/some.yaml:20: 'palette.base0E' is empty; put a color that begins with '#' in quotes",
      ])
  }

  @Test func `an empty file says how to begin`() {
    #expect(
      ThemeText.mistakes("# nothing\n")
        == ["themes/some.yaml: the file is empty; begin with 'system: base16'"])
  }
}
