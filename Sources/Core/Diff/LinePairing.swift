/// Finds which added line replaces which removed line in a hunk.
package enum LinePairing {
  /// One removed line and the added line it became, as indices into a hunk's lines.
  package struct Match: Equatable, Sendable {
    package var removed: Int
    package var added: Int
    package var words: WordDiff
  }

  /// Below this share of common text two lines are different lines.
  package static let threshold = 0.4

  /// The pairs of a hunk, in order, never crossing.
  ///
  /// Within a block of removals followed by additions each removed line takes the first added line
  /// after the last one taken that is similar enough. At most 8 candidates are tried for each and
  /// lines over 2 000 bytes are not compared, so that the work is linear.
  package static func matches(in hunk: Hunk) -> [Match] {
    var matches: [Match] = []
    let lines = hunk.lines
    var i = 0
    while i < lines.count {
      guard lines[i].kind == .removed else {
        i += 1
        continue
      }
      var removed: [Int] = []
      var added: [Int] = []
      while i < lines.count, lines[i].kind == .removed || lines[i].kind == .note {
        if lines[i].kind == .removed { removed.append(i) }
        i += 1
      }
      while i < lines.count, lines[i].kind == .added || lines[i].kind == .note {
        if lines[i].kind == .added { added.append(i) }
        i += 1
      }
      pair(lines, removed, added, &matches)
    }
    return matches
  }

  private static func pair(
    _ lines: [PatchLine], _ removed: [Int], _ added: [Int], _ matches: inout [Match]
  ) {
    var next = 0
    for old in removed where lines[old].text.utf8.count <= 2000 {
      var k = next
      while k < added.count, k < next + 8 {
        defer { k += 1 }
        let new = added[k]
        guard lines[new].text.utf8.count <= 2000 else { continue }
        let words = WordDiff(removed: lines[old].text, added: lines[new].text)
        if words.similarity >= threshold {
          matches.append(Match(removed: old, added: new, words: words))
          next = k + 1
          break
        }
      }
    }
  }
}
