/// Reads how long a run says it still needs.
enum RemainingTime {
  typealias Bytes = UnsafeRawBufferPointer

  /// Whether a key announces such a time: `eta`, `remaining`, `time left`, `remaining_time`.
  static func isKey(_ p: Bytes, _ start: Int, _ end: Int) -> Bool {
    guard end - start >= 3 else { return false }
    switch p[end - 1] | 0x20 {
    case UInt8(ascii: "a"):
      guard ASCIIWord.equal(p, end - 3, end, "eta") else { return false }
      return end - start == 3 || !p[end - 4].isLetter
    case UInt8(ascii: "g"): return end - start >= 9 && ASCIIWord.equal(p, end - 9, end, "remaining")
    case UInt8(ascii: "t"): return end - start >= 9 && ASCIIWord.equal(p, end - 9, end, "time left")
    case UInt8(ascii: "e"):
      return end - start >= 14 && ASCIIWord.equal(p, end - 14, end, "remaining_time")
        || end - start >= 14 && ASCIIWord.equal(p, end - 14, end, "remaining time")
    default: return false
    }
  }

  /// Seconds of `272s`, `1:49:38`, `1 day, 2:00:00`, `1h 23m`, `90`; nil when there is no time.
  static func seconds(_ p: Bytes, at start: Int, to n: Int) -> Double? {
    var i = start
    var total = 0.0
    var parts = 0
    while i < n, parts < 5 {
      while parts > 0, i < n, p[i] == UInt8(ascii: " ") || p[i] == UInt8(ascii: ",") { i += 1 }
      guard i < n, p[i].isDigit, let number = NumberScanner.plain(p, at: i, to: n),
        number.value < 1e9
      else { break }
      i = number.end
      if i < n, p[i] == UInt8(ascii: ":") { return clock(p, number.value, i, n).map { total + $0 } }
      if i < n, p[i] == UInt8(ascii: " ") { i += 1 }
      let begin = i
      while i < n, p[i].isLetter { i += 1 }
      guard let unit = unit(p, begin, i) else { return parts == 0 ? number.value : total }
      total += number.value * unit
      parts += 1
    }
    return parts > 0 ? total : nil
  }

  /// The rest of `1:49:38` or `01:30` after its first number.
  private static func clock(_ p: Bytes, _ first: Double, _ colon: Int, _ n: Int) -> Double? {
    var fields = [first]
    var i = colon
    while i < n, p[i] == UInt8(ascii: ":"), fields.count < 4 {
      guard i + 1 < n, p[i + 1].isDigit, let next = NumberScanner.plain(p, at: i + 1, to: n),
        next.value < 1e6
      else { return nil }
      fields.append(next.value)
      i = next.end
    }
    guard fields.count < 4 else { return nil }
    return fields.reduce(0) { $0 * 60 + $1 }
  }

  private static func unit(_ p: Bytes, _ start: Int, _ end: Int) -> Double? {
    guard start < end else { return nil }
    if ASCIIWord.equal(p, start, end, "ms") { return 1e-3 }
    switch p[start] | 0x20 {
    case UInt8(ascii: "d"):
      return end - start == 1 || ASCIIWord.begins(p, start, end, "day") ? 86_400 : nil
    case UInt8(ascii: "h"):
      return end - start <= 2 || ASCIIWord.begins(p, start, end, "hour") ? 3600 : nil
    case UInt8(ascii: "m"):
      return end - start == 1 || ASCIIWord.begins(p, start, end, "min") ? 60 : nil
    case UInt8(ascii: "s"):
      return end - start == 1 || ASCIIWord.begins(p, start, end, "sec") ? 1 : nil
    default: return nil
    }
  }
}
