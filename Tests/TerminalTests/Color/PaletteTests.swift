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

  @Test(
    arguments: [RGB(0), RGB(0x282C34), RGB(0xFFFFFF), RGB(0xFDF6E3)],
    [ColorDepth.palette, .truecolor])
  func `where it is known what is behind, a selected row keeps its colors on a tint of it`(
    behind: RGB, depth: ColorDepth
  ) {
    let theme = TerminalTheme.standard.settled(on: behind)
    let palette = Palette(theme: theme, depth: depth)
    #expect(palette.tints)
    let plain = palette.resolve(Style(.good))
    let selected = palette.resolve(Style(.good, selected: true))
    #expect(!selected.reverse)
    #expect(selected.foreground == plain.foreground)
    #expect(selected.background != plain.background)
    // The terminal's grey would vanish on it.
    #expect(palette.resolve(Style(.dim, selected: true)).foreground != 8)
    #expect(palette.resolve(Style(.dim)).foreground == 8)
    let grounds = Ground.allCases.map { palette.resolve(Style(.text, ground: $0)).background }
    #expect(Set(grounds).count == grounds.count)
  }

  @Test func `where it is not known, or where a theme says otherwise, a selected row is reversed`()
  {
    #expect(TerminalTheme.standard.settled(on: .unknown) == .standard)
    #expect(TerminalTheme.standard.settled(on: .dark) != .standard)
    var stern = TerminalTheme.standard
    stern.settles = false
    #expect(stern.settled(on: RGB(0)) == stern)
    let sixteen = Palette(theme: TerminalTheme.standard.settled(on: RGB(0)), depth: .sixteen)
    #expect(sixteen.resolve(Style(.text, selected: true)).reverse)
    #expect(!sixteen.tints)
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

  @Test(arguments: ColorDepth.allCases)
  func `a selected row is one bar where it is reversed`(depth: ColorDepth) {
    let plain = look(Style(.text, selected: true), depth)
    for role in [Role.good, .bad, .dim, .border, .progress] {
      let selected = look(Style(role, selected: true), depth)
      #expect(selected.reverse)
      #expect(!selected.dim)
      #expect((selected.foreground, selected.background) == (plain.foreground, plain.background))
    }
  }

  @Test(arguments: ColorDepth.allCases)
  func `grounds need 256 colors and give way to a selection`(depth: ColorDepth) {
    let theme = TerminalTheme(
      name: "own", looks: [.dim: RoleLook(.rgb(RGB(0x404040)))],
      grounds: [.band: .rgb(RGB(0x303840)), .diffAdded: .rgb(RGB(0x103010))],
      selection: .rgb(RGB(0x203050)), ink: RGB(0xDDDDDD))
    let palette = Palette(theme: theme, depth: depth)
    #expect(palette.tints == (depth >= .palette))
    let plain = palette.resolve(Style(.good))
    let band = palette.resolve(Style(.good, ground: .band))
    let added = palette.resolve(Style(.good, ground: .diffAdded))
    #expect((band == plain) == (depth < .palette))
    #expect((band.background == added.background) == (depth < .palette))
    #expect(
      palette.resolve(Style(.dim, selected: true, ground: .band))
        == palette.resolve(Style(.dim, selected: true)))
    guard depth == .truecolor else { return }
    #expect(band.background == CellLook.rgb(RGB(0x303840)))
    // What cannot be read on a ground is moved until it can, and the terminal's own text is known there.
    let dim = palette.resolve(Style(.dim, ground: .band)).foreground
    #expect(dim != CellLook.rgb(RGB(0x404040)))
    #expect(RGB(UInt32(dim & 0xFFFFFF)).contrast(with: RGB(0x303840)) >= 3)
    #expect(palette.resolve(Style(.text)).foreground == -1)
    #expect(palette.resolve(Style(.text, ground: .band)).foreground == CellLook.rgb(RGB(0xDDDDDD)))
  }

  @Test func `a tint keeps its hue with 256 colors`() {
    let background = RGB(0x1E1E2E)
    let green = ColorQuantizer.tint(
      background.mixed(with: RGB(0x40C040), 0.15), of: background, except: [])
    let red = ColorQuantizer.tint(
      background.mixed(with: RGB(0xE04040), 0.15), of: background, except: [])
    #expect(green == 22)
    #expect(red == 52)
  }

  @Test func `what is read best on a color is as WCAG has it`() {
    #expect(abs(RGB(0xFFFFFF).contrast(with: RGB(0)) - 21) < 0.001)
    #expect(abs(RGB(0x777777).contrast(with: RGB(0xFFFFFF)) - 4.478) < 0.001)
    #expect(
      RGB(0x808080).readable(on: RGB(0xFFFFFF), ratio: 4.5).contrast(with: RGB(0xFFFFFF)) >= 4.5)
    #expect(RGB(0).readable(on: RGB(0), ratio: 4.5).contrast(with: RGB(0)) >= 4.5)
    #expect(RGB(0x336699).readable(on: RGB(0xFFFFFF), ratio: 4.5) == RGB(0x336699))
  }

  @Test func `colors of a theme's own need 256 and fall back below`() {
    let theme = TerminalTheme(
      name: "own", looks: [.good: RoleLook(.rgb(RGB(0x00FF00)))])
    #expect(look(Style(.good), .palette, theme).foreground == 46)
    #expect(look(Style(.good), .sixteen, theme).foreground == 2)
    #expect(look(Style(.bad), .palette, theme).foreground == 1)
    #expect(look(Style(.good), .truecolor, theme).foreground == CellLook.rgb(RGB(0x00FF00)))
    #expect(look(Style(.bad), .truecolor, theme).foreground == 1)
    var plain = theme
    plain.sixteen = [.good: RoleLook(.palette(10))]
    #expect(look(Style(.good), .sixteen, plain).foreground == 10)
    #expect(look(Style(.good), .eight, plain).foreground == 2)
    #expect(look(Style(.good), .eight, plain).bold)
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
