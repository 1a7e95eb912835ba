import Screen
import Testing

@testable import Terminal

struct PaletteTests {
  private func look(_ style: Style, _ depth: ColorDepth, _ theme: TerminalTheme = .standard)
    -> CellLook
  {
    Palette(theme: theme, depth: depth).resolve(style)
  }

  @Test(arguments: [
    (-1, ColorDepth.monochrome), (0, .monochrome), (8, .eight), (16, .sixteen), (88, .sixteen),
    (256, .palette), (16_777_216, .truecolor),
  ])
  func `the depth is the largest the terminal has`(colors: Int, depth: ColorDepth) {
    #expect(ColorDepth(colors: colors) == depth)
  }

  @Test(arguments: Role.allCases)
  func `without color no role asks for any`(role: Role) {
    for selected in [false, true] {
      let look = look(Style(role, selected: selected), .monochrome)
      #expect(look.foreground == -1)
      #expect(look.background == -1)
      #expect(look.reverse || !selected)
    }
  }

  @Test(arguments: Role.allCases)
  func `with eight colors no entry above seven is used`(role: Role) {
    for selected in [false, true] {
      let look = look(Style(role, selected: selected), .eight)
      #expect(look.foreground < 8)
      #expect(look.background < 8)
    }
  }

  @Test(arguments: Role.allCases, ColorDepth.allCases)
  func `a selected cell differs from a plain one and can be read`(role: Role, depth: ColorDepth) {
    let plain = look(Style(role), depth)
    let selected = look(Style(role, selected: true), depth)
    #expect(selected != plain)
    #expect(selected.foreground != selected.background || selected.foreground == -1)
  }

  @Test(arguments: ColorDepth.allCases)
  func `what needs a person looks like nothing else`(depth: ColorDepth) {
    let wanted = look(Style(.needsYou), depth)
    for role in Role.allCases where role != .needsYou {
      #expect(look(Style(role), depth) != wanted)
    }
  }

  @Test func `colors of a theme's own need 256 and fall back below`() {
    let theme = TerminalTheme(
      name: "own", looks: [.good: RoleLook(.rgb(RGB(0x00FF00)))])
    #expect(look(Style(.good), .palette, theme).foreground == 46)
    #expect(look(Style(.good), .sixteen, theme).foreground == 2)
    #expect(look(Style(.bad), .palette, theme).foreground == 1)
  }

  @Test(arguments: [
    (0, 0, 0, 16), (255, 255, 255, 231), (255, 0, 0, 196), (0, 0, 255, 21), (128, 128, 128, 244),
    (95, 135, 175, 67),
  ])
  func `a color becomes the entry it looks like`(red: UInt8, green: UInt8, blue: UInt8, index: Int)
  {
    #expect(ColorQuantizer.nearest(RGB(red: red, green: green, blue: blue)) == index)
  }

  @Test(arguments: [
    ("a", "a"), ("─", "-"), ("│", "|"), ("┼", "+"), ("●", "*"), ("⣀", "*"), ("\u{2800}", " "),
    ("漢", "?"), ("█", "#"), ("", ""),
  ])
  func `every character has a plain stand-in`(text: String, plain: String) {
    #expect(AsciiFallback.replace(text) == plain)
  }
}
