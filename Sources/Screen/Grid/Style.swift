/// What a piece of screen means; a theme gives it a colour.
package enum Role: String, CaseIterable, Sendable, Codable {
  case text, dim, accent, good, bad, warn, needsYou = "needs-you"
  case title, border, borderFocus = "border-focus", selection, key
  case diffAdded = "diff-added", diffRemoved = "diff-removed", diffContext = "diff-context"
  case diffAddedWord = "diff-added-word", diffRemovedWord = "diff-removed-word"
  case champion, ghost, band, claimed
  case chart1 = "chart-1", chart2 = "chart-2", chart3 = "chart-3", chart4 = "chart-4"
  case chart5 = "chart-5", chart6 = "chart-6", chart7 = "chart-7", chart8 = "chart-8"
  case progress, progressRest = "progress-rest"
  case syntaxKeyword = "syntax-keyword", syntaxString = "syntax-string"
  case syntaxNumber = "syntax-number", syntaxComment = "syntax-comment"
  /// What a definition names: a function, a type, a key of a mapping.
  case syntaxName = "syntax-name"
  /// Where a search found what it looked for.
  case match
}

/// What a cell stands on, where the screen's own background is not enough.
///
/// Only drawn where there are colours to spare, see ``Capabilities/tints``; never the only cue.
package enum Ground: String, CaseIterable, Sendable, Codable {
  case plain
  /// Between the lowest and the highest value of a curve, or of the champion's seeds.
  case band
  case diffAdded = "diff-added", diffRemoved = "diff-removed"
  case diffAddedWord = "diff-added-word", diffRemovedWord = "diff-removed-word"
}

/// How a cell is drawn.
package struct Style: Equatable, Hashable, Sendable {
  package var role: Role
  package var bold: Bool
  package var reverse: Bool
  package var underline: Bool
  /// Drawn on the selection's background, whatever it stands on.
  package var selected: Bool
  package var ground: Ground

  package init(
    _ role: Role, bold: Bool = false, reverse: Bool = false, underline: Bool = false,
    selected: Bool = false, ground: Ground = .plain
  ) {
    self.role = role
    self.bold = bold
    self.reverse = reverse
    self.underline = underline
    self.selected = selected
    self.ground = ground
  }
}
