package import Core

/// A patch laid out in rows, of which only the visible ones are drawn.
package struct DiffRows: Equatable, Sendable {
  package let patch: Patch
  package let layout: DiffLayout
  /// The rows where hunks and files begin, rising; for jumps.
  package let hunkStarts: [Int]
  package let fileStarts: [Int]
  let entries: [DiffEntry]
  /// Columns of a line number, at least three.
  let digits: Int
  let isWrapped: Bool

  /// - Parameters:
  ///   - compact: leaves out the headers of a single file.
  ///   - wrapWidth: the width of the rectangle lines are wrapped in; nil cuts them. Unified only.
  package init(
    _ patch: Patch, compact: Bool = false, layout: DiffLayout = .unified, wrapWidth: Int? = nil
  ) {
    self.patch = patch
    self.layout = layout
    var largest = 0
    for file in patch.files {
      for hunk in file.hunks {
        largest = max(largest, hunk.oldStart + hunk.oldCount, hunk.newStart + hunk.newCount)
      }
    }
    let digits = max(3, String(largest).count)
    self.digits = digits
    let wraps = layout == .unified ? wrapWidth : nil
    isWrapped = wraps != nil
    let index = DiffIndex(
      patch, compact: compact, layout: layout,
      textWidth: wraps.map { DiffLinePen.wrapWidth($0, digits) })
    entries = index.entries
    hunkStarts = index.hunkStarts
    fileStarts = index.fileStarts
  }

  /// How many rows there are.
  package var count: Int { entries.count }

  /// Draws the rows from `top` on into a rectangle; cells right of a row's text stay as they are.
  ///
  /// - Parameters:
  ///   - shift: how many columns the text is moved to the left; not for wrapped lines.
  ///   - search: what to mark in the lines.
  package func draw(
    from top: Int, into grid: inout Grid, at area: Rect, capabilities: Capabilities,
    shift: Int = 0, search: String? = nil
  ) {
    guard !area.isEmpty else { return }
    guard count > 0 else {
      CurveChart.sentence("no changes", into: &grid, area: area, capabilities: capabilities)
      return
    }
    let first = max(0, min(top, count))
    let visible = first..<min(count, first + area.height)
    var pen = DiffRowPen(
      rows: self, area: area, capabilities: capabilities, shift: isWrapped ? 0 : max(0, shift),
      search: search.map { DiffSearch($0) })
    for row in visible {
      pen.draw(entries[row], row: area.row + row - first, into: &grid)
    }
  }

  /// The first row of the next hunk, or of the one before.
  package func nextHunk(after row: Int) -> Int? { hunkStarts.first { $0 > row } }
  package func previousHunk(before row: Int) -> Int? { hunkStarts.last { $0 < row } }

  /// The file a row belongs to, as an index into the patch's files.
  package func file(at row: Int) -> Int? {
    guard row >= 0, row < entries.count else { return nil }
    return Int(entries[row].file)
  }

  /// The rows whose text holds a string; capitals count only when the string has some.
  package func rows(containing text: String) -> [Int] {
    let search = DiffSearch(text)
    return entries.indices.filter { row in
      let entry = entries[row]
      guard entry.part == 0 else { return false }
      return [entry.line, entry.right].contains { index in
        guard let line = line(entry, index) else { return false }
        return !search.ranges(in: line.text).isEmpty
      }
    }
  }

  func line(_ entry: DiffEntry, _ index: Int32) -> PatchLine? {
    guard entry.kind == .line, index >= 0 else { return nil }
    return patch.files[Int(entry.file)].hunks[Int(entry.hunk)].lines[Int(index)]
  }
}
