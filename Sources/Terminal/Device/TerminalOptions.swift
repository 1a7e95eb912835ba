package import Screen

/// What a person wishes of the terminal, beyond what it can do.
package struct TerminalOptions: Equatable, Sendable {
  /// What charts are drawn with; nil for the best there is.
  package var glyphs: Glyphs?
  /// Whether the mouse is reported from the start.
  package var mouse: Bool
  package var clipboard: ClipboardWay
  /// Whether the window's title is set.
  package var title: Bool
  /// Whether the bell rings.
  package var bell: Bool

  package init(
    glyphs: Glyphs? = nil, mouse: Bool = false, clipboard: ClipboardWay = .automatic,
    title: Bool = true, bell: Bool = true
  ) {
    self.glyphs = glyphs
    self.mouse = mouse
    self.clipboard = clipboard
    self.title = title
    self.bell = bell
  }
}
