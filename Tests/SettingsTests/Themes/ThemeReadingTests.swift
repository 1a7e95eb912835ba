import Settings
import Testing

struct ThemeReadingTests {
  @Test func `a scheme is read as it is published`() throws {
    let theme = try ThemeText.read(ThemeText.scheme)
    #expect(theme.name == "some")
    #expect(theme.title == "Some scheme")
    #expect(theme.author == "Somebody")
    #expect(theme.variant == .dark)
    #expect(theme.palette.count == 24)
    #expect(theme.palette[0] == 0x101112)
    #expect(theme.palette[15] == 0x804000)
    #expect(theme.palette[16] == nil)
    #expect(theme.background == .terminal)
    #expect(theme.selection == .derived)
    #expect(theme.looks.isEmpty)
  }

  @Test func `the flat format says the same`() throws {
    let theme = try ThemeText.read(ThemeText.scheme)
    #expect(try ThemeText.read(ThemeText.flat) == theme)
  }

  @Test func `a scheme of twenty-four has its bright colors`() throws {
    let text = ThemeText.scheme.replacing("base16\"", with: "base24\"") + "  base17: \"#abcdef\"\n"
    let theme = try ThemeText.read(text)
    #expect(theme.palette[23] == 0xABCDEF)
    #expect(theme.palette[22] == nil)
  }

  @Test func `a scheme that says no variant is what its background is`() throws {
    let text = ThemeText.flat.replacing("101112", with: "fafafa")
    #expect(try ThemeText.read(text).variant == .light)
  }

  @Test(arguments: [
    ("base0D", ThemeColor.rgb(0x0000FF)), ("\"#123abc\"", .rgb(0x123ABC)),
    ("123abc", .rgb(0x123ABC)),
    ("123456", .rgb(0x123456)), ("terminal", .terminal), ("default", .terminal),
    ("ansi-4", .ansi(4)),
    ("ansi-15", .ansi(15)),
  ])
  func `a role is a color`(text: String, color: ThemeColor) throws {
    #expect(try ThemeText.roles("good: \(text)").looks == ["good": ThemeLook(color: color)])
  }

  @Test func `a role is what differs, attribute by attribute`() throws {
    let theme = try ThemeText.roles(
      "good: {bold: on, underline: off}", "bad: {color: base08, on: ansi-0, dim: true, reverse: no}"
    )
    #expect(theme.looks["good"] == ThemeLook(bold: true, underline: false))
    #expect(
      theme.looks["bad"]
        == ThemeLook(color: .rgb(0xFF0000), on: .ansi(0), dim: true, reverse: false))
  }

  @Test func `grounds, the selection and the background are colors too`() throws {
    let theme = try ThemeText.roles(
      "ground-band: base01", "ground-diff-added: \"#002200\"", "selection-background: base02",
      "background: insist")
    #expect(theme.grounds == ["band": .rgb(0x202122), "diff-added": .rgb(0x002200)])
    #expect(theme.selection == .color(.rgb(0x303132)))
    #expect(theme.background == .rgb(0x101112))
    #expect(try ThemeText.roles("background: base01").background == .rgb(0x202122))
    #expect(try ThemeText.roles("selection-background: reverse").selection == .reversed)
  }

  @Test func `few colors and none have sections of their own`() throws {
    let theme = try ThemeText.read(
      ThemeText.scheme + """
        sixteen:
          good: ansi-10
          selection-background: reverse
        monochrome:
          dim: {dim: off}

        """)
    #expect(theme.sixteen == ["good": ThemeLook(color: .ansi(10))])
    #expect(theme.sixteenSelection == .reversed)
    #expect(theme.monochrome == ["dim": ThemeLook(dim: false)])
  }

  @Test func `a theme may do without a scheme`() throws {
    let theme = try ThemeText.read("system: terminal\nroles:\n  good: ansi-2\n")
    #expect(theme.palette.isEmpty)
    #expect(theme.variant == nil)
    #expect(theme.title == "some")
    #expect(theme.looks == ["good": ThemeLook(color: .ansi(2))])
  }
}
