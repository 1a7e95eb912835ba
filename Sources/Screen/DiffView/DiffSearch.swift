/// Finds a string in lines; capitals count only when the string has some.
struct DiffSearch {
  private let needle: [UInt8]
  private let folds: Bool

  init(_ text: String) {
    folds = !text.contains { $0.isUppercase }
    needle = Array(text.utf8)
  }

  /// UTF-8 ranges of what was found, in order, not overlapping.
  func ranges(in line: String) -> [Range<Int>] {
    guard let first = needle.first else { return [] }
    let bytes = Array(line.utf8)
    var ranges: [Range<Int>] = []
    var start = 0
    while start + needle.count <= bytes.count {
      guard fold(bytes[start]) == first, matches(bytes, at: start) else {
        start += 1
        continue
      }
      ranges.append(start..<start + needle.count)
      start += needle.count
    }
    return ranges
  }

  private func matches(_ bytes: [UInt8], at start: Int) -> Bool {
    for index in needle.indices where fold(bytes[start + index]) != needle[index] {
      return false
    }
    return true
  }

  private func fold(_ byte: UInt8) -> UInt8 {
    folds && byte >= 65 && byte <= 90 ? byte + 32 : byte
  }
}
