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

/// The looks of all roles.
///
/// A theme of its own colors needs 256 of them. With 16 or 8 its roles fall back to ``standard``, whose
/// entries the person chose in the terminal's settings, and without color to bold, dim and reverse.
package struct TerminalTheme: Equatable, Sendable {
  package var name: String
  /// Looks by role; a role that is missing looks as in ``standard``.
  package var looks: [Role: RoleLook]
  /// The screen's background where a theme insists on one; the terminal's own otherwise.
  package var background: ColorSpec
  /// The background of a selected cell; nil reverses it.
  package var selection: ColorSpec?

  /// - Parameter looks: what differs from the terminal's own sixteen colors.
  package init(
    name: String, looks: [Role: RoleLook], background: ColorSpec = .terminal,
    selection: ColorSpec? = nil
  ) {
    self.name = name
    self.looks = looks
    self.background = background
    self.selection = selection
  }

  /// How a role looks in this theme.
  package func look(_ role: Role) -> RoleLook {
    looks[role] ?? Self.standard.looks[role] ?? RoleLook()
  }
}
