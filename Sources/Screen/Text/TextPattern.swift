/// A string to look for; capitals count only when it has some.
package struct TextPattern: Equatable, Sendable {
  package let text: String
  /// UTF-8; in lower case as far as it is ASCII, where capitals do not count.
  package let needle: [UInt8]
  package let folds: Bool

  /// Nil for nothing to look for.
  package init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    self.text = text
    needle = Array(text.utf8)
    folds = !text.contains { $0.isUppercase }
  }

  /// UTF-8 ranges of what was found, in order, not overlapping.
  package func ranges(in line: String) -> [Range<Int>] {
    var line = line
    return line.withUTF8 { bytes in
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
    var line = line
    return line.withUTF8 { bytes in
      var start = 0
      while start + needle.count <= bytes.count {
        if matches(bytes, at: start) { return true }
        start += 1
      }
      return false
    }
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
