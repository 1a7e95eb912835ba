internal import Core

/// Lists what a patch shows once, so that any screenful of it can be drawn without the rest.
struct DiffIndex {
  private(set) var entries: [DiffEntry] = []
  private(set) var fileStarts: [Int] = []
  private(set) var hunkStarts: [Int] = []
  private let isCompact: Bool
  private let layout: DiffLayout
  private var pairing = LinePairing()

  init(_ patch: Patch, compact: Bool, layout: DiffLayout) {
    isCompact = compact && patch.files.count == 1
    self.layout = layout
    entries.reserveCapacity(
      patch.files.reduce(0) { $0 + 3 + $1.hunks.reduce(0) { $0 + $1.lines.count + 1 } })
    for (index, file) in patch.files.enumerated() {
      add(file, at: Int32(index))
    }
  }

  private mutating func add(_ file: PatchFile, at index: Int32) {
    if !entries.isEmpty { entries.append(DiffEntry(kind: .blank, file: index)) }
    fileStarts.append(entries.count)
    if !isCompact { entries.append(DiffEntry(kind: .file, file: index)) }
    // A header says it already, unless there is no header or nothing to say.
    if file.hunks.isEmpty, isCompact || file.isBinary || file.status == .modified {
      entries.append(DiffEntry(kind: .note, file: index))
    }
    for (number, hunk) in file.hunks.enumerated() {
      hunkStarts.append(entries.count)
      if !isCompact || number > 0 {
        entries.append(DiffEntry(kind: .hunk, file: index, hunk: Int32(number)))
      }
      switch layout {
      case .unified: addUnified(hunk, file: index, hunk: Int32(number))
      case .sideBySide: addSideBySide(hunk, file: index, hunk: Int32(number))
      }
    }
  }

  private mutating func addUnified(_ hunk: Hunk, file: Int32, hunk number: Int32) {
    for index in hunk.lines.indices {
      entries.append(DiffEntry(kind: .line, file: file, hunk: number, line: Int32(index)))
    }
  }

  /// Context on both sides; of a change, lines that belong together beside each other.
  private mutating func addSideBySide(_ hunk: Hunk, file: Int32, hunk number: Int32) {
    var index = 0
    while index < hunk.lines.count {
      if hunk.lines[index].kind == .context {
        put(Int32(index), Int32(index), file, number)
        index += 1
        // The remark that ends both files stands on both sides.
        if index < hunk.lines.count, hunk.lines[index].kind == .note {
          put(Int32(index), Int32(index), file, number)
          index += 1
        }
        continue
      }
      let block = LinePairing.block(in: hunk.lines, from: index)
      addBlock(hunk, block, file, number)
      index = block.upperBound
    }
  }

  private mutating func addBlock(
    _ hunk: Hunk, _ block: Range<Int>, _ file: Int32, _ number: Int32
  ) {
    let split = block.first { hunk.lines[$0].kind == .added } ?? block.upperBound
    let removed = Array(block.lowerBound..<split)
    let added = Array(split..<block.upperBound)
    var (left, right) = (0, 0)
    if removed.count * added.count > 1, removed.count + added.count <= DiffWords.longestBlock {
      for match in pairing.matches(in: hunk.lines, block) {
        let (old, new) = (match.removed - block.lowerBound, match.added - split)
        addBeside(removed[left..<old], added[right..<new], file, number)
        put(Int32(match.removed), Int32(match.added), file, number)
        (left, right) = (old + 1, new + 1)
      }
    }
    addBeside(removed[left...], added[right...], file, number)
  }

  /// The n-th line beside the n-th.
  private mutating func addBeside(
    _ removed: ArraySlice<Int>, _ added: ArraySlice<Int>, _ file: Int32, _ number: Int32
  ) {
    for offset in 0..<max(removed.count, added.count) {
      put(
        offset < removed.count ? Int32(removed[removed.startIndex + offset]) : -1,
        offset < added.count ? Int32(added[added.startIndex + offset]) : -1, file, number)
    }
  }

  private mutating func put(_ left: Int32, _ right: Int32, _ file: Int32, _ number: Int32) {
    entries.append(
      DiffEntry(kind: .line, file: file, hunk: number, line: left, right: right))
  }
}
