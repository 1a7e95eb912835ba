extension UInt8 {
  /// Whether this byte is an ASCII digit.
  @inline(__always) var isDigit: Bool { self &- 48 < 10 }
  /// Whether this byte is an ASCII letter.
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 97 < 26 }
}

/// Comparisons of ranges of bytes with words, ignoring ASCII case.
enum ASCIIWord {
  typealias Bytes = UnsafeRawBufferPointer

  /// Whether the bytes from `start` up to `end` spell `word`, which is given in lower case.
  @inline(__always)
  static func equal(_ p: Bytes, _ start: Int, _ end: Int, _ word: StaticString) -> Bool {
    let size = word.utf8CodeUnitCount
    guard end - start == size else { return false }
    let text = word.utf8Start
    for k in 0..<size where lower(p[start + k]) != text[k] { return false }
    return true
  }

  /// Whether the bytes from `start` up to `end` begin with `word`, which is given in lower case.
  @inline(__always)
  static func begins(_ p: Bytes, _ start: Int, _ end: Int, _ word: StaticString) -> Bool {
    let size = word.utf8CodeUnitCount
    return end - start >= size && equal(p, start, start + size, word)
  }

  @inline(__always)
  static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

  /// The letters of a word of at most 8 bytes as one number, the last one lowest; 0 for a longer one.
  @inline(__always)
  static func packed(_ p: Bytes, _ start: Int, _ end: Int) -> UInt64 {
    guard end - start <= 8 else { return 0 }
    var word: UInt64 = 0
    for k in start..<end { word = word << 8 | UInt64(p[k] | 0x20) }
    return word
  }

  /// A hash of the bytes from `start` up to `end`, the same on every machine.
  @inline(__always)
  static func hash(_ p: Bytes, _ start: Int, _ end: Int) -> UInt64 {
    var h: UInt64 = 0x9E37_79B9_7F4A_7C15 &+ UInt64(end - start)
    var i = start
    while i + 8 <= end {
      h = mix(h ^ UInt64(littleEndian: p.loadUnaligned(fromByteOffset: i, as: UInt64.self)))
      i += 8
    }
    var tail: UInt64 = 0
    while i < end {
      tail = tail << 8 | UInt64(p[i])
      i += 1
    }
    return mix(h ^ tail)
  }

  /// Spreads the bits of a hash.
  @inline(__always)
  static func mix(_ x: UInt64) -> UInt64 {
    let product = x.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }

  /// The same for a string.
  static func hash(_ text: String) -> UInt64 {
    var copy = text
    return copy.withUTF8 { hash(UnsafeRawBufferPointer($0), 0, $0.count) }
  }
}
