/// Walks over a line's bytes and notes what it finds.
struct SyntaxReader {
  let bytes: [UInt8]
  private(set) var position = 0
  private(set) var spans: [SyntaxSpan] = []

  /// What stands after so many bytes of a line is not code anybody reads.
  static let longest = 4096

  init(_ line: some Sequence<UInt8>) {
    bytes = Array(line.prefix(SyntaxReader.longest))
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// The byte so far ahead; zero behind the end.
  func peek(_ ahead: Int = 0) -> UInt8 {
    let index = position + ahead
    return index >= 0 && index < bytes.count ? bytes[index] : 0
  }

  func starts(with word: [UInt8]) -> Bool {
    guard position + word.count <= bytes.count else { return false }
    for offset in word.indices where bytes[position + offset] != word[offset] { return false }
    return true
  }

  mutating func skip(_ count: Int = 1) {
    position = min(bytes.count, position + max(0, count))
  }

  mutating func skip(while holds: (UInt8) -> Bool) {
    while position < bytes.count, holds(bytes[position]) { skip() }
  }

  mutating func skipToEnd() { skip(bytes.count - position) }

  /// Gives what lies between a place and here a role.
  ///
  /// - Parameter end: nil for here.
  mutating func note(_ role: Role, from start: Int, to end: Int? = nil) {
    let end = end ?? position
    guard start < end else { return }
    if let last = spans.last, last.role == role, last.range.upperBound == start {
      spans[spans.count - 1].range = last.range.lowerBound..<end
    } else {
      spans.append(SyntaxSpan(range: start..<end, role: role))
    }
  }

  /// Gives the last span another role.
  mutating func renote(_ role: Role) {
    guard !spans.isEmpty else { return }
    spans[spans.count - 1].role = role
  }

  func text(from start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Skips to behind a mark; false when the line ends first.
  mutating func skip(past mark: [UInt8], escapes: Bool) -> Bool {
    while !isAtEnd {
      if escapes, peek() == UInt8(ascii: "\\") {
        skip(2)
      } else if starts(with: mark) {
        skip(mark.count)
        return true
      } else {
        skip()
      }
    }
    return false
  }

  /// A number as most languages write it.
  mutating func number() {
    let start = position
    var before: UInt8 = 0
    skip { byte in
      let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      let isExponent = before | 0x20 == UInt8(ascii: "e")
      defer { before = byte }
      return byte.isWord || byte == UInt8(ascii: ".") || isSign && isExponent
    }
    note(.syntaxNumber, from: start)
  }
}

extension UInt8 {
  /// Letters, digits, the underscore, and all that is not ASCII.
  var isWord: Bool { isWordStart || isDigit }
  var isWordStart: Bool {
    switch self {
    case 65...90, 97...122, 95, 0x80...: true
    default: false
    }
  }
  var isDigit: Bool { self &- 48 < 10 }
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}
