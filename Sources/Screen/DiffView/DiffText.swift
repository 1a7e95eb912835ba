/// A line of somebody's code made fit for cells: tabs expanded, nothing invisible, nothing that a
/// terminal would obey.
struct DiffText {
  /// What is drawn, how wide it is, and at which UTF-8 offset of the line it comes from.
  struct Piece: Equatable {
    var text: String
    var width: Int
    var source: Int
    /// It stands for something that must not be drawn itself.
    var isReplaced: Bool
  }

  static let tabWidth = 4

  /// The pieces that fall on the columns from `first` on, as far as `width` reaches.
  ///
  /// Characters cut by either end become spaces, so that the answer fills exactly the columns it
  /// covers.
  ///
  /// - Parameter overhangs: draws a wide character whole that begins in the last column, one column
  ///   over the end, for wrapped lines that must not lose it.
  static func pieces(
    of line: some StringProtocol, from first: Int, width: Int, unicode: Bool,
    overhangs: Bool = false
  ) -> (pieces: [Piece], isCut: Bool) {
    var pieces: [Piece] = []
    var column = 0
    let end = first + max(0, width)
    var source = 0
    for character in line {
      defer { source += character.utf8.count }
      if column >= end { return (pieces, true) }
      let piece = piece(for: character, at: column, source: source, unicode: unicode)
      guard piece.width > 0 else { continue }
      let next = column + piece.width
      defer { column = next }
      guard next > first else { continue }
      if column >= first, next <= end || overhangs {
        pieces.append(piece)
        continue
      }
      let visible = min(next, end) - max(column, first)
      pieces.append(
        Piece(
          text: String(repeating: " ", count: visible), width: visible, source: source,
          isReplaced: false))
    }
    return (pieces, column > end)
  }

  /// How many columns a whole line takes.
  static func columns(of line: some StringProtocol) -> Int {
    if line.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return line.utf8.count }
    var column = 0
    for character in line {
      column += piece(for: character, at: column, source: 0, unicode: true).width
    }
    return column
  }

  private static func piece(for character: Character, at column: Int, source: Int, unicode: Bool)
    -> Piece
  {
    if character == "\t" {
      let width = tabWidth - column % tabWidth
      return Piece(
        text: String(repeating: " ", count: width), width: width, source: source,
        isReplaced: false)
    }
    if character.isASCII, let value = character.asciiValue, value >= 0x20, value < 0x7f {
      return Piece(text: String(character), width: 1, source: source, isReplaced: false)
    }
    // A CR and LF pair is one character; the line's end needs no mark.
    if character == "\r\n" || character == "\n" {
      return Piece(text: "", width: 0, source: source, isReplaced: false)
    }
    let width = CellWidth.columns(of: character)
    guard width > 0 else {
      return Piece(
        text: mark(for: character, unicode: unicode), width: 1, source: source, isReplaced: true)
    }
    guard unicode else {
      return Piece(
        text: String(repeating: "?", count: width), width: width, source: source,
        isReplaced: true)
    }
    return Piece(text: String(character), width: width, source: source, isReplaced: false)
  }

  /// A visible stand-in for a control or an invisible character.
  private static func mark(for character: Character, unicode: Bool) -> String {
    guard unicode, let scalar = character.unicodeScalars.first else { return "?" }
    if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) {
      return String(Character(picture))
    }
    return scalar.value == 0x7f ? "\u{2421}" : "\u{fffd}"
  }
}
