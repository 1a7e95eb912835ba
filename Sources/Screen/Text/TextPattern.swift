/// A string to look for; capitals count only when it has some.
package struct TextPattern: Equatable, Sendable {
  package let text: String
  /// UTF-8; in small letters where capitals do not count.
  package let needle: [UInt8]
  package let folds: Bool
  private let isASCII: Bool

  /// Nil for nothing to look for.
  package init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    self.text = text
    needle = Array(text.utf8)
    folds = !text.contains { $0.isUppercase }
    isASCII = needle.allSatisfy { $0 < 0x80 }
  }

  /// UTF-8 ranges of what was found, in order, not overlapping.
  package func ranges(in line: String) -> [Range<Int>] {
    look(in: line) { bytes in
      var ranges: [Range<Int>] = []
      var start = 0
      while start + needle.count <= bytes.count {
        if matches(bytes, at: start) {
          ranges.append(start..<start + needle.count)
          start += needle.count
        } else {
          start += 1
        }
      }
      return ranges
    }
  }

  package func isFound(in line: String) -> Bool {
    look(in: line) { bytes in
      var start = 0
      while start + needle.count <= bytes.count {
        if matches(bytes, at: start) { return true }
        start += 1
      }
      return false
    }
  }

  /// Makes small letters of a piece of a text, as far as they matter; see ``SmallLetters``.
  package func fold(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    guard folds else { return }
    guard isASCII else { return SmallLetters.fold(bytes) }
    for index in bytes.indices {
      let byte = bytes[index]
      bytes[index] = byte | (byte &- 65 < 26 ? 0x20 : 0)
    }
  }

  /// Letters beyond ASCII are folded before they are compared, all others one by one.
  private func look<Result>(in line: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result)
    -> Result
  {
    var line = line
    guard folds, !isASCII else { return line.withUTF8(body) }
    var bytes = Array(line.utf8)
    bytes.withUnsafeMutableBufferPointer { SmallLetters.fold($0) }
    return bytes.withUnsafeBufferPointer(body)
  }

  private func matches(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    for index in needle.indices where fold(bytes[start + index]) != needle[index] {
      return false
    }
    return true
  }

  private func fold(_ byte: UInt8) -> UInt8 {
    folds && byte &- 65 < 26 ? byte | 0x20 : byte
  }
}
