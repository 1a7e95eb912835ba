/// A JSON text taken apart into a flat list of tokens, children after their parent.
///
/// It is what `JSONFields` reads from, and what an agent's lines are understood with.
package final class JSONTape {
  package enum Kind: UInt8 {
    case object, array, text, escapedText, number, yes, no, null
  }

  struct Token {
    var kind: Kind
    /// The bytes of a text, without its quotes, or of a number.
    var start: Int32
    var end: Int32
    /// The token after this one and all its children.
    var next: Int32
  }

  let bytes: [UInt8]
  let tokens: [Token]

  package init(_ bytes: [UInt8]) throws {
    var scanner = JSONScanner(count: bytes.count)
    try bytes.withUnsafeBufferPointer { try scanner.scan($0) }
    self.bytes = bytes
    tokens = scanner.tokens
  }

  package func kind(_ index: Int) -> Kind { tokens[index].kind }

  package func next(_ index: Int) -> Int { Int(tokens[index].next) }

  /// The bytes of a text or a number.
  func slice(_ index: Int) -> ArraySlice<UInt8> {
    bytes[Int(tokens[index].start)..<Int(tokens[index].end)]
  }

  /// Whether a token is this text, written without escapes.
  func isText(_ index: Int, _ text: StaticString) -> Bool {
    let token = tokens[index]
    let length = text.utf8CodeUnitCount
    guard token.kind == .text, Int(token.end - token.start) == length else { return false }
    let start = Int(token.start)
    return text.withUTF8Buffer { name in
      for place in 0..<length where bytes[start + place] != name[place] { return false }
      return true
    }
  }

  /// A text with its escapes resolved; nil for anything else.
  package func text(_ index: Int) -> String? {
    switch kind(index) {
    case .text: String(decoding: slice(index), as: UTF8.self)
    case .escapedText: String(decoding: unescaped(slice(index)), as: UTF8.self)
    case .object, .array, .number, .yes, .no, .null: nil
    }
  }

  package func integer<T: FixedWidthInteger>(_ index: Int) -> T? {
    guard kind(index) == .number else { return nil }
    var value: T = 0
    var digits = slice(index)
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits.removeFirst() }
    for byte in digits {
      guard byte &- 48 < 10, let digit = T(exactly: byte &- 48) else { return nil }
      let (scaled, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (next, tooFar) =
        isNegative
        ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
      guard !tooLarge, !tooFar else { return nil }
      value = next
    }
    return value
  }

  /// A number, or one of the words for those that JSON cannot spell.
  package func double(_ index: Int) -> Double? {
    switch kind(index) {
    case .number:
      shortDecimal(slice(index)) ?? Double(String(decoding: slice(index), as: UTF8.self))
    case .text:
      switch text(index) {
      case "nan": .nan
      case "inf": .infinity
      case "-inf": -.infinity
      default: nil
      }
    case .object, .array, .escapedText, .yes, .no, .null: nil
    }
  }

  /// A decimal that is exact by one division: up to 15 digits, and a power of ten without error.
  private func shortDecimal(_ number: ArraySlice<UInt8>) -> Double? {
    var mantissa = 0
    var digits = 0
    var decimals = 0
    var isFraction = false
    let isNegative = number.first == UInt8(ascii: "-")
    for byte in isNegative ? number.dropFirst() : number {
      if byte == UInt8(ascii: ".") {
        isFraction = true
        continue
      }
      guard byte &- 48 < 10, digits < 15 else { return nil }
      mantissa = mantissa * 10 + Int(byte &- 48)
      digits += 1
      if isFraction { decimals += 1 }
    }
    let value = Double(mantissa) / JSONTape.powers[decimals]
    return isNegative ? -value : value
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  private func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var rest = text
    while let escape = rest.firstIndex(of: UInt8(ascii: "\\")) {
      bytes += rest[..<escape]
      rest = rest[(escape + 1)...]
      switch rest.popFirst() {
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "r"): bytes.append(13)
      case UInt8(ascii: "b"): bytes.append(8)
      case UInt8(ascii: "f"): bytes.append(12)
      case UInt8(ascii: "u"):
        var units = [popUnit(&rest)]
        // The two halves of one character come one after the other.
        while rest.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
          rest = rest.dropFirst(2)
          units.append(popUnit(&rest))
        }
        bytes += String(decoding: units, as: UTF16.self).utf8
      case .some(let byte): bytes.append(byte)
      case nil: break
      }
    }
    return bytes + rest
  }

  private func popUnit(_ rest: inout ArraySlice<UInt8>) -> UInt16 {
    defer { rest = rest.dropFirst(4) }
    return UInt16(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) ?? 0xFFFD
  }
}
