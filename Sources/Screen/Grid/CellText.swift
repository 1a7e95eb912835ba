internal import Core

/// Text from anywhere, cut into pieces that each fill one or two cells and that no terminal obeys,
/// joins or reorders.
///
/// A piece is one scalar and the marks drawn over it. Emoji that consist of several are taken apart,
/// and a flag becomes its two letters, because terminals disagree about how wide the whole is.
struct CellText: Sequence, IteratorProtocol {
  /// What one or two cells hold; a tab alone may take more.
  struct Piece: Equatable {
    var text: String
    var width: Int
    /// The UTF-8 offset of the text it comes from.
    var source: Int
    /// Whether it stands for something that must not be drawn itself.
    var isReplaced: Bool
  }

  /// The column after the last piece.
  private(set) var column = 0
  private var offset = 0
  private var scalars: Substring.UnicodeScalarView.Iterator
  private var ahead: Unicode.Scalar?
  /// The second half of what is replaced in two cells.
  private var rest: Piece?
  private let marks: Bool
  private let unicode: Bool
  private let tabWidth: Int

  /// More marks than this over one character leave its cell.
  private static let mostMarks = 3

  /// - Parameters:
  ///   - marks: whether what cannot be seen shows as a mark; otherwise it is left out.
  ///   - unicode: whether anything but ASCII may be drawn.
  ///   - tabWidth: the distance of tab stops.
  init(
    _ text: some StringProtocol, marks: Bool, unicode: Bool = true, tabWidth: Int = 1
  ) {
    var scalars = Substring(text).unicodeScalars.makeIterator()
    ahead = scalars.next()
    self.scalars = scalars
    self.marks = marks
    self.unicode = unicode
    self.tabWidth = Swift.max(1, tabWidth)
  }

  mutating func next() -> Piece? {
    if let half = rest {
      rest = nil
      column += half.width
      return half
    }
    while let scalar = ahead {
      let source = offset
      advance()
      let value = scalar.value
      if value >= 0x20, value < 0x7f {
        if let next = ahead, next.value >= 0x300 { return combined(scalar, 1, source) }
        return piece(CellText.ascii[Int(value)], 1, source)
      }
      if value == 0x09 {
        let width = tabWidth - column % tabWidth
        return piece(String(repeating: " ", count: width), width, source)
      }
      switch scalar.visibility {
      case .shown:
        return shown(scalar, source)
      case .blank where value == 0x0a || value == 0x0d && (ahead == nil || ahead?.value == 0x0a):
        // The line's end needs no mark.
        continue
      case .blank, .control, .combining, .selector, .invisible:
        guard marks else { continue }
        return piece(mark(for: scalar), 1, source, isReplaced: true)
      }
    }
    return nil
  }

  private mutating func shown(_ scalar: Unicode.Scalar, _ source: Int) -> Piece {
    let value = scalar.value
    if let letter = CellText.flagLetter(value) {
      return piece(CellText.ascii[letter], 1, source, isReplaced: true)
    }
    // A skin tone would change the width of what stands before it in some terminals.
    if 0x1f3fb...0x1f3ff ~= value { return piece(unicode ? "▪" : "?", 1, source, isReplaced: true) }
    let width = CellWidth.columns(of: scalar)
    guard unicode else {
      skipMarks()
      let half = Piece(text: "?", width: 1, source: source, isReplaced: true)
      if width == 2 { rest = half }
      return piece(half.text, half.width, source, isReplaced: true)
    }
    return combined(scalar, width, source)
  }

  /// A scalar with what is drawn over it.
  private mutating func combined(_ scalar: Unicode.Scalar, _ width: Int, _ source: Int) -> Piece {
    var text = ""
    text.unicodeScalars.append(scalar)
    var count = 0
    while let next = ahead, next.value >= 0x300 {
      switch next.visibility {
      case .combining where count < CellText.mostMarks && CellText.joins(scalar, next):
        if unicode { text.unicodeScalars.append(next) }
        count += 1
      case .selector where count == 0:
        // Without it every terminal draws the plain form, whose width is known.
        count = CellText.mostMarks
      default:
        return piece(text, width, source)
      }
      advance()
    }
    return piece(text, width, source)
  }

  /// Whether a mark is drawn over a scalar in every terminal.
  private static func joins(_ scalar: Unicode.Scalar, _ mark: Unicode.Scalar) -> Bool {
    switch mark.value {
    case 0x1161...0x11ff, 0xd7b0...0xd7ff: 0x1100...0x115e ~= scalar.value
    default: !scalar.properties.isWhitespace
    }
  }

  private mutating func skipMarks() {
    while let next = ahead, next.value >= 0x300 {
      switch next.visibility {
      case .combining, .selector: advance()
      default: return
      }
    }
  }

  private mutating func advance() {
    if let ahead { offset += UTF8.width(ahead) }
    ahead = scalars.next()
  }

  private mutating func piece(
    _ text: String, _ width: Int, _ source: Int, isReplaced: Bool = false
  ) -> Piece {
    column += width
    return Piece(text: text, width: width, source: source, isReplaced: isReplaced)
  }

  /// A visible stand-in for a control or an invisible character.
  private func mark(for scalar: Unicode.Scalar) -> String {
    guard unicode else { return "?" }
    if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) {
      return String(Character(picture))
    }
    return scalar.value == 0x7f ? "\u{2421}" : "\u{fffd}"
  }

  /// The ASCII letter of a regional indicator.
  private static func flagLetter(_ value: UInt32) -> Int? {
    0x1f1e6...0x1f1ff ~= value ? Int(value - 0x1f1e6) + 65 : nil
  }

  private static let ascii: [String] = (0..<128).map { String(Character(Unicode.Scalar($0))) }
}
