import Screen

/// A style as the terminal gets it.
struct CellLook: Hashable {
  /// Entries of the terminal's palette 0-255, -1 for its own colors, or ``rgb(_:)``.
  var foreground = -1
  var background = -1
  var bold = false
  var dim = false
  var underline = false
  var reverse = false

  /// A color by its channels, above every entry.
  static func rgb(_ color: RGB) -> Int { 1 << 24 | Int(color.hex) }
}

/// Resolves styles for one theme at one color depth.
package struct Palette: Equatable, Sendable {
  package let theme: TerminalTheme
  package let depth: ColorDepth
  /// What cells stand on, as it can be shown at this depth.
  private let grounds: [Ground: ColorSpec]

  package init(theme: TerminalTheme, depth: ColorDepth) {
    self.theme = theme
    self.depth = depth
    grounds = Self.shown(theme, depth)
  }

  /// Whether there are backgrounds that stay behind what is drawn on them; see ``Capabilities/tints``.
  package var tints: Bool { !grounds.isEmpty }

  func resolve(_ style: Style) -> CellLook {
    let look = theme.look(style.role, depth: depth)
    var cell = CellLook(
      bold: look.bold || style.bold, dim: look.dim,
      underline: look.underline || style.underline, reverse: look.reverse != style.reverse)
    let selection = theme.selection(depth: depth)
    if style.selected, selection == nil || cell.reverse {
      // One bar in the terminal's own colors: others on it would be a patchwork. What is reversed anyway is
      // underlined to stand out.
      let isBar = !cell.reverse && style.role != .needsYou
      if cell.reverse { cell.underline = true }
      cell.reverse = true
      cell.dim = false
      if isBar, depth > .monochrome {
        cell.foreground = entry(theme.look(.text, depth: depth).foreground)
        cell.background = entry(background)
        return cell
      }
    }
    guard depth > .monochrome else { return cell }
    let selected = style.selected && !cell.reverse ? selection : nil
    let behind = selected ?? look.background ?? grounds[style.ground] ?? background
    cell.foreground = entry(ink(look.foreground, on: behind, role: style.role))
    cell.background = entry(behind)
    if depth == .eight { useBoldForBright(&cell) }
    return cell
  }

  private var background: ColorSpec {
    depth >= .palette || theme.background.isPlain ? theme.background : .terminal
  }

  /// A role's color, moved until it can be read where a ground or a selection is behind it, or where the
  /// palette's nearest entries are less apart than the colors.
  private func ink(_ color: ColorSpec, on behind: ColorSpec, role: Role) -> ColorSpec {
    // Grey on the selection's grey would vanish.
    if behind == color, behind != background { return .terminal }
    guard let ground = behind.known, let own = color.known ?? terminalInk(color) else {
      return color
    }
    var ratio = role.leastContrast
    if behind == background { ratio = min(ratio, own.contrast(with: ground)) }
    return .rgb(own.readable(on: shown(ground), ratio: ratio, shown: shown))
  }

  private func terminalInk(_ color: ColorSpec) -> RGB? {
    switch color {
    case .terminal: theme.ink
    case .palette(8): theme.quiet
    case .palette, .rgb: nil
    }
  }

  private func shown(_ color: RGB) -> RGB { Self.shown(color, depth) }

  private static func shown(_ color: RGB, _ depth: ColorDepth) -> RGB {
    depth < .truecolor ? ColorQuantizer.color(ColorQuantizer.nearest(color)) : color
  }

  /// The grounds of a theme; with 256 colors a tint keeps its hue, and no two grounds are the same.
  private static func shown(_ theme: TerminalTheme, _ depth: ColorDepth) -> [Ground: ColorSpec] {
    guard depth >= .palette, !theme.grounds.isEmpty else { return [:] }
    guard depth < .truecolor else { return theme.grounds }
    var taken: Set<Int> = []
    let behind = theme.background.known ?? theme.behind
    if let background = behind { taken = [ColorQuantizer.nearest(background)] }
    var shown = theme.grounds
    for ground in Ground.allCases {
      guard let color = theme.grounds[ground]?.known else { continue }
      let background = behind ?? RGB(color.isDark ? 0 : 0xFFFFFF)
      let index =
        ground == .band
        ? ColorQuantizer.nearest(color, except: taken)
        : ColorQuantizer.tint(color, of: background, except: taken)
      guard let index else { continue }
      taken.insert(index)
      shown[ground] = .palette(index)
    }
    return shown
  }

  private func entry(_ color: ColorSpec) -> Int {
    switch color {
    case .terminal: return -1
    case .palette(let index) where depth < .truecolor || index < 16: return min(max(index, 0), 255)
    case .palette(let index): return CellLook.rgb(ColorQuantizer.color(index))
    case .rgb(let color):
      return depth < .truecolor ? ColorQuantizer.nearest(color) : CellLook.rgb(color)
    }
  }

  private func useBoldForBright(_ cell: inout CellLook) {
    if cell.foreground >= 8 {
      // Bright black is bold black on such terminals, which many draw as black: use what is dim there.
      if cell.foreground == 8 {
        cell.foreground = -1
        cell.dim = true
      } else {
        cell.foreground -= 8
        cell.bold = true
      }
    }
    if cell.background >= 8 { cell.background -= 8 }
  }
}
