import Screen

/// A style as the terminal gets it: palette entries, -1 for its own colors, and attributes.
struct CellLook: Hashable {
  var foreground: Int
  var background: Int
  var bold: Bool
  var dim: Bool
  var underline: Bool
  var reverse: Bool
}

/// Resolves styles for one theme at one color depth.
package struct Palette: Equatable, Sendable {
  package let theme: TerminalTheme
  package let depth: ColorDepth

  package init(theme: TerminalTheme, depth: ColorDepth) {
    self.theme = theme
    self.depth = depth
  }

  func resolve(_ style: Style) -> CellLook {
    let look = look(style.role)
    var cell = CellLook(
      foreground: -1, background: -1, bold: look.bold || style.bold, dim: look.dim,
      underline: look.underline || style.underline, reverse: look.reverse != style.reverse)
    if depth > .monochrome {
      cell.foreground = entry(look.foreground, role: style.role)
      cell.background = look.background.map { entry($0, role: style.role) } ?? screenBackground
    }
    if style.selected { select(&cell) }
    if depth == .eight { useBoldForBright(&cell) }
    return cell
  }

  private func look(_ role: Role) -> RoleLook {
    guard depth > .monochrome else { return TerminalTheme.monochrome[role] ?? RoleLook() }
    let look = theme.look(role)
    if depth < .palette, !isPlain(look.foreground) || !isPlain(look.background ?? .terminal) {
      return TerminalTheme.standard.look(role)
    }
    return look
  }

  private var screenBackground: Int {
    depth == .palette || isPlain(theme.background) ? entry(theme.background, role: .text) : -1
  }

  /// Whether a color exists with fewer than 256 of them.
  private func isPlain(_ color: ColorSpec) -> Bool {
    switch color {
    case .terminal: true
    case .palette(let index): index < 16
    case .rgb: false
    }
  }

  private func entry(_ color: ColorSpec, role: Role) -> Int {
    switch color {
    case .terminal: -1
    case .palette(let index): min(max(index, 0), 255)
    case .rgb(let red, let green, let blue):
      ColorQuantizer.nearest(red: red, green: green, blue: blue)
    }
  }

  private func select(_ cell: inout CellLook) {
    let wanted =
      depth == .palette || isPlain(theme.selection ?? .terminal)
      ? theme.selection : TerminalTheme.standard.selection
    guard depth >= .sixteen, let wanted, !cell.reverse else {
      // What is reversed anyway is underlined to stand out.
      if cell.reverse { cell.underline = true }
      cell.reverse = true
      cell.dim = false
      return
    }
    cell.background = entry(wanted, role: .selection)
    // Grey on the selection's grey would vanish.
    if cell.foreground == cell.background { cell.foreground = -1 }
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
