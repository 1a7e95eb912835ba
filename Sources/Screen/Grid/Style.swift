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
}

/// How a cell is drawn.
package struct Style: Equatable, Hashable, Sendable {
  package var role: Role
  package var bold: Bool
  package var reverse: Bool
  package var underline: Bool
  /// Drawn on the selection's background.
  package var selected: Bool

  package init(
    _ role: Role, bold: Bool = false, reverse: Bool = false, underline: Bool = false,
    selected: Bool = false
  ) {
    self.role = role
    self.bold = bold
    self.reverse = reverse
    self.underline = underline
    self.selected = selected
  }
}
