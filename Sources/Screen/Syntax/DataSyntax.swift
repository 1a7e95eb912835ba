/// Finds the keys, strings, numbers and comments of one line of YAML, TOML or JSON.
struct DataSyntax {
  private let language: SyntaxLanguage
  private(set) var reader: SyntaxReader
  private var state: SyntaxState

  private static let quotes: [(mark: [UInt8], escapes: Bool)] = [
    (Array("\"\"\"".utf8), true), (Array("'''".utf8), false), (Array("\"".utf8), true),
    (Array("'".utf8), false),
  ]

  init(_ language: SyntaxLanguage, _ line: some Sequence<UInt8>, state: SyntaxState) {
    self.language = language
    reader = SyntaxReader(line)
    self.state = state
  }

  /// Reads the line and answers what it leaves open.
  mutating func read() -> SyntaxState {
    if case .block(let indent) = state {
      let depth = reader.bytes.firstIndex { !$0.isBlank }
      if depth == nil || depth ?? 0 > indent {
        reader.skipToEnd()
        reader.note(.syntaxString, from: 0)
        return state
      }
      state = .code
    }
    if case .string(let index) = state, DataSyntax.quotes.indices.contains(index) {
      string(index, from: 0)
    } else {
      state = .code
    }
    var isHead = reader.position == 0
    while !reader.isAtEnd, case .code = state { token(&isHead) }
    return state
  }

  /// - Parameter isHead: whether a key may stand here.
  private mutating func token(_ isHead: inout Bool) {
    let byte = reader.peek()
    let start = reader.position
    switch byte {
    case 0x20, 0x09, 0x0D:
      reader.skip { $0.isBlank }
    case UInt8(ascii: "#") where language != .json && (start == 0 || reader.peek(-1).isBlank),
      UInt8(ascii: "/") where language == .json && reader.peek(1) == UInt8(ascii: "/"):
      reader.skipToEnd()
      reader.note(.syntaxComment, from: start)
    case UInt8(ascii: "\""),
      UInt8(ascii: "'") where language != .json:
      let index = DataSyntax.quotes.firstIndex { quote in
        reader.starts(with: quote.mark) && (quote.mark.count == 1 || language == .toml)
      }
      reader.skip(index.map { DataSyntax.quotes[$0].mark.count } ?? 1)
      string(index ?? 2, from: start)
      if isKey(isHead) { reader.renote(.syntaxName) }
      isHead = false
    case UInt8(ascii: "[") where language == .toml && isHead:
      reader.skip { $0 != UInt8(ascii: "]") }
      reader.skip { $0 == UInt8(ascii: "]") }
      reader.note(.syntaxKeyword, from: start)
      isHead = false
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: ","):
      reader.skip()
      isHead = byte == UInt8(ascii: "{") || byte == UInt8(ascii: ",")
    case UInt8(ascii: "-") where language == .yaml && isHead && reader.peek(1).isBlank:
      reader.skip()
    case UInt8(ascii: ":"), UInt8(ascii: "="):
      reader.skip()
      isHead = false
    case UInt8(ascii: "|") where language == .yaml, UInt8(ascii: ">") where language == .yaml:
      block(from: start)
    default:
      plain(isHead)
      isHead = false
    }
  }

  private mutating func string(_ index: Int, from start: Int) {
    let quote = DataSyntax.quotes[index]
    let isClosed = reader.skip(past: quote.mark, escapes: quote.escapes)
    let isLong = quote.mark.count == 3 || language == .yaml
    state = isClosed || !isLong ? .code : .string(index)
    reader.note(.syntaxString, from: start)
  }

  /// Whether what was just read is followed by what ends a key.
  private func isKey(_ isHead: Bool) -> Bool {
    var ahead = 0
    while reader.peek(ahead).isBlank { ahead += 1 }
    switch language {
    case .json: return reader.peek(ahead) == UInt8(ascii: ":")
    case .toml:
      return isHead
        && (reader.peek(ahead) == UInt8(ascii: "=") || reader.peek(ahead) == UInt8(ascii: "."))
    default:
      let after = reader.peek(ahead + 1)
      return isHead && reader.peek(ahead) == UInt8(ascii: ":") && (after == 0 || after.isBlank)
    }
  }

  /// A text without quotes: a key, a number, a word, or just text.
  private mutating func plain(_ isHead: Bool) {
    let start = reader.position
    let isYAML = language == .yaml
    var end = start
    while !reader.isAtEnd {
      let byte = reader.peek()
      let isEnd =
        switch byte {
        case UInt8(ascii: ":"):
          language == .json || isYAML && (reader.peek(1) == 0 || reader.peek(1).isBlank)
        case UInt8(ascii: "#"): reader.peek(-1).isBlank
        case UInt8(ascii: "="): !isYAML
        default: DataSyntax.ends.contains(byte) || !isYAML && byte.isBlank
        }
      if isEnd, reader.position > start { break }
      reader.skip()
      if !byte.isBlank { end = reader.position }
    }
    let text = String(decoding: reader.bytes[start..<end], as: UTF8.self)
    if isKey(isHead) {
      reader.note(.syntaxName, from: start, to: end)
    } else if DataSyntax.constants.contains(text) || DataSyntax.isNumber(text) {
      reader.note(.syntaxNumber, from: start, to: end)
    }
  }

  /// `key: |` and the lines below that stand deeper.
  private mutating func block(from start: Int) {
    reader.skip()
    reader.skip { $0.isDigit || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
    reader.note(.syntaxKeyword, from: start)
    reader.skip { $0.isBlank }
    guard reader.isAtEnd || reader.peek() == UInt8(ascii: "#") else { return }
    var indent = reader.bytes.firstIndex { !$0.isBlank } ?? 0
    // In a list the key stands behind the dashes.
    while indent + 1 < start, reader.bytes[indent] == UInt8(ascii: "-"),
      reader.bytes[indent + 1].isBlank
    {
      indent += 2
    }
    let comment = reader.position
    reader.skipToEnd()
    reader.note(.syntaxComment, from: comment)
    state = .block(indent: indent)
  }

  private static let ends = Set(",[]{}\"".utf8)
  private static let constants: Set<String> = [
    "true", "false", "null", "True", "False", "yes", "no", "on", "off", "~", "inf", "nan",
  ]

  /// Digits, with what else numbers, dates and times hold.
  private static func isNumber(_ text: String) -> Bool {
    var digits = 0
    var others = 0
    for (offset, byte) in text.utf8.enumerated() {
      switch byte {
      case 48...57: digits += 1
      case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
        if offset == 0 { continue }
      case UInt8(ascii: "_"), UInt8(ascii: ":"):
        if digits == 0 { return false }
      case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "x"), UInt8(ascii: "T"),
        UInt8(ascii: "Z"):
        if digits == 0 { return false }
        others += 1
      default:
        guard text.utf8.starts(with: "0x".utf8), (byte | 0x20) &- 97 < 6 else { return false }
      }
    }
    return digits > 0 && others <= 2
  }
}
