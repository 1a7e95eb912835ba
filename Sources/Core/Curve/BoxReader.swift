/// Reads boxes of rows `| key | value |`: one record over several lines.
struct BoxReader: Sendable {
  typealias Bytes = UnsafeRawBufferPointer

  private var record = LogRecord()
  private var section = ""
  /// Whether rows are waiting for the end of their box.
  private(set) var isOpen = false

  /// Looks at a line that begins with a bar or stands in a box; false when it is neither.
  mutating func read(_ p: Bytes, _ start: Int, _ recorder: inout Recorder) -> Bool {
    guard p[start] == UInt8(ascii: "|") else {
      close(&recorder)
      return p[start] == UInt8(ascii: "-") || p[start] == UInt8(ascii: "+")
    }
    var bar = start + 1
    while bar < p.count, p[bar] != UInt8(ascii: "|") { bar += 1 }
    guard bar < p.count else { return false }
    let (a, b) = Self.trim(p, start + 1, bar)
    guard a < b, p[a].isLetter || p[a] == UInt8(ascii: "_") else { return true }
    var end = bar + 1
    while end < p.count, p[end] != UInt8(ascii: "|") { end += 1 }
    let (c, d) = Self.trim(p, bar + 1, end)
    let key = plainText(String(decoding: p[a..<b], as: UTF8.self), limit: 80)
    guard c < d else {
      section = key.hasSuffix("/") ? key : ""
      isOpen = true
      return true
    }
    guard let number = NumberScanner.scan(p, at: c, to: d), number.end == d else {
      // More cells than two make a line of its own: `| epoch 1 | 200/500 batches | loss 3.79 |`.
      return end >= p.count || !p[end...].dropFirst().contains { $0 > 0x20 }
    }
    let name = section + key
    let hash = ASCIIWord.hash(name) ^ 5
    guard record.items.count < 512,
      let entry = recorder.table.find(hash, position: 64) ?? recorder.table.add(hash, name: name)
    else { return true }
    record.items.append(RecordItem(entry: entry, number: number, isSeparated: true))
    isOpen = true
    return true
  }

  /// Hands on the rows of a box that has ended.
  mutating func close(_ recorder: inout Recorder) {
    if !record.items.isEmpty { recorder.commit(record) }
    record.clear()
    section = ""
    isOpen = false
  }

  private static func trim(_ p: Bytes, _ start: Int, _ end: Int) -> (Int, Int) {
    var (a, b) = (start, end)
    while a < b, p[a] <= 32 { a += 1 }
    while b > a, p[b - 1] <= 32 { b -= 1 }
    return (a, b)
  }
}
