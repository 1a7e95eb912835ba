import Screen

private let red = ColorSpec.palette(1)
private let green = ColorSpec.palette(2)
private let yellow = ColorSpec.palette(3)
private let blue = ColorSpec.palette(4)
private let magenta = ColorSpec.palette(5)
private let cyan = ColorSpec.palette(6)
private let grey = ColorSpec.palette(8)

extension TerminalTheme {
  /// The terminal's own sixteen colors: right on dark and on light, because a person chose them.
  ///
  /// A selected row is reversed where it is not known what is behind the text: no entry of the sixteen can be
  /// read under all others everywhere.
  package static let standard = TerminalTheme(
    name: "terminal",
    looks: [
      .text: RoleLook(),
      .dim: RoleLook(grey),
      .accent: RoleLook(cyan),
      .good: RoleLook(green),
      .bad: RoleLook(red),
      .warn: RoleLook(yellow),
      // Bold magenta says "you" and nothing else does.
      .needsYou: RoleLook(magenta, bold: true),
      .title: RoleLook(bold: true),
      .border: RoleLook(grey),
      .borderFocus: RoleLook(cyan),
      .selection: RoleLook(),
      .key: RoleLook(cyan, bold: true),
      .diffAdded: RoleLook(green),
      .diffRemoved: RoleLook(red),
      .diffContext: RoleLook(),
      .diffAddedWord: RoleLook(green, bold: true, underline: true),
      .diffRemovedWord: RoleLook(red, bold: true, underline: true),
      .champion: RoleLook(yellow),
      .ghost: RoleLook(grey),
      .band: RoleLook(grey),
      .claimed: RoleLook(grey),
      .chart1: RoleLook(cyan),
      .chart2: RoleLook(green),
      .chart3: RoleLook(yellow),
      .chart4: RoleLook(blue),
      .chart5: RoleLook(red),
      .chart6: RoleLook(.palette(14)),
      .chart7: RoleLook(.palette(10)),
      .chart8: RoleLook(.palette(12)),
      .progress: RoleLook(cyan),
      .progressRest: RoleLook(grey),
      .syntaxKeyword: RoleLook(blue),
      .syntaxString: RoleLook(cyan),
      .syntaxNumber: RoleLook(cyan),
      .syntaxComment: RoleLook(grey),
      .syntaxName: RoleLook(bold: true),
      .match: RoleLook(yellow, reverse: true),
    ], settles: true)

  /// Without color: what must be seen is bold or reversed, what may be missed is dim.
  static let monochrome: [Role: RoleLook] = [
    .dim: RoleLook(dim: true),
    .accent: RoleLook(bold: true),
    .bad: RoleLook(bold: true),
    .warn: RoleLook(bold: true),
    .needsYou: RoleLook(bold: true, reverse: true),
    .title: RoleLook(bold: true),
    .border: RoleLook(dim: true),
    .borderFocus: RoleLook(bold: true),
    .key: RoleLook(bold: true),
    .diffAdded: RoleLook(bold: true),
    .diffRemoved: RoleLook(dim: true),
    .diffAddedWord: RoleLook(bold: true, underline: true),
    .diffRemovedWord: RoleLook(underline: true),
    .champion: RoleLook(bold: true),
    .ghost: RoleLook(dim: true),
    .band: RoleLook(dim: true),
    .claimed: RoleLook(dim: true),
    .chart1: RoleLook(bold: true),
    .progress: RoleLook(bold: true),
    .progressRest: RoleLook(dim: true),
    .syntaxKeyword: RoleLook(bold: true),
    .syntaxComment: RoleLook(dim: true),
    .match: RoleLook(reverse: true),
  ]
}
