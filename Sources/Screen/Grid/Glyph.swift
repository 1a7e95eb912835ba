/// What one cell shows, in place: a screen of them is made, copied and compared without asking who
/// else holds a text.
package struct Glyph: Equatable, Hashable, Sendable {
  /// The first eight bytes of its UTF-8, the first one lowest.
  private var low: UInt64 = 0
  /// The next seven, and above them how many there are.
  private var high: UInt64 = 0

  /// Bytes at most; scalars that do not fit are left out.
  static let capacity = 15
  package static let blank = Glyph(ascii: UInt8(ascii: " "))
  /// The second half of a wide character.
  static let nothing = Glyph("")

  init(ascii: UInt8) {
    low = UInt64(ascii)
    high = 1 << 56
  }

  package init(_ text: String) {
    if text.utf8.count > Self.capacity {
      fill(Glyph.whole(text))
    } else if text.utf8.withContiguousStorageIfAvailable({ fill($0) }) == nil {
      fill(text.utf8)
    }
  }

  private mutating func fill(_ bytes: some Sequence<UInt8>) {
    var count: UInt64 = 0
    for byte in bytes {
      if count < 8 {
        low |= UInt64(byte) << (8 * count)
      } else {
        high |= UInt64(byte) << (8 * count - 64)
      }
      count += 1
    }
    high |= count << 56
  }

  /// The scalars that fit.
  private static func whole(_ text: String) -> Substring.UTF8View {
    var end = text.startIndex
    while end < text.endIndex {
      let next = text.unicodeScalars.index(after: end)
      guard text.utf8.distance(from: text.startIndex, to: next) <= capacity else { break }
      end = next
    }
    return text[..<end].utf8
  }

  /// How many bytes it has; none in the second half of a wide character.
  package var count: Int { Int(high >> 56) }

  package func byte(at place: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: place < 8 ? low >> UInt64(8 * place) : high >> UInt64(8 * place - 64))
  }

  package var text: String {
    String(unsafeUninitializedCapacity: Self.capacity) { bytes in
      for place in 0..<count { bytes[place] = byte(at: place) }
      return count
    }
  }

  /// Whether it takes two cells.
  var isWide: Bool {
    guard count > 2, !isLineOrDot, let first = text.unicodeScalars.first else { return false }
    return CellWidth.columns(of: first) == 2
  }

  /// Whether it is what charts and borders are made of: U+2500 to U+25BF and braille.
  private var isLineOrDot: Bool {
    let second = byte(at: 1)
    return byte(at: 0) == 0xe2 && (0x94...0x96 ~= second || 0xa0...0xa3 ~= second)
  }
}
