internal import Screen
package import Settings
package import Terminal

extension ThemeVocabulary {
  /// The names of what the screen draws.
  package static let screen = ThemeVocabulary(
    roles: Role.allCases.map(\.rawValue),
    grounds: Ground.allCases.filter { $0 != .plain }.map(\.rawValue))
}

extension TerminalTheme {
  /// The looks that a theme's file defines: its scheme's, but for what it says itself.
  package init(_ definition: ThemeDefinition) {
    if let scheme = ColorScheme(definition.palette.prefix(16).compactMap { $0.map { RGB($0) } }) {
      self.init(
        name: definition.name, scheme: scheme, insists: definition.background != .terminal)
    } else {
      self.init(name: definition.name, looks: [:], settles: definition.selection == .derived)
    }
    background = ColorSpec(definition.background)
    selection = Self.selection(definition.selection, else: selection)
    sixteenSelection = Self.selection(definition.sixteenSelection, else: sixteenSelection)
    for (name, color) in definition.grounds {
      if let ground = Ground(rawValue: name) { grounds[ground] = ColorSpec(color) }
    }
    sixteen = changed(definition.sixteen, at: .sixteen)
    monochrome = changed(definition.monochrome, at: .monochrome)
    looks.merge(changed(definition.looks, at: .truecolor)) { $1 }
  }

  private static func selection(_ said: ThemeSelection, else other: ColorSpec?) -> ColorSpec? {
    switch said {
    case .derived: other
    case .reversed: nil
    case .color(let color): ColorSpec(color)
    }
  }

  private func changed(_ changes: [String: ThemeLook], at depth: ColorDepth) -> [Role: RoleLook] {
    var changed: [Role: RoleLook] = [:]
    for (name, change) in changes {
      guard let role = Role(rawValue: name) else { continue }
      var look = look(role, depth: depth)
      if let color = change.color { look.foreground = ColorSpec(color) }
      if let color = change.on { look.background = ColorSpec(color) }
      if let bold = change.bold { look.bold = bold }
      if let dim = change.dim { look.dim = dim }
      if let underline = change.underline { look.underline = underline }
      if let reverse = change.reverse { look.reverse = reverse }
      changed[role] = look
    }
    return changed
  }
}

extension ColorSpec {
  fileprivate init(_ color: ThemeColor) {
    switch color {
    case .terminal: self = .terminal
    case .ansi(let index): self = .palette(index)
    case .rgb(let channels): self = .rgb(RGB(channels))
    }
  }
}
