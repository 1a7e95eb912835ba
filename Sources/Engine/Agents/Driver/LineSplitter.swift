import Glibc

/// Bytes in pieces to whole lines, in bounded memory.
struct LineSplitter {
  /// Bytes of a line that are kept; what is longer is cut there.
  let limit: Int
  private var held: [UInt8] = []
  private var isCut = false

  init(limit: Int = 8 << 20) {
    self.limit = limit
  }

  /// Gives each line that ends in these bytes.
  mutating func feed(_ bytes: UnsafeRawBufferPointer, _ body: (AgentLine) -> Void) {
    var rest = bytes[...]
    while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
      guard let end = memchr(start, 10, rest.count) else { return hold(rest) }
      let length = UnsafeRawPointer(end) - start
      let line = rest.prefix(length)
      if held.isEmpty, !isCut, length <= limit {
        body(AgentLine(text: Self.text(line)))
      } else {
        hold(line)
        give(body)
      }
      rest = rest.dropFirst(length + 1)
    }
  }

  /// Gives the last line where it has no end.
  mutating func finish(_ body: (AgentLine) -> Void) {
    if !held.isEmpty { give(body) }
  }

  private mutating func hold(_ bytes: Slice<UnsafeRawBufferPointer>) {
    let room = limit - held.count
    if bytes.count > room { isCut = true }
    held += bytes.prefix(room)
  }

  private mutating func give(_ body: (AgentLine) -> Void) {
    body(AgentLine(text: Self.text(held), isCut: isCut))
    // A long line should not cost its memory for the rest of the turn.
    held.removeAll(keepingCapacity: held.capacity <= 1 << 18)
    isCut = false
  }

  private static func text(_ bytes: some BidirectionalCollection<UInt8>) -> String {
    String(decoding: bytes.last == 13 ? bytes.dropLast() : bytes[...], as: UTF8.self)
  }
}
