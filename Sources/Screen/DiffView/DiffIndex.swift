internal import Core

/// Lays a patch out in rows once, so that any screenful of it can be drawn without the rest.
struct DiffIndex {
  private(set) var entries: [DiffEntry] = []
  private(set) var fileStarts: [Int] = []
  private(set) var hunkStarts: [Int] = []
  private let isCompact: Bool
  private let layout: DiffLayout
  /// Columns for a line's text when it is wrapped.
  private let textWidth: Int?

  init(_ patch: Patch, compact: Bool, layout: DiffLayout, textWidth: Int?) {
    isCompact = compact && patch.files.count == 1
    self.layout = layout
    self.textWidth = textWidth.map { max(1, $0) }
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
    for (index, line) in hunk.lines.enumerated() {
      var entry = DiffEntry(kind: .line, file: file, hunk: number, line: Int32(index))
      entries.append(entry)
      guard let textWidth, line.text.utf8.count > textWidth / DiffText.tabWidth else { continue }
      let parts = (DiffText.columns(of: line.text) + textWidth - 1) / textWidth
      for part in stride(from: 1, to: parts, by: 1) {
        entry.part = Int32(part)
        entries.append(entry)
      }
    }
  }

  /// Context on both sides; of a change the n-th removed line beside the n-th added one.
  private mutating func addSideBySide(_ hunk: Hunk, file: Int32, hunk number: Int32) {
    var removed: [Int32] = []
    var added: [Int32] = []
    func flush(into entries: inout [DiffEntry]) {
      for index in 0..<max(removed.count, added.count) {
        entries.append(
          DiffEntry(
            kind: .line, file: file, hunk: number,
            line: index < removed.count ? removed[index] : -1,
            right: index < added.count ? added[index] : -1))
      }
      removed = []
      added = []
    }
    for (index, line) in hunk.lines.enumerated() {
      let index = Int32(index)
      switch line.kind {
      case .removed:
        if !added.isEmpty { flush(into: &entries) }
        removed.append(index)
      case .added:
        added.append(index)
      case .note:
        continue
      case .context:
        flush(into: &entries)
        entries.append(
          DiffEntry(kind: .line, file: file, hunk: number, line: index, right: index))
      }
    }
    flush(into: &entries)
  }
}
