internal import Core

/// Finds a string in lines; capitals count only when the string has some.
///
/// Reads every byte once, whatever the string (Knuth, Morris and Pratt's method). Small and capital
/// letters are equal where both take equally many bytes.
struct DiffSearch: Equatable, Sendable {
  private let needle: [UInt8]
  /// How much of the needle still fits when the byte after so many does not.
  private let fallback: [Int]
  private let folds: Bool
  private let isASCII: Bool

  init(_ text: String) {
    folds = !text.contains { $0.isUppercase }
    isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    needle = Array(text.utf8)
    var fallback = [Int](repeating: 0, count: needle.count + 1)
    var fitting = 0
    for index in needle.indices.dropFirst() {
      while fitting > 0, needle[index] != needle[fitting] { fitting = fallback[fitting] }
      if needle[index] == needle[fitting] { fitting += 1 }
      fallback[index + 1] = fitting
    }
    self.fallback = fallback
  }

  /// UTF-8 ranges of what was found, in order, not overlapping.
  func ranges(in line: some StringProtocol) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    find(in: line) { end in
      ranges.append(end - needle.count..<end)
      return true
    }
    return ranges
  }

  /// Whether a line holds the string.
  func isFound(in line: some StringProtocol) -> Bool {
    var isFound = false
    find(in: line) { _ in
      isFound = true
      return false
    }
    return isFound
  }

  /// Calls back with every end of a find, until told to stop.
  private func find(in line: some StringProtocol, _ visit: (Int) -> Bool) {
    guard !needle.isEmpty, line.utf8.count >= needle.count else { return }
    if !isASCII, folds {
      guard !line.utf8.allSatisfy({ $0 < 0x80 }) else { return }
      var bytes = Array(line.utf8)
      bytes.withUnsafeMutableBufferPointer { SmallLetters.fold($0) }
      return bytes.withUnsafeBufferPointer { scan($0, visit) }
    }
    if line.utf8.withContiguousStorageIfAvailable({ scan($0, visit) }) == nil {
      Array(line.utf8).withUnsafeBufferPointer { scan($0, visit) }
    }
  }

  private func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ visit: (Int) -> Bool) {
    needle.withUnsafeBufferPointer { needle in
      var fitting = 0
      for index in 0..<bytes.count {
        var byte = bytes[index]
        if folds, byte &- 65 < 26 { byte += 32 }
        while fitting > 0, byte != needle[fitting] { fitting = fallback[fitting] }
        guard byte == needle[fitting] else { continue }
        fitting += 1
        guard fitting == needle.count else { continue }
        fitting = 0
        guard visit(index + 1) else { return }
      }
    }
  }
}
