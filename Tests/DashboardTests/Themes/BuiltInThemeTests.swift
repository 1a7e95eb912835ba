import Dashboard
import Screen
import Settings
import Testing

@testable import Terminal

struct BuiltInThemeTests {
  private static let rich = [ColorDepth.palette, .truecolor]
  private static let signals = [Role.good, .bad, .warn, .needsYou]

  /// What is seen of a style: text and what is behind it.
  private func seen(_ built: BuiltIn, _ style: Style, _ depth: ColorDepth) throws -> (RGB, RGB) {
    let look = Palette(theme: built.theme, depth: depth).resolve(style)
    func color(_ entry: Int) throws -> RGB {
      try #require(entry >= 16, "\(style.role) is not a colour of the theme's own")
      return entry < 256 ? ColorQuantizer.color(entry) : RGB(UInt32(entry & 0xFFFFFF))
    }
    return (try color(look.foreground), try color(look.background))
  }

  private func ink(_ built: BuiltIn, _ role: Role, _ depth: ColorDepth) throws -> RGB {
    try seen(built, Style(role), depth).0
  }

  @Test(arguments: BuiltIn.library.names)
  func `every theme of the program can be read`(name: String) throws {
    let definition = try BuiltIn.library.theme(named: name)
    #expect(definition.name == name)
  }

  @Test func `there are a dark and a light pair, and themes for eyes that need them`() {
    #expect(BuiltIn.library.names.first == ThemeLibrary.standard)
    #expect(BuiltIn.schemes.filter { $0.definition.variant == .light }.count == 2)
    #expect(BuiltIn.schemes.filter { $0.definition.variant == .dark }.count == 4)
    for name in ["color-blind", "high-contrast", "monochrome"] {
      #expect(BuiltIn.named(name) != nil)
    }
  }

  @Test func `the file of the terminal's own colors is what is drawn without any file`() throws {
    #expect(try #require(BuiltIn.named("terminal")).theme == .standard)
  }

  @Test(arguments: ColorDepth.allCases)
  func `the theme without color has none at any depth`(depth: ColorDepth) throws {
    let palette = Palette(theme: try #require(BuiltIn.named("monochrome")).theme, depth: depth)
    for role in Role.allCases {
      for selected in [false, true] {
        let look = palette.resolve(Style(role, selected: selected))
        #expect(look.foreground == -1)
        #expect(look.background == -1)
        #expect(look.reverse || !selected)
      }
    }
    #expect(!palette.tints)
  }

  @Test(arguments: BuiltIn.schemes)
  func `every role and every ground has a look of the theme's own`(built: BuiltIn) {
    for role in Role.allCases { #expect(built.theme.looks[role] != nil, "\(role)") }
    for ground in Ground.allCases where ground != .plain {
      #expect(built.theme.grounds[ground] != nil, "\(ground)")
    }
  }

  @Test(arguments: BuiltIn.schemes, rich)
  func `every role can be read on the background, on every ground and when selected`(
    built: BuiltIn, depth: ColorDepth
  ) throws {
    for role in Role.allCases {
      let styles = [Style(role)] + Ground.allCases.map { Style(role, ground: $0) }
      for style in styles {
        let (text, ground) = try seen(built, style, depth)
        let contrast = text.contrast(with: ground)
        #expect(contrast >= role.leastContrast, "\(role) on \(style.ground): \(contrast)")
      }
      let (text, ground) = try seen(built, Style(role, selected: true), depth)
      #expect(text.contrast(with: ground) >= role.leastContrast, "\(role) selected")
    }
  }

  @Test func `in high contrast every text is far from black`() throws {
    let built = try #require(BuiltIn.named("high-contrast"))
    for role in Role.allCases where role.leastContrast > 3 {
      let (text, ground) = try seen(built, Style(role), .truecolor)
      #expect(text.contrast(with: ground) >= 7, "\(role)")
    }
  }

  @Test(arguments: BuiltIn.schemes, rich)
  func `a selected row and every ground can be seen, and what was added from what was removed`(
    built: BuiltIn, depth: ColorDepth
  ) throws {
    #expect(Palette(theme: built.theme, depth: depth).tints)
    let (_, background) = try seen(built, Style(.text), depth)
    let (_, selected) = try seen(built, Style(.text, selected: true), depth)
    #expect(selected.distance(to: background) >= 0.05)
    var grounds: [RGB] = []
    for ground in Ground.allCases where ground != .plain {
      grounds.append(try seen(built, Style(.text, ground: ground), depth).1)
    }
    for (index, ground) in grounds.enumerated() {
      #expect(ground.distance(to: background) >= 0.03, "\(Ground.allCases[index + 1])")
      // The band is never beside the others.
      for other in grounds.dropFirst(index + 1) where index > 0 {
        #expect(ground.distance(to: other) >= 0.03, "\(Ground.allCases[index + 1])")
      }
    }
  }

  @Test(arguments: BuiltIn.schemes, rich)
  func `good, bad, a warning and what needs a person are told apart`(
    built: BuiltIn, depth: ColorDepth
  ) throws {
    for (index, role) in Self.signals.enumerated() {
      let color = try ink(built, role, depth)
      for other in [.text] + Self.signals.dropFirst(index + 1) {
        let distance = color.distance(to: try ink(built, other, depth))
        #expect(distance >= 0.1, "\(role) and \(other): \(distance)")
      }
    }
  }

  @Test(arguments: BuiltIn.all, ColorDepth.allCases)
  func `what needs a person looks like nothing else`(built: BuiltIn, depth: ColorDepth) {
    let palette = Palette(theme: built.theme, depth: depth)
    let wanted = palette.resolve(Style(.needsYou))
    for role in Role.allCases where role != .needsYou {
      let look = palette.resolve(Style(role))
      #expect(look != wanted, "\(role)")
      let hasColor = depth > .monochrome && built.definition.name != "monochrome"
      #expect(!hasColor || look.foreground != wanted.foreground, "\(role)")
    }
  }

  @Test(arguments: BuiltIn.schemes)
  func `the champion's curve is told from the one over it, and from the ghost`(
    built: BuiltIn
  ) throws {
    let champion = try ink(built, .champion, .truecolor)
    #expect(champion.distance(to: try ink(built, .chart1, .truecolor)) >= 0.1)
    #expect(champion.distance(to: try ink(built, .ghost, .truecolor)) >= 0.1)
    let charts = Role.allCases.filter { $0.rawValue.hasPrefix("chart-") }
    for (index, chart) in charts.enumerated() {
      for other in charts.dropFirst(index + 1) {
        let distance = try ink(built, chart, .truecolor)
          .distance(to: try ink(built, other, .truecolor))
        #expect(distance >= 0.04, "\(chart) and \(other): \(distance)")
      }
    }
  }

  @Test(arguments: ColorBlindness.allCases, rich)
  func `for color-blind eyes the signals of their theme stay apart`(
    eyes: ColorBlindness, depth: ColorDepth
  ) throws {
    let built = try #require(BuiltIn.named("color-blind"))
    func seen(_ role: Role) throws -> RGB { eyes.seen(try ink(built, role, depth)) }
    #expect(try seen(.good).distance(to: seen(.bad)) >= 0.2)
    #expect(try seen(.diffAdded).distance(to: seen(.diffRemoved)) >= 0.2)
    for (index, role) in Self.signals.enumerated() {
      for other in Self.signals.dropFirst(index + 1) {
        let distance = try seen(role).distance(to: seen(other))
        #expect(distance >= 0.07, "\(role) and \(other): \(distance)")
      }
    }
    let gruvbox = try #require(BuiltIn.named("gruvbox-dark"))
    let usual = eyes.seen(try ink(gruvbox, .good, depth))
      .distance(to: eyes.seen(try ink(gruvbox, .bad, depth)))
    #expect(try seen(.good).distance(to: seen(.bad)) > usual, "more than in other themes")
  }
}
