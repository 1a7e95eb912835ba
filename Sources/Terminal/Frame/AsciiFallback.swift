/// What stands for a character where only ASCII can be drawn.
enum AsciiFallback {
  /// One ASCII character for a cell's text; the text itself when it is ASCII already.
  static func replace(_ text: String) -> String {
    guard let scalar = text.unicodeScalars.first, !scalar.isASCII else { return text }
    return String(character(for: scalar))
  }

  private static func character(for scalar: UnicodeScalar) -> Character {
    switch scalar.value {
    case 0x2800: " "
    case 0x2801...0x28FF: "*"
    case 0x2500...0x2501, 0x2504...0x2505, 0x2508...0x2509, 0x254C...0x254D, 0x2550, 0x2574,
      0x2576, 0x2578, 0x257A, 0x257C, 0x257E:
      "-"
    case 0x2502...0x2503, 0x2506...0x2507, 0x250A...0x250B, 0x254E...0x254F, 0x2551, 0x2575,
      0x2577, 0x2579, 0x257B, 0x257D, 0x257F:
      "|"
    case 0x250C...0x254B, 0x2552...0x2570: "+"
    case 0x2591: ":"
    case 0x2581...0x2583: "_"
    case 0x2580...0x2593: "#"
    default: table[scalar] ?? "?"
    }
  }

  private static let table: [UnicodeScalar: Character] = [
    "●": "*", "○": "o", "◐": "c", "·": ".", "•": "*", "×": "x", "–": "-", "—": "-", "−": "-",
    "→": ">", "←": "<", "↑": "^", "↓": "v", "▲": "^", "▼": "v", "▶": ">", "◀": "<", "…": ".",
    "±": "+", "µ": "u", "‘": "'", "’": "'", "“": "\"", "”": "\"", "«": "<", "»": ">", "✓": "v",
    "✗": "x", "█": "#", "≥": ">", "≤": "<", "≈": "~", "≠": "!", "∞": "8", "°": "o", "\u{A0}": " ",
    "■": "#", "□": "o", "▪": "#", "◆": "*", "◇": "o", "★": "*", "☆": "*", "√": "v",
  ]
}
