package import Screen

/// How a role looks.
package struct RoleLook: Hashable, Sendable {
  package var foreground: ColorSpec
  /// Nil leaves what the screen has.
  package var background: ColorSpec?
  package var bold: Bool
  package var dim: Bool
  package var underline: Bool
  package var reverse: Bool

  package init(
    _ foreground: ColorSpec = .terminal, on background: ColorSpec? = nil, bold: Bool = false,
    dim: Bool = false, underline: Bool = false, reverse: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    self.bold = bold
    self.dim = dim
    self.underline = underline
    self.reverse = reverse
  }
}

/// The looks of all roles, at every color depth.
///
/// Colors of a theme's own need 256 of them. With 16 or 8 a role looks as in ``sixteen``, or else as in
/// ``standard``, whose entries the person chose in the terminal's settings. Without color it is bold, dim,
/// underlined or reversed.
package struct TerminalTheme: Equatable, Sendable {
  package var name: String
  /// Looks by role; a role that is missing looks as in ``standard``.
  package var looks: [Role: RoleLook]
  /// What cells stand on; one that is missing is the screen's background.
  package var grounds: [Ground: ColorSpec]
  /// The screen's background where a theme insists on one; the terminal's own otherwise.
  package var background: ColorSpec
  /// The background of a selected cell; nil reverses it.
  package var selection: ColorSpec?
  /// The text color that goes with the grounds and the selection, where text is the terminal's own.
  package var ink: RGB?
  /// What differs with 16 colors; 8 draw the bright ones bold.
  package var sixteen: [Role: RoleLook]
  /// The background of a selected cell with 16 colors, where ``selection`` does not exist; nil reverses it.
  package var sixteenSelection: ColorSpec?
  /// What differs without color.
  package var monochrome: [Role: RoleLook]

  /// - Parameter looks: what differs from the terminal's own sixteen colors.
  package init(
    name: String, looks: [Role: RoleLook], grounds: [Ground: ColorSpec] = [:],
    background: ColorSpec = .terminal, selection: ColorSpec? = nil, ink: RGB? = nil,
    sixteen: [Role: RoleLook] = [:], sixteenSelection: ColorSpec? = nil,
    monochrome: [Role: RoleLook] = [:]
  ) {
    self.name = name
    self.looks = looks
    self.grounds = grounds
    self.background = background
    self.selection = selection
    self.ink = ink
    self.sixteen = sixteen
    self.sixteenSelection = sixteenSelection
    self.monochrome = monochrome
  }

  /// How a role looks in this theme at a depth.
  package func look(_ role: Role, depth: ColorDepth = .truecolor) -> RoleLook {
    let standard = Self.standard.looks[role] ?? RoleLook()
    switch depth {
    case .monochrome: return monochrome[role] ?? Self.monochrome[role] ?? RoleLook()
    case .eight, .sixteen:
      if let look = sixteen[role] { return look }
      guard let look = looks[role], look.foreground.isPlain, look.background?.isPlain ?? true
      else { return standard }
      return look
    case .palette, .truecolor: return looks[role] ?? standard
    }
  }

  /// The background of a selected cell at a depth; nil reverses it.
  func selection(depth: ColorDepth) -> ColorSpec? {
    guard depth >= .sixteen else { return nil }
    guard depth == .sixteen, let selection, !selection.isPlain else { return selection }
    return sixteenSelection
  }
}
