/// A JSON text taken apart into a flat list of tokens, children after their parent.
///
/// It is what an agent's lines are understood with.
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

  /// A text with its escapes resolved; nil for anything else.
  package func text(_ index: Int) -> String? {
    switch kind(index) {
    case .text: String(decoding: slice(index), as: UTF8.self)
    case .escapedText: JSONEscapes.resolved(slice(index))
    case .object, .array, .number, .yes, .no, .null: nil
    }
  }

  package func integer<T: FixedWidthInteger>(_ index: Int) -> T? {
    guard kind(index) == .number else { return nil }
    return number(index) { JSONNumber.integer($0, at: $1) }
  }

  /// A number that takes all of a token.
  private func number<T>(
    _ index: Int, _ read: (UnsafeBufferPointer<UInt8>, Int) -> (T, end: Int)?
  ) -> T? {
    bytes.withUnsafeBufferPointer { bytes in
      guard let (value, end) = read(bytes, Int(tokens[index].start)),
        end == Int(tokens[index].end)
      else { return nil }
      return value
    }
  }

  /// A number, or one of the words for those that JSON cannot spell.
  package func double(_ index: Int) -> Double? {
    switch kind(index) {
    case .number: number(index) { JSONNumber.double($0, at: $1) }
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
}
