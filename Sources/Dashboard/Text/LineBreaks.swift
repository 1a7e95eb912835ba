import Foundation

/// Where the lines of a text begin, found from any place in it by looking at little around it.
///
/// Texts are divided into blocks of 16 KiB. A line ends behind its newline; one that is so long that
/// a whole block has no newline also ends behind that block, so that no line takes more than two.
enum LineBreaks {
  static let block = 16 << 10

  /// The start of the line that a byte lies in.
  ///
  /// - Parameter read: bytes of the text, by offset and count.
  static func start(of place: Int, _ read: (Int, Int) -> [UInt8]) -> Int {
    var place = place
    while place > 0 {
      let first = place / block * block
      let before = max(0, first - block)
      let bytes = read(before, place - before + 4)
      let inside = bytes[min(first - before, bytes.count)..<min(place - before, bytes.count)]
      if let newline = inside.lastIndex(of: 0x0A) { return before + newline + 1 }
      if first == 0 { return 0 }
      let above = bytes[0..<min(first - before, bytes.count)]
      if let newline = above.lastIndex(of: 0x0A) { return before + newline + 1 }
      let start = first + continuations(bytes[min(first - before, bytes.count)...])
      if start <= place { return start }
      // The rest of a character belongs to the block in which it began.
      place = first - 1
    }
    return 0
  }

  /// Where the first line begins in bytes that begin with a block, the block before them included.
  ///
  /// - Returns: an index into `bytes`; nil if none begins there.
  static func firstStart(in bytes: [UInt8], at offset: Int) -> Int? {
    guard offset > 0 else { return 0 }
    if bytes[0..<min(block, bytes.count)].firstIndex(of: 0x0A) == nil {
      guard bytes.count > block else { return nil }
      return block + continuations(bytes[block...])
    }
    guard bytes.count > block else { return nil }
    if bytes[block - 1] == 0x0A { return block }
    let next = bytes[block..<min(2 * block, bytes.count)]
    if let newline = next.firstIndex(of: 0x0A) { return newline + 1 }
    return bytes.count > 2 * block ? 2 * block + continuations(bytes[(2 * block)...]) : nil
  }

  /// Where the line must end that begins at `start`, if no newline comes before; in the text.
  ///
  /// - Parameter continues: whether it begins in the middle of a longer line.
  static func limit(from start: Int, continues: Bool) -> Int {
    if start == 0 { return block }
    return continues ? (start / block + 1) * block : ((start - 1) / block + 2) * block
  }

  /// How many bytes at the beginning are the rest of a character.
  static func continuations(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.prefix(3).prefix { $0 & 0xC0 == 0x80 }.count
  }
}
