/// A pattern for paths in a repository.
///
/// `*` and `?` stop at a slash, `**` does not, `[a-z]` and `[!a-z]` are one character, a backslash
/// takes the next character as it is. A pattern names a file, or a folder and all below it. A slash
/// at the start is ignored: every pattern begins at the root. A slash at the end means a folder only.
package struct Glob: Equatable, Sendable {
  package let pattern: String
  private let segments: [[UInt8]]
  private let isFolder: Bool

  package init(_ pattern: String) {
    self.pattern = pattern
    var text = Substring(pattern)
    while text.hasPrefix("./") { text = text.dropFirst(2) }
    isFolder = text.hasSuffix("/")
    segments = text.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
  }

  /// Whether the pattern has nothing that stands for something else.
  package var isLiteral: Bool {
    !segments.contains { $0.contains { "*?[\\".utf8.contains($0) } }
  }

  /// Whether a path, given from the root without a slash at its start, is named by the pattern.
  package func matches(_ path: String) -> Bool {
    guard !segments.isEmpty else { return false }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { Array($0) }
    return matchSegments(parts)
  }

  /// Whether any of the patterns names the path.
  package static func any(_ patterns: [Glob], match path: String) -> Bool {
    patterns.contains { $0.matches(path) }
  }

  /// Which parts of the path each number of segments can have used up: linear in their product.
  private func matchSegments(_ parts: [[UInt8]]) -> Bool {
    var reached = [Bool](repeating: false, count: parts.count + 1)
    reached[0] = true
    for (k, segment) in segments.enumerated() {
      var next = [Bool](repeating: false, count: parts.count + 1)
      if segment == [UInt8(ascii: "*"), UInt8(ascii: "*")] {
        let isLast = k == segments.count - 1
        var isOpen = false
        for i in 0...parts.count {
          // At the end `**` needs something to stand for: `a/**` is what is below a.
          if isOpen || (reached[i] && !isLast) { next[i] = true }
          if reached[i] { isOpen = true }
        }
      } else {
        for i in 0..<parts.count where reached[i] && Self.match(segment[...], parts[i][...]) {
          next[i + 1] = true
        }
      }
      reached = next
    }
    if reached[parts.count], !isFolder { return true }
    // A folder's name matches all below it.
    return reached.dropLast().contains(true)
  }

  /// Whether a segment's pattern stands for a name; goes back to the last star only.
  private static func match(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    var (p, n) = (pattern.startIndex, name.startIndex)
    var (star, mark) = (-1, name.startIndex)
    while n < name.endIndex {
      if p < pattern.endIndex, pattern[p] == UInt8(ascii: "*") {
        star = p
        mark = n
        p += 1
      } else if p < pattern.endIndex, let after = one(pattern, p, name, &n) {
        p = after
      } else if star >= 0 {
        p = star + 1
        mark += 1
        n = mark
      } else {
        return false
      }
    }
    while p < pattern.endIndex, pattern[p] == UInt8(ascii: "*") { p += 1 }
    return p == pattern.endIndex
  }

  /// Takes one character of the name; the index after what took it in the pattern, or nil.
  private static func one(
    _ pattern: ArraySlice<UInt8>, _ p: Int, _ name: ArraySlice<UInt8>, _ n: inout Int
  ) -> Int? {
    switch pattern[p] {
    case UInt8(ascii: "?"):
      n += 1
      while n < name.endIndex, name[n] & 0xC0 == 0x80 { n += 1 }
      return p + 1
    case UInt8(ascii: "["):
      var i = p + 1
      let isInverted = i < pattern.endIndex && "!^".utf8.contains(pattern[i])
      if isInverted { i += 1 }
      let first = i
      var isIn = false
      while i < pattern.endIndex, pattern[i] != UInt8(ascii: "]") || i == first {
        let low = pattern[i]
        var high = low
        if i + 2 < pattern.endIndex, pattern[i + 1] == UInt8(ascii: "-"),
          pattern[i + 2] != UInt8(ascii: "]")
        {
          high = pattern[i + 2]
          i += 2
        }
        if low <= high, (low...high).contains(name[n]) { isIn = true }
        i += 1
      }
      guard i < pattern.endIndex, isIn != isInverted else { return nil }
      n += 1
      return i + 1
    case UInt8(ascii: "\\") where p + 1 < pattern.endIndex:
      guard name[n] == pattern[p + 1] else { return nil }
      n += 1
      return p + 2
    default:
      guard name[n] == pattern[p] else { return nil }
      n += 1
      return p + 1
    }
  }
}
