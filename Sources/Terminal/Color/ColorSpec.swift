/// A color as a theme names it.
package enum ColorSpec: Hashable, Sendable {
  /// Whatever the terminal has for text, or behind it.
  case terminal
  /// An entry of the terminal's palette: 0-7 plain, 8-15 bright, 16-255 cube and greys.
  case palette(Int)
  case rgb(RGB)

  /// Whether it exists where there are no more than sixteen colors.
  var isPlain: Bool {
    switch self {
    case .terminal: true
    case .palette(let index): index < 16
    case .rgb: false
    }
  }

  /// The color, where it is the same in every terminal.
  var known: RGB? {
    switch self {
    case .rgb(let color): color
    case .palette(let index) where index >= 16: ColorQuantizer.color(index)
    case .terminal, .palette: nil
    }
  }
}

/// How many colors can be told apart.
package enum ColorDepth: Int, Comparable, Sendable, CaseIterable {
  case monochrome = 0
  case eight = 8
  case sixteen = 16
  case palette = 256
  case truecolor = 16_777_216

  /// The depth of a terminal with so many colors.
  package init(colors: Int) {
    self = Self.allCases.last { $0.rawValue <= colors } ?? .monochrome
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
