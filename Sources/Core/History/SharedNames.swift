/// Texts that many have, each once; never fewer.
///
/// Texts that only look equal are two: a path with a composed letter is another file.
struct SharedNames: Sendable {
  /// Stands for no place.
  private static let free = UInt32.max

  private var texts: [String] = []
  /// Where texts are, by what they hash to, or in the next free slot.
  ///
  /// A power of two, a quarter of it free. A dictionary would hold every text once more.
  private var table: [UInt32] = []

  mutating func add(_ text: String) -> UInt32 {
    if texts.count * 4 >= table.count * 3 { grow() }
    let slot = slot(of: text)
    if table[slot] != Self.free { return table[slot] }
    let place = UInt32(texts.count)
    texts.append(text)
    table[slot] = place
    return place
  }

  func place(of text: String) -> UInt32? {
    guard !table.isEmpty else { return nil }
    let place = table[slot(of: text)]
    return place == Self.free ? nil : place
  }

  subscript(place: UInt32) -> String { texts[Int(place)] }

  private mutating func grow() {
    table = Array(repeating: Self.free, count: max(16, table.count * 2))
    for place in texts.indices { table[slot(of: texts[place])] = UInt32(place) }
  }

  /// Where a text is in the table, or would be.
  private func slot(of text: String) -> Int {
    let mask = table.count - 1
    var slot = text.hashValue & mask
    while table[slot] != Self.free, !Self.isSame(texts[Int(table[slot])], text) {
      slot = (slot + 1) & mask
    }
    return slot
  }

  private static func isSame(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count && one.utf8.elementsEqual(other.utf8)
  }
}
