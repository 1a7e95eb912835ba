/// Which parts of a removed line and of the added line that replaces it differ.
package struct WordDiff: Equatable, Sendable {
  /// Ranges of UTF-8 offsets to highlight, in order, apart from each other.
  package var removed: [Range<Int>]
  package var added: [Range<Int>]
  /// How much of the two lines is the same, 0...1, blanks aside.
  package var similarity: Double

  /// The most cells of a comparison's table; lines that need more are compared at their ends only.
  static let largestTable = 40_000

  /// Compares two lines token by token.
  package init(removed old: String, added new: String) {
    self.init(LineTokens(old.utf8), LineTokens(new.utf8))
  }

  init(_ a: LineTokens, _ b: LineTokens) {
    let shorter = min(a.count, b.count)
    var head = 0
    while head < shorter, a.keys[head] == b.keys[head] { head += 1 }
    var tail = 0
    while tail < shorter - head, a.keys[a.count - 1 - tail] == b.keys[b.count - 1 - tail] {
      tail += 1
    }
    var sameA = [Bool](repeating: true, count: a.count)
    var sameB = [Bool](repeating: true, count: b.count)
    let (middleA, middleB) = (head..<a.count - tail, head..<b.count - tail)
    for token in middleA { sameA[token] = false }
    for token in middleB { sameB[token] = false }
    if !middleA.isEmpty, !middleB.isEmpty, middleA.count * middleB.count <= Self.largestTable {
      Self.match(a.keys[middleA], b.keys[middleB], &sameA, &sameB)
    }
    removed = Self.ranges(a, sameA)
    added = Self.ranges(b, sameB)
    var common = 0
    for token in 0..<a.count where sameA[token] && !a.isBlank[token] {
      common += a.range(token).count
    }
    let all = a.weight + b.weight
    similarity = all == 0 ? 1 : 2 * Double(common) / Double(all)
  }

  /// Marks a longest common subsequence.
  private static func match(
    _ a: ArraySlice<UInt64>, _ b: ArraySlice<UInt64>, _ sameA: inout [Bool], _ sameB: inout [Bool]
  ) {
    let (a0, b0) = (a.startIndex, b.startIndex)
    let width = b.count + 1
    var lengths = [UInt16](repeating: 0, count: (a.count + 1) * width)
    for i in stride(from: a.count - 1, through: 0, by: -1) {
      for j in stride(from: b.count - 1, through: 0, by: -1) {
        lengths[i * width + j] =
          a[a0 + i] == b[b0 + j]
          ? lengths[(i + 1) * width + j + 1] + 1
          : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
      }
    }
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[a0 + i] == b[b0 + j] {
        (sameA[a0 + i], sameB[b0 + j]) = (true, true)
        (i, j) = (i + 1, j + 1)
      } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
  }

  /// Joins neighbouring tokens that differ, over a blank between them too.
  private static func ranges(_ tokens: LineTokens, _ same: [Bool]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for token in 0..<tokens.count where !same[token] {
      let range = tokens.range(token)
      if let last = ranges.last, last.upperBound == range.lowerBound || bridges(token, last) {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return ranges

    func bridges(_ token: Int, _ last: Range<Int>) -> Bool {
      token > 0 && tokens.isBlank[token - 1]
        && tokens.range(token - 1).lowerBound == last.upperBound
    }
  }
}
