/// Finds which added line replaces which removed line in a hunk.
package struct LinePairing {
  /// One removed line and the added line it became, as indices into a hunk's lines.
  package struct Match: Equatable, Sendable {
    package var removed: Int
    package var added: Int
    package var words: WordDiff
  }

  /// Below this share of common text two lines are different lines.
  package static let threshold = 0.4
  /// The same, for lines at the same place of two equally long blocks.
  package static let thresholdInPlace = 0.2
  /// Lines with more bytes are not compared.
  static let longestLine = 2000
  /// The most comparisons of a block for which the best pairing is looked for.
  private static let largestMatrix = 256

  /// How many cells of comparisons' tables may still be filled; nothing is paired below zero.
  package private(set) var budget: Int

  /// - Parameter budget: Enough for some hundred ordinary blocks; a few milliseconds.
  package init(budget: Int = 2_000_000) {
    self.budget = budget
  }

  /// The pairs of a hunk, in order, never crossing.
  package static func matches(in hunk: Hunk) -> [Match] {
    var pairing = LinePairing()
    var matches: [Match] = []
    var start = 0
    while start < hunk.lines.count {
      let block = block(in: hunk.lines, from: start)
      matches += pairing.matches(in: hunk.lines, block)
      start = max(block.upperBound, start + 1)
    }
    return matches
  }

  /// Removals followed by additions, from a line on; empty where a context line stands.
  ///
  /// - Parameter most: the number of lines after which no more are looked at.
  package static func block(in lines: [PatchLine], from start: Int, most: Int = .max)
    -> Range<Int>
  {
    var end = start
    var hasAdded = false
    while end < lines.count, end - start < most {
      switch lines[end].kind {
      case .context: return start..<end
      case .removed: if hasAdded { return start..<end }
      case .added: hasAdded = true
      case .note: break
      }
      end += 1
    }
    return start..<end
  }

  /// The pairs of one block of removals followed by additions.
  ///
  /// Small blocks get the pairs with the most common text in all; in large ones each removed line
  /// takes the first of eight added lines that is similar enough.
  package mutating func matches(in lines: [PatchLine], _ block: Range<Int>) -> [Match] {
    let removed = block.filter { lines[$0].kind == .removed }
    let added = block.filter { lines[$0].kind == .added }
    guard !removed.isEmpty, !added.isEmpty, budget > 0 else { return [] }
    let comparison = Comparison(lines, removed, added)
    return removed.count * added.count <= Self.largestMatrix
      ? best(comparison) : greedy(comparison)
  }

  private struct Comparison {
    let removed: [Int]
    let added: [Int]
    let old: [LineTokens?]
    let new: [LineTokens?]

    init(_ lines: [PatchLine], _ removed: [Int], _ added: [Int]) {
      let tokens = { (index: Int) -> LineTokens? in
        lines[index].utf8.count <= longestLine ? LineTokens(lines[index].utf8) : nil
      }
      self.removed = removed
      self.added = added
      old = removed.map(tokens)
      new = added.map(tokens)
    }
  }

  /// How the i-th removed and the j-th added line differ; nil when they are different lines.
  private mutating func compare(_ all: Comparison, _ i: Int, _ j: Int) -> WordDiff? {
    guard budget > 0, let a = all.old[i], let b = all.new[j] else { return nil }
    let needed =
      i == j && all.removed.count == all.added.count ? Self.thresholdInPlace : Self.threshold
    let (small, large) = (min(a.weight, b.weight), a.weight + b.weight)
    // No more can be common than the shorter line has.
    guard Double(2 * small) >= needed * Double(large) else {
      budget -= 1
      return nil
    }
    budget -= a.count * b.count + a.count + b.count
    let words = WordDiff(a, b)
    return words.similarity >= needed ? words : nil
  }

  private mutating func best(_ all: Comparison) -> [Match] {
    let (n, m) = (all.removed.count, all.added.count)
    var words = [WordDiff?](repeating: nil, count: n * m)
    var score = [Double](repeating: 0, count: (n + 1) * (m + 1))
    for i in stride(from: n - 1, through: 0, by: -1) {
      for j in stride(from: m - 1, through: 0, by: -1) {
        words[i * m + j] = compare(all, i, j)
        var best = max(score[(i + 1) * (m + 1) + j], score[i * (m + 1) + j + 1])
        if let pair = words[i * m + j] {
          best = max(best, score[(i + 1) * (m + 1) + j + 1] + pair.similarity)
        }
        score[i * (m + 1) + j] = best
      }
    }
    var matches: [Match] = []
    var (i, j) = (0, 0)
    while i < n, j < m {
      let here = score[i * (m + 1) + j]
      if let pair = words[i * m + j],
        here == score[(i + 1) * (m + 1) + j + 1] + pair.similarity
      {
        matches.append(Match(removed: all.removed[i], added: all.added[j], words: pair))
        (i, j) = (i + 1, j + 1)
      } else if here == score[(i + 1) * (m + 1) + j] {
        i += 1
      } else {
        j += 1
      }
    }
    return matches
  }

  private mutating func greedy(_ all: Comparison) -> [Match] {
    var matches: [Match] = []
    var next = 0
    for i in all.removed.indices {
      for j in next..<max(next, min(next + 8, all.added.count)) {
        guard let words = compare(all, i, j) else { continue }
        matches.append(Match(removed: all.removed[i], added: all.added[j], words: words))
        next = j + 1
        break
      }
    }
    return matches
  }
}
