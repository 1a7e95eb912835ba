/// What in a line of output deserves an eye: the word that says so, seldom the whole line.
struct TextTone: Equatable {
  /// UTF-8 offsets in the line.
  var range: Range<Int>
  var role: Role

  /// In order, not overlapping.
  static func tones(of line: String) -> [TextTone] {
    var line = line
    return line.withUTF8 { bytes in
      if isFailure(bytes) { return [TextTone(range: 0..<bytes.count, role: .bad)] }
      var tones: [TextTone] = []
      var start = 0
      while start < bytes.count {
        guard isLetter(bytes[start]) else {
          start += 1
          continue
        }
        var end = start + 1
        while end < bytes.count, isWord(bytes[end]) { end += 1 }
        if start == 0 || !isWord(bytes[start - 1]), let role = role(bytes, start, end) {
          tones.append(TextTone(range: start..<end, role: role))
        }
        start = end
      }
      return tones
    }
  }

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  /// The head of a Python traceback, or the line that ends one.
  private static func isFailure(_ bytes: Bytes) -> Bool {
    if bytes.starts(with: "Traceback (most recent call last)".utf8) { return true }
    var end = 0
    while end < bytes.count, isWord(bytes[end]) || bytes[end] == UInt8(ascii: ".") { end += 1 }
    guard end > 5, end == bytes.count || bytes[end] == UInt8(ascii: ":") else { return false }
    let name = bytes[0..<end]
    return ["Error", "Exception", "KeyboardInterrupt"].contains { word in
      name.count >= word.utf8.count && name.suffix(word.utf8.count).elementsEqual(word.utf8)
        && (name.first.map(isCapital) == true || name.contains(UInt8(ascii: ".")))
    }
  }

  private static func role(_ bytes: Bytes, _ start: Int, _ end: Int) -> Role? {
    func isWord(_ word: StaticString) -> Bool {
      guard end - start == word.utf8CodeUnitCount else { return false }
      for index in 0..<(end - start) where bytes[start + index] != word.utf8Start[index] {
        return false
      }
      return true
    }
    switch bytes[start] | 0x20 {
    case UInt8(ascii: "e"):
      if isWord("ERROR") { return .bad }
      return (isWord("error") || isWord("Error")) && isVerdict(bytes, start, end) ? .bad : nil
    case UInt8(ascii: "f"): return isWord("FATAL") ? .bad : nil
    case UInt8(ascii: "c"): return isWord("CRITICAL") ? .bad : nil
    case UInt8(ascii: "w"):
      if isWord("WARNING") || isWord("WARN") { return .warn }
      return (isWord("warning") || isWord("Warning")) && isVerdict(bytes, start, end) ? .warn : nil
    case UInt8(ascii: "n"): return isWord("nan") || isWord("NaN") || isWord("NAN") ? .bad : nil
    case UInt8(ascii: "i"):
      return (isWord("inf") || isWord("Inf") || isWord("INF")) && isValue(bytes, start) ? .bad : nil
    default:
      return endsInWarning(bytes, start, end) ? .warn : nil
    }
  }

  /// `UserWarning:` and its like.
  private static func endsInWarning(_ bytes: Bytes, _ start: Int, _ end: Int) -> Bool {
    let word = "Warning"
    return end - start > word.utf8.count && end < bytes.count && bytes[end] == UInt8(ascii: ":")
      && bytes[start..<end].suffix(word.utf8.count).elementsEqual(word.utf8)
  }

  /// Whether a word opens a sentence, as a compiler's messages do, and is no measure: an error of
  /// 0.2 is a number like any other.
  private static func isVerdict(_ bytes: Bytes, _ start: Int, _ end: Int) -> Bool {
    guard end < bytes.count, bytes[end] == UInt8(ascii: ":") else { return false }
    var before = start
    while before > 0, bytes[before - 1] == 0x20 { before -= 1 }
    if before > 0, bytes[before - 1] != UInt8(ascii: ":"), bytes[before - 1] != UInt8(ascii: "]") {
      return false
    }
    var after = end + 1
    while after < bytes.count, bytes[after] == 0x20 { after += 1 }
    guard after < bytes.count else { return true }
    let next = bytes[after]
    return !(next &- 48 < 10 || next == UInt8(ascii: "-") || next == UInt8(ascii: "."))
  }

  /// Whether a word stands where a number would: after an equals sign or a colon.
  private static func isValue(_ bytes: Bytes, _ start: Int) -> Bool {
    var before = start
    if before > 0, bytes[before - 1] == UInt8(ascii: "-") || bytes[before - 1] == UInt8(ascii: "+")
    {
      before -= 1
    }
    while before > 0, bytes[before - 1] == 0x20 { before -= 1 }
    guard before > 0 else { return false }
    return bytes[before - 1] == UInt8(ascii: "=") || bytes[before - 1] == UInt8(ascii: ":")
  }

  private static func isCapital(_ byte: UInt8) -> Bool { byte &- 65 < 26 }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

  private static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte &- 48 < 10 || byte == UInt8(ascii: "_") || byte >= 0x80
  }
}
