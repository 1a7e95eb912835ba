/// Which characters a chart may use.
package enum Glyphs: String, Sendable, CaseIterable {
  case braille, block, ascii
}

/// What the terminal can do, as far as drawing depends on it.
package struct Capabilities: Equatable, Sendable {
  package var glyphs: Glyphs
  /// Whether anything but ASCII may be drawn.
  package var unicode: Bool
  /// Whether the theme has backgrounds that stay behind what is drawn on them; see ``Ground``.
  package var tints: Bool

  package init(glyphs: Glyphs = .braille, unicode: Bool = true, tints: Bool = false) {
    self.glyphs = glyphs
    self.unicode = unicode
    self.tints = tints
  }
}
