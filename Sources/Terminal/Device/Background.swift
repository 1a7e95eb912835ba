/// What is behind the text: whether colors for a dark or for a light screen can be read.
package enum Background: String, Sendable {
  case dark, light, unknown

  /// A color as a terminal tells it, each part of 0 to 1.
  package struct Color: Equatable, Sendable {
    package var red: Double
    package var green: Double
    package var blue: Double

    /// Reads `rgb:` or `rgba:` with one to four hexadecimal digits a part, or `#` with two; nil for all else.
    init?(answer: String) {
      let parts: [Substring]
      if answer.hasPrefix("#"), answer.utf8.count == 7 {
        let digits = Array(answer.dropFirst())
        parts = [0, 2, 4].map { Substring(digits[$0...$0 + 1]) }
      } else if answer.hasPrefix("rgb:") || answer.hasPrefix("rgba:") {
        parts = answer.drop { $0 != ":" }.dropFirst().split(separator: "/")
      } else {
        return nil
      }
      let values = parts.prefix(3).compactMap { part -> Double? in
        guard (1...4).contains(part.utf8.count), let value = UInt32(part, radix: 16) else {
          return nil
        }
        return Double(value) / Double((1 << (4 * part.utf8.count)) - 1)
      }
      guard values.count == 3 else { return nil }
      (red, green, blue) = (values[0], values[1], values[2])
    }

    var rgb: RGB {
      func channel(_ part: Double) -> UInt8 { UInt8((min(1, max(0, part)) * 255).rounded()) }
      return RGB(red: channel(red), green: channel(green), blue: channel(blue))
    }

    /// Which of the two it is.
    package var background: Background {
      0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5 ? .light : .dark
    }
  }

  /// What `COLORFGBG` says: numbers of the sixteen colors, the background's last.
  init(variable: String) {
    let last = variable.split(separator: ";", omittingEmptySubsequences: false).last
    switch last.flatMap({ Int($0) }) {
    case 7, 9, 10, 11, 12, 13, 14, 15: self = .light
    case 0, 1, 2, 3, 4, 5, 6, 8: self = .dark
    default: self = .unknown
    }
  }
}
