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
  /// Whether grounds and the selection follow from what is behind the text, once that is known.
  package var settles: Bool
  /// What is behind the text, where the terminal has said so.
  private(set) var behind: RGB?
  /// What takes the place of the terminal's grey on grounds and on the selection.
  private(set) var quiet: RGB?
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
    settles: Bool = false, sixteen: [Role: RoleLook] = [:], sixteenSelection: ColorSpec? = nil,
    monochrome: [Role: RoleLook] = [:]
  ) {
    self.name = name
    self.looks = looks
    self.grounds = grounds
    self.background = background
    self.selection = selection
    self.ink = ink
    self.settles = settles
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

extension TerminalTheme {
  /// The theme with a selection and grounds that are tints of what is behind the text.
  ///
  /// Nothing changes in a theme that says itself what they are. A selection that is not reversed leaves
  /// every color of a row what it is.
  func settled(on known: RGB) -> TerminalTheme {
    guard settles, background == .terminal, selection == nil else { return self }
    let isDark = known.isDark
    let far = RGB(isDark ? 0xFFFFFF : 0)
    let (green, red) = isDark ? (RGB(0x30D030), RGB(0xFF4040)) : (RGB(0x00A000), RGB(0xE00000))
    var theme = self
    theme.behind = known
    theme.quiet = known.mixed(with: far, 0.6)
    theme.selection = .rgb(known.mixed(with: far, isDark ? 0.2 : 0.14))
    let tints: [Ground: RGB] = [
      .band: known.mixed(with: far, 0.1), .diffAdded: known.mixed(with: green, 0.16),
      .diffRemoved: known.mixed(with: red, 0.16), .diffAddedWord: known.mixed(with: green, 0.34),
      .diffRemovedWord: known.mixed(with: red, 0.34),
    ]
    theme.grounds.merge(tints.mapValues { .rgb($0) }) { said, _ in said }
    return theme
  }

  /// The same where it is only known whether the screen is dark; as it is where not even that is.
  func settled(on background: Background) -> TerminalTheme {
    switch background {
    case .dark: settled(on: RGB(0x181818))
    case .light: settled(on: RGB(0xF4F4F4))
    case .unknown: self
    }
  }
}
