package import Core

/// A patch laid out in rows, of which only the visible ones are drawn.
///
/// Made once for a patch and a width: some ten nanoseconds a line, plus the lines that are not plain
/// ASCII, which are measured. Everything asked of it afterwards costs what is visible.
package struct DiffRows: Equatable, Sendable {
  package let patch: Patch
  package let layout: DiffLayout
  /// The rows where hunks and files begin, rising; for jumps.
  package let hunkStarts: [Int]
  package let fileStarts: [Int]
  let entries: [DiffEntry]
  /// The row each entry begins at and, last, how many there are; nil when each takes one.
  private let starts: [Int32]?
  /// Columns of a line number, at least three.
  let digits: Int
  /// Columns of a row of wrapped text; nil when lines are cut.
  let textWidth: Int?
  /// The width of each half of a wrapped diff; nil when it is as wide as it is drawn.
  let wrapWidth: Int?

  /// - Parameters:
  ///   - compact: leaves out the headers of a single file.
  ///   - wrapWidth: the width of the rectangle lines are wrapped in; nil cuts them, as does a width
  ///     that leaves hardly any text.
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
    digits = max(3, String(largest).count)
    let index = DiffIndex(patch, compact: compact, layout: layout)
    entries = index.entries
    let half = wrapWidth.map { layout == .unified ? $0 : DiffRows.half($0) }
    let width = half.map { $0 - DiffLinePen.gutter(max(3, String(largest).count)) } ?? 0
    guard let wrapWidth, width >= DiffRows.leastText else {
      (textWidth, self.wrapWidth, starts) = (nil, nil, nil)
      (hunkStarts, fileStarts) = (index.hunkStarts, index.fileStarts)
      return
    }
    textWidth = width
    self.wrapWidth = wrapWidth
    let starts = DiffRows.starts(index.entries, patch, width)
    self.starts = starts
    hunkStarts = index.hunkStarts.map { Int(starts[$0]) }
    fileStarts = index.fileStarts.map { Int(starts[$0]) }
  }

  /// Fewer columns of text are not worth wrapping.
  private static let leastText = 3

  /// The width of one side of a diff that is side by side, with one column between the two.
  static func half(_ width: Int) -> Int { max(0, (width - 1) / 2) }

  private static func starts(_ entries: [DiffEntry], _ patch: Patch, _ width: Int) -> [Int32] {
    var starts: [Int32] = []
    starts.reserveCapacity(entries.count + 1)
    var row: Int32 = 0
    for entry in entries {
      starts.append(row)
      guard entry.kind == .line else {
        row += 1
        continue
      }
      let lines = patch.files[Int(entry.file)].hunks[Int(entry.hunk)].lines
      var rows = 1
      if entry.line >= 0 { rows = DiffLines.rows(lines[Int(entry.line)], width: width) }
      if entry.right >= 0, entry.right != entry.line {
        rows = max(rows, DiffLines.rows(lines[Int(entry.right)], width: width))
      }
      row &+= Int32(clamping: rows)
    }
    starts.append(row)
    return starts
  }

  /// How many rows there are.
  package var count: Int { starts?.last.map { Int($0) } ?? entries.count }

  /// Whether long lines go on in the next row.
  package var isWrapped: Bool { textWidth != nil }

  /// The rows of an entry.
  func rows(of entry: Int) -> Range<Int> {
    guard let starts else { return entry..<entry + 1 }
    return Int(starts[entry])..<Int(starts[entry + 1])
  }

  /// The entry that a row inside the diff belongs to.
  func entry(at row: Int) -> Int {
    guard let starts else { return row }
    return SortedIndex.first(in: starts) { $0 > row } - 1
  }

  /// Draws the rows from `top` on into a rectangle; cells right of a row's text stay as they are,
  /// except that the ground of a changed line reaches the edge.
  ///
  /// - Parameters:
  ///   - shift: how many columns the text is moved to the left; not for wrapped lines.
  ///   - search: what to mark in the lines.
  package func draw(
    from top: Int, into grid: inout Grid, at area: Rect, capabilities: Capabilities,
    shift: Int = 0, search: String? = nil
  ) {
    let search = search.map { DiffSearch($0) }
    draw(from: top, into: &grid, at: area, capabilities, DiffMarks(shift: shift, search: search))
  }

  func draw(
    from top: Int, into grid: inout Grid, at area: Rect, _ capabilities: Capabilities,
    _ marks: DiffMarks
  ) {
    guard !area.isEmpty else { return }
    guard count > 0 else {
      CurveChart.sentence("no changes", into: &grid, area: area, capabilities: capabilities)
      return
    }
    let first = max(0, min(top, count))
    let visible = first..<min(count, first + area.height)
    guard !visible.isEmpty else { return }
    var pen = DiffRowPen(rows: self, area: area, capabilities: capabilities, marks: marks)
    var index = entry(at: first)
    while index < entries.count {
      let rows = rows(of: index)
      guard rows.lowerBound < visible.upperBound else { return }
      let parts = rows.clamped(to: visible)
      pen.draw(
        index, parts: parts.lowerBound - rows.lowerBound..<parts.upperBound - rows.lowerBound,
        row: area.row + parts.lowerBound - first, into: &grid)
      index += 1
    }
  }

  func line(_ entry: DiffEntry, _ index: Int32) -> PatchLine? {
    guard entry.kind == .line, index >= 0 else { return nil }
    return patch.files[Int(entry.file)].hunks[Int(entry.hunk)].lines[Int(index)]
  }
}
