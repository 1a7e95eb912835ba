/// Which characters a chart may use.
package enum Glyphs: String, Sendable, CaseIterable {
  case braille, block, ascii
}

/// What the terminal can do, as far as drawing depends on it.
package struct Capabilities: Equatable, Sendable {
  package var glyphs: Glyphs
  /// Whether anything but ASCII may be drawn.
  package var unicode: Bool

  package init(glyphs: Glyphs = .braille, unicode: Bool = true) {
    self.glyphs = glyphs
    self.unicode = unicode
  }
}
