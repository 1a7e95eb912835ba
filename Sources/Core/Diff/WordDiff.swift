/// Which parts of a removed line and of the added line that replaces it differ.
package struct WordDiff: Equatable, Sendable {
  /// Ranges of UTF-8 offsets to highlight, in order, apart from each other.
  package var removed: [Range<Int>]
  package var added: [Range<Int>]
  /// How much of the two lines is the same, 0...1, blanks aside.
  package var similarity: Double

  /// Compares two lines token by token; lines over 400 tokens are compared at their ends only.
  package init(removed old: String, added new: String) {
    let a = Self.tokens(old)
    let b = Self.tokens(new)
    var head = 0
    while head < min(a.count, b.count), a[head].text == b[head].text { head += 1 }
    var tail = 0
    while tail < min(a.count, b.count) - head,
      a[a.count - 1 - tail].text == b[b.count - 1 - tail].text
    { tail += 1 }
    var sameA = [Bool](repeating: false, count: a.count)
    var sameB = [Bool](repeating: false, count: b.count)
    for k in 0..<head { (sameA[k], sameB[k]) = (true, true) }
    for k in 0..<tail { (sameA[a.count - 1 - k], sameB[b.count - 1 - k]) = (true, true) }
    let (n, m) = (a.count - head - tail, b.count - head - tail)
    if n > 0, m > 0, n <= 400, m <= 400 {
      Self.match(a[head..<head + n], b[head..<head + m], &sameA, &sameB)
    }
    removed = Self.ranges(a, sameA)
    added = Self.ranges(b, sameB)
    let common = zip(a, sameA).reduce(0) { $0 + ($1.1 && !$1.0.isBlank ? $1.0.text.utf8.count : 0) }
    let all = (a + b).reduce(0) { $0 + ($1.isBlank ? 0 : $1.text.utf8.count) }
    similarity = all == 0 ? 1 : 2 * Double(common) / Double(all)
  }

  private struct Token {
    var text: Substring
    var start: Int
    var isBlank: Bool
  }

  /// Words and numbers whole, everything else one character each.
  private static func tokens(_ line: String) -> [Token] {
    var tokens: [Token] = []
    var kind = -1
    var start = 0
    var offset = 0
    var from = line.startIndex
    for index in line.indices {
      let now = Self.kind(line[index])
      if kind >= 0, now != kind || now == 2 {
        tokens.append(Token(text: line[from..<index], start: start, isBlank: kind == 0))
        from = index
        start = offset
      }
      kind = now
      offset += line[index].utf8.count
    }
    if kind >= 0 { tokens.append(Token(text: line[from...], start: start, isBlank: kind == 0)) }
    return tokens
  }

  private static func kind(_ c: Character) -> Int {
    c.isWhitespace ? 0 : c.isLetter || c.isNumber || c == "_" || c == "." ? 1 : 2
  }

  /// Marks a longest common subsequence.
  private static func match(
    _ a: ArraySlice<Token>, _ b: ArraySlice<Token>, _ sameA: inout [Bool], _ sameB: inout [Bool]
  ) {
    let width = b.count + 1
    var lengths = [Int32](repeating: 0, count: (a.count + 1) * width)
    for i in stride(from: a.count - 1, through: 0, by: -1) {
      for j in stride(from: b.count - 1, through: 0, by: -1) {
        lengths[i * width + j] =
          a[a.startIndex + i].text == b[b.startIndex + j].text
          ? lengths[(i + 1) * width + j + 1] + 1
          : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
      }
    }
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[a.startIndex + i].text == b[b.startIndex + j].text {
        (sameA[a.startIndex + i], sameB[b.startIndex + j]) = (true, true)
        (i, j) = (i + 1, j + 1)
      } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
  }

  /// Joins neighbouring tokens that differ, over a blank between them too.
  private static func ranges(_ tokens: [Token], _ same: [Bool]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for (k, token) in tokens.enumerated() where !same[k] {
      let end = token.start + token.text.utf8.count
      if let last = ranges.last, last.upperBound == token.start || bridges(tokens, k, last) {
        ranges[ranges.count - 1] = last.lowerBound..<end
      } else {
        ranges.append(token.start..<end)
      }
    }
    return ranges
  }

  private static func bridges(_ tokens: [Token], _ k: Int, _ last: Range<Int>) -> Bool {
    k > 0 && tokens[k - 1].isBlank && tokens[k - 1].start == last.upperBound
  }
}
