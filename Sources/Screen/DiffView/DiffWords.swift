internal import Core

/// Which words of the visible lines to highlight, worked out one block of changes at a time.
struct DiffWords {
  /// Longer blocks are rewrites: nothing in them is worth comparing word by word.
  static let longestBlock = 64

  private struct Key: Hashable {
    var file: Int32
    var hunk: Int32
    var line: Int32
  }

  private var known: [Key: [Range<Int>]] = [:]
  private var pairing = LinePairing()

  /// UTF-8 ranges of a changed line that differ from the line it replaces or is replaced by.
  mutating func ranges(_ index: Int32, of entry: DiffEntry, in hunk: Hunk) -> [Range<Int>] {
    let key = Key(file: entry.file, hunk: entry.hunk, line: index)
    if let ranges = known[key] { return ranges }
    let block = DiffWords.block(around: Int(index), in: hunk.lines)
    guard block.count <= DiffWords.longestBlock else {
      known[key] = []
      return []
    }
    for line in block {
      known[Key(file: entry.file, hunk: entry.hunk, line: Int32(line))] = []
    }
    for match in pairing.matches(in: hunk.lines, block) {
      let removed = Int32(match.removed)
      let added = Int32(match.added)
      known[Key(file: entry.file, hunk: entry.hunk, line: removed)] = match.words.removed
      known[Key(file: entry.file, hunk: entry.hunk, line: added)] = match.words.added
    }
    return known[key] ?? []
  }

  /// The removals and additions around a changed line; one line longer than worth comparing at most.
  private static func block(around index: Int, in lines: [PatchLine]) -> Range<Int> {
    var low = index
    while low > 0, index - low <= longestBlock, lines[low - 1].kind != .context {
      // An addition above a removal ends the block before.
      if lines[low].kind == .removed, lines[low - 1].kind == .added { break }
      // A remark between them does not hide that.
      if lines[low].kind == .removed, lines[low - 1].kind == .note, low > 1,
        lines[low - 2].kind == .added
      {
        break
      }
      low -= 1
    }
    return LinePairing.block(in: lines, from: low, most: longestBlock + 1)
  }
}
