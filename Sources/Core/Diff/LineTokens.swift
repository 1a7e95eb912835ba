/// A line cut into words, numbers, blanks and single signs, to be compared.
struct LineTokens: Sendable {
  /// A token's bytes, hashed; lines are compared for the eye, so a collision costs a highlight.
  private(set) var keys: [UInt64] = []
  private(set) var starts: [Int32] = []
  private(set) var isBlank: [Bool] = []
  /// Bytes of the line.
  private(set) var length = 0
  /// Bytes that are not blanks.
  private(set) var weight = 0

  private enum Kind {
    case blank, word, sign
  }

  init(_ line: some Sequence<UInt8>) {
    var last: Kind?
    var before: UInt8 = 0
    var isNumber = false
    for byte in line {
      var kind = LineTokens.kind(byte)
      // A point inside a number belongs to it, as does the sign of its exponent.
      if byte == UInt8(ascii: "."), before &- 48 < 10 { kind = .word }
      let isSign = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      if isSign, isNumber, before | 0x20 == UInt8(ascii: "e") { kind = .word }
      if kind != last || kind == .sign {
        keys.append(0xcbf2_9ce4_8422_2325)
        starts.append(Int32(clamping: length))
        isBlank.append(kind == .blank)
        last = kind
        isNumber = byte &- 48 < 10
      }
      keys[keys.count - 1] = (keys[keys.count - 1] ^ UInt64(byte)) &* 0x100_0000_01b3
      if kind != .blank { weight += 1 }
      length += 1
      before = byte
    }
  }

  var count: Int { keys.count }

  /// Where a token ends, as a UTF-8 offset.
  func end(_ token: Int) -> Int {
    token + 1 < starts.count ? Int(starts[token + 1]) : length
  }

  func range(_ token: Int) -> Range<Int> { Int(starts[token])..<end(token) }

  private static func kind(_ byte: UInt8) -> Kind {
    switch byte {
    case 0x20, 0x09, 0x0D: .blank
    case 48...57, 65...90, 97...122, UInt8(ascii: "_"), 0x80...: .word
    default: .sign
    }
  }
}
