/// A JSON value as it stands in a file, its keys in their order.
indirect enum JSONNode: Equatable, Sendable {
  case object([Member])
  case array([JSONNode])
  case text(String)
  case number(Double)
  case truth(Bool)
  case null

  struct Member: Equatable, Sendable {
    var key: String
    var value: JSONNode
  }

  /// The value that is the whole of `bytes`; nil when they are no JSON or nested over 64 deep.
  init?(_ bytes: ArraySlice<UInt8>) {
    var parser = JSONParser(bytes)
    guard let value = parser.value(depth: 0), parser.isAtEnd() else { return nil }
    self = value
  }

  /// The first member of that name; nil when this is no object or has none.
  subscript(_ key: String) -> JSONNode? { members.first { $0.key == key }?.value }

  var members: [Member] {
    if case .object(let members) = self { return members }
    return []
  }

  var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  /// A number, also one that is written as a text.
  var number: Double? {
    switch self {
    case .number(let value): value
    case .text(let text): HistoryCell.number(text)
    case .object, .array, .truth, .null: nil
    }
  }

  var truth: Bool? {
    if case .truth(let truth) = self { return truth }
    return nil
  }
}

/// Reads one JSON value.
private struct JSONParser {
  private let p: ArraySlice<UInt8>
  private var i: Int

  init(_ bytes: ArraySlice<UInt8>) {
    p = bytes
    i = bytes.startIndex
  }

  mutating func isAtEnd() -> Bool {
    skip()
    return i == p.endIndex
  }

  mutating func value(depth: Int) -> JSONNode? {
    skip()
    guard depth < 64, i < p.endIndex else { return nil }
    switch p[i] {
    case UInt8(ascii: "{"): return object(depth)
    case UInt8(ascii: "["): return array(depth)
    case UInt8(ascii: "\""): return string().map(JSONNode.text)
    case UInt8(ascii: "t"): return word("true", .truth(true))
    case UInt8(ascii: "f"): return word("false", .truth(false))
    case UInt8(ascii: "n"): return word("null", .null)
    case UInt8(ascii: "N"): return word("NaN", .number(.nan))
    case UInt8(ascii: "I"): return word("Infinity", .number(.infinity))
    default: return number()
    }
  }

  private mutating func skip() {
    while i < p.endIndex, p[i] <= 0x20 { i += 1 }
  }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    skip()
    guard i < p.endIndex, p[i] == UInt8(ascii: byte) else { return false }
    i += 1
    return true
  }

  private mutating func word(_ word: String, _ node: JSONNode) -> JSONNode? {
    guard p[i...].starts(with: word.utf8) else { return nil }
    i += word.utf8.count
    return node
  }

  private mutating func object(_ depth: Int) -> JSONNode? {
    i += 1
    var members: [JSONNode.Member] = []
    if take("}") { return .object([]) }
    repeat {
      skip()
      guard i < p.endIndex, p[i] == UInt8(ascii: "\""), let key = string(), take(":"),
        let value = value(depth: depth + 1)
      else { return nil }
      members.append(JSONNode.Member(key: key, value: value))
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func array(_ depth: Int) -> JSONNode? {
    i += 1
    var values: [JSONNode] = []
    if take("]") { return .array([]) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      values.append(value)
    } while take(",")
    return take("]") ? .array(values) : nil
  }

  private mutating func number() -> JSONNode? {
    let start = i
    while i < p.endIndex, "+-.eE0123456789Infity".utf8.contains(p[i]) { i += 1 }
    let text = String(decoding: p[start..<i], as: UTF8.self)
    guard text != "-Infinity" else { return .number(-.infinity) }
    guard let value = Double(text), value.isFinite else { return nil }
    return .number(value)
  }

  private mutating func string() -> String? {
    i += 1
    var out: [UInt8] = []
    while i < p.endIndex {
      let byte = p[i]
      i += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: out, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        out.append(byte)
        continue
      }
      guard i < p.endIndex else { return nil }
      let mark = p[i]
      i += 1
      switch mark {
      case UInt8(ascii: "n"): out.append(0x0A)
      case UInt8(ascii: "t"): out.append(0x09)
      case UInt8(ascii: "r"): out.append(0x0D)
      case UInt8(ascii: "b"): out.append(0x08)
      case UInt8(ascii: "f"): out.append(0x0C)
      case UInt8(ascii: "u"):
        guard let scalar = scalar() else { return nil }
        out.append(contentsOf: String(scalar).utf8)
      default: out.append(mark)
      }
    }
    return nil
  }

  /// The character of `\uXXXX`, two of them where they are a pair; a lone half is replaced.
  private mutating func scalar() -> Unicode.Scalar? {
    guard let high = unit() else { return nil }
    if (0xD800..<0xDC00).contains(high), i + 1 < p.endIndex, p[i] == UInt8(ascii: "\\"),
      p[i + 1] == UInt8(ascii: "u")
    {
      let back = i
      i += 2
      guard let low = unit() else { return nil }
      if (0xDC00..<0xE000).contains(low) {
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
      }
      i = back
    }
    return Unicode.Scalar(high) ?? "\u{FFFD}"
  }

  private mutating func unit() -> UInt32? {
    guard i + 4 <= p.endIndex else { return nil }
    let digits = String(decoding: p[i..<i + 4], as: UTF8.self)
    i += 4
    return UInt32(digits, radix: 16)
  }
}
