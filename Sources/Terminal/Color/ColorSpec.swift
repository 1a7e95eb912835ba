/// A color as a theme names it.
package enum ColorSpec: Hashable, Sendable {
  /// Whatever the terminal has for text, or behind it.
  case terminal
  /// An entry of the terminal's palette: 0-7 plain, 8-15 bright, 16-255 cube and greys.
  case palette(Int)
  case rgb(red: UInt8, green: UInt8, blue: UInt8)
}

/// How many colors can be told apart.
package enum ColorDepth: Int, Comparable, Sendable, CaseIterable {
  case monochrome = 0
  case eight = 8
  case sixteen = 16
  case palette = 256

  /// The depth of a terminal with so many colors.
  package init(colors: Int) {
    self = Self.allCases.last { $0.rawValue <= colors } ?? .monochrome
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
