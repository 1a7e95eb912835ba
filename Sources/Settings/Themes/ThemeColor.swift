/// A color as a theme's file names it.
package enum ThemeColor: Hashable, Sendable {
  /// The terminal's own, for text or behind it.
  case terminal
  /// One of the terminal's sixteen, 0 to 15.
  case ansi(Int)
  /// Channels, 0xRRGGBB.
  case rgb(UInt32)

  /// The channels of six hexadecimal digits, with or without a `#`.
  static func channels(_ text: String) -> UInt32? {
    let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
    guard digits.utf8.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
      return nil
    }
    return UInt32(digits, radix: 16)
  }
}

/// What stands behind a selected row.
package enum ThemeSelection: Hashable, Sendable {
  /// The file does not say; the scheme's own.
  case derived
  /// Text and background change places.
  case reversed
  case color(ThemeColor)
}

/// What a theme's file says about one role; nil leaves what the scheme gives.
package struct ThemeLook: Hashable, Sendable {
  package var color: ThemeColor?
  /// The background.
  package var on: ThemeColor?
  package var bold: Bool?
  package var dim: Bool?
  package var underline: Bool?
  package var reverse: Bool?

  package init(
    color: ThemeColor? = nil, on: ThemeColor? = nil, bold: Bool? = nil, dim: Bool? = nil,
    underline: Bool? = nil, reverse: Bool? = nil
  ) {
    self.color = color
    self.on = on
    self.bold = bold
    self.dim = dim
    self.underline = underline
    self.reverse = reverse
  }
}
