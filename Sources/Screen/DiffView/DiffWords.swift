internal import Core

/// Which words of the visible lines to highlight, worked out one block of changes at a time.
struct DiffWords {
  /// Longer blocks are rewrites: nothing in them is worth comparing word by word.
  private static let longestBlock = 64

  private struct Key: Hashable {
    var file: Int32
    var hunk: Int32
    var line: Int32
  }

  private var known: [Key: [Range<Int>]] = [:]

  /// UTF-8 ranges of a changed line that differ from the line it replaces or is replaced by.
  mutating func ranges(_ index: Int32, of entry: DiffEntry, in hunk: Hunk) -> [Range<Int>] {
    let key = Key(file: entry.file, hunk: entry.hunk, line: index)
    if let ranges = known[key] { return ranges }
    let block = DiffWords.block(around: Int(index), in: hunk)
    for line in block {
      known[Key(file: entry.file, hunk: entry.hunk, line: Int32(line))] = []
    }
    guard block.count <= DiffWords.longestBlock else { return [] }
    let part = Hunk(
      oldStart: 0, oldCount: 0, newStart: 0, newCount: 0, lines: Array(hunk.lines[block]))
    for match in LinePairing.matches(in: part) {
      let removed = Int32(block.lowerBound + match.removed)
      let added = Int32(block.lowerBound + match.added)
      known[Key(file: entry.file, hunk: entry.hunk, line: removed)] = match.words.removed
      known[Key(file: entry.file, hunk: entry.hunk, line: added)] = match.words.added
    }
    return known[key] ?? []
  }

  /// The run of changed lines around one; one line longer than worth comparing at most.
  private static func block(around index: Int, in hunk: Hunk) -> Range<Int> {
    var low = index
    var high = index + 1
    while low > 0, hunk.lines[low - 1].kind != .context, index - low <= longestBlock { low -= 1 }
    while high < hunk.lines.count, hunk.lines[high].kind != .context,
      high - index <= longestBlock
    { high += 1 }
    return low..<high
  }
}
