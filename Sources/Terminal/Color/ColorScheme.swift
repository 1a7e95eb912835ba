import Screen

/// The sixteen colors that base16 and base24 schemes share; what each is for is as in
/// github.com/tinted-theming/home.
package struct ColorScheme: Equatable, Sendable {
  /// An entry by its number.
  package enum Entry: Int, Sendable, CaseIterable {
    case background, raised, selection, comment, quiet, text, bright, brightest
    case red, orange, yellow, green, cyan, blue, magenta, brown
  }

  private let colors: [RGB]

  /// - Parameter colors: `base00` to `base0F`, nil for fewer.
  package init?(_ colors: [RGB]) {
    guard colors.count >= Entry.allCases.count else { return nil }
    self.colors = colors
  }

  package subscript(entry: Entry) -> RGB { colors[entry.rawValue] }
}

extension TerminalTheme {
  /// The looks that a scheme's colors give, legible on its own background whatever the scheme.
  ///
  /// Quiet roles are the scheme's comment color, moved towards white or black until it can be read; what
  /// needs a person has magenta for itself.
  ///
  /// - Parameter insists: whether the screen gets the scheme's background. Where it does not, plain text is
  ///   the terminal's own, as what is behind it.
  package init(name: String, scheme: ColorScheme, insists: Bool) {
    let ground = scheme[.background]
    func look(
      _ role: Role, _ entry: ColorScheme.Entry, ratio: Double? = nil, bold: Bool = false
    ) -> RoleLook {
      let color = scheme[entry].readable(on: ground, ratio: ratio ?? role.leastContrast)
      return RoleLook(.rgb(color), bold: bold)
    }
    func text(_ role: Role, bold: Bool = false) -> RoleLook {
      insists ? look(role, .text, bold: bold) : RoleLook(bold: bold)
    }
    var looks: [Role: RoleLook] = [:]
    for role in [Role.text, .diffContext, .selection] { looks[role] = text(role) }
    for role in [Role.title, .syntaxName] { looks[role] = text(role, bold: true) }
    // Quiet, and still made of words.
    for role in [Role.dim, .syntaxComment] { looks[role] = look(role, .comment, ratio: 4) }
    for role in [Role.border, .ghost, .band, .claimed, .progressRest] {
      looks[role] = look(role, .comment)
    }
    for role in [Role.accent, .borderFocus, .progress, .chart1, .syntaxKeyword] {
      looks[role] = look(role, .blue)
    }
    looks[.key] = look(.key, .blue, bold: true)
    looks[.good] = look(.good, .green)
    looks[.bad] = look(.bad, .red)
    looks[.warn] = look(.warn, .yellow)
    looks[.needsYou] = look(.needsYou, .magenta, bold: true)
    looks[.match] = RoleLook(look(.match, .yellow).foreground, reverse: true)
    looks[.diffAdded] = look(.diffAdded, .green)
    looks[.diffRemoved] = look(.diffRemoved, .red)
    looks[.diffAddedWord] = look(.diffAddedWord, .green, bold: true)
    looks[.diffRemovedWord] = look(.diffRemovedWord, .red, bold: true)
    looks[.champion] = look(.champion, .orange)
    looks[.chart2] = look(.chart2, .green)
    looks[.chart3] = look(.chart3, .cyan)
    looks[.chart4] = look(.chart4, .brown)
    looks[.chart5] = look(.chart5, .red)
    looks[.chart6] = look(.chart6, .yellow)
    looks[.chart7] = look(.chart7, .quiet)
    looks[.chart8] = look(.chart8, .text)
    looks[.syntaxString] = look(.syntaxString, .cyan)
    looks[.syntaxNumber] = look(.syntaxNumber, .orange)
    self.init(
      name: name, looks: looks, grounds: scheme.grounds,
      background: insists ? .rgb(ground) : .terminal, selection: .rgb(scheme.selection),
      ink: scheme[.text])
  }
}

extension ColorScheme {
  /// Tints of the background: enough to be seen, too little to disturb what is on them.
  fileprivate var grounds: [Ground: ColorSpec] {
    func tint(_ entry: Entry, _ share: Double) -> ColorSpec {
      .rgb(self[.background].mixed(with: self[entry], share))
    }
    return [
      .band: tint(.text, 0.11), .diffAdded: tint(.green, 0.14), .diffRemoved: tint(.red, 0.14),
      .diffAddedWord: tint(.green, 0.30), .diffRemovedWord: tint(.red, 0.30),
    ]
  }

  /// The scheme's own selection where text can be read on it, which not all see to.
  fileprivate var selection: RGB {
    let (background, text) = (self[.background], self[.text])
    let tints = [self[.selection], self[.raised], background.mixed(with: text, 0.18)]
    return tints.first { text.contrast(with: $0) >= 4.5 && $0.distance(to: background) >= 0.06 }
      ?? background.mixed(with: text, 0.18)
  }
}
