internal import Core

/// Draws entries of a diff in order, remembering between them which words differ and what the code
/// before them left open.
struct DiffRowPen {
  let rows: DiffRows
  let area: Rect
  let capabilities: Capabilities
  let marks: DiffMarks
  private var words = DiffWords()
  private var syntax = DiffSyntax()

  init(rows: DiffRows, area: Rect, capabilities: Capabilities, marks: DiffMarks) {
    self.rows = rows
    self.area = area
    self.capabilities = capabilities
    self.marks = marks
  }

  /// - Parameters:
  ///   - parts: which of the entry's rows are visible.
  ///   - row: where the first of them goes.
  mutating func draw(_ index: Int, parts: Range<Int>, row: Int, into grid: inout Grid) {
    let entry = rows.entries[index]
    let file = rows.patch.files[Int(entry.file)]
    switch entry.kind {
    case .blank:
      return
    case .file:
      put(DiffHeader.file(file), row: row, into: &grid)
    case .note:
      put([ChartSpan(DiffHeader.note(file), .dim)], row: row, into: &grid)
    case .hunk:
      let spans = DiffHeader.hunk(
        file.hunks[Int(entry.hunk)], isCurrent: marks.hunk.map { $0 == index } ?? false)
      put(spans, row: row, into: &grid)
    case .line:
      let strip = Rect(row: row, column: area.column, width: area.width, height: parts.count)
      switch rows.layout {
      case .unified: drawUnified(index, parts, at: strip, into: &grid)
      case .sideBySide: drawSideBySide(index, parts, at: strip, into: &grid)
      }
    }
  }

  private func put(_ spans: [ChartSpan], row: Int, into grid: inout Grid) {
    var column = area.column + 1
    for span in spans {
      for piece in CellText(span.text, marks: true, unicode: capabilities.unicode) {
        // The last column is kept for the mark of what is cut.
        if column + piece.width > area.endColumn - 1 {
          let style = Style(.dim)
          ChartText.put(
            capabilities.unicode ? "…" : ">", into: &grid, row: row, column: area.endColumn - 1,
            within: area, style: style)
          return
        }
        column = ChartText.put(
          piece.text, into: &grid, row: row, column: column, within: area,
          style: piece.isReplaced ? Style(.warn) : span.style)
      }
    }
  }

  private mutating func drawUnified(
    _ index: Int, _ parts: Range<Int>, at strip: Rect, into grid: inout Grid
  ) {
    let entry = rows.entries[index]
    guard let line = rows.line(entry, entry.line) else { return }
    drawLine(
      line, entry.line, of: index, number: line.newNumber ?? line.oldNumber, parts, at: strip,
      into: &grid)
  }

  private mutating func drawSideBySide(
    _ index: Int, _ parts: Range<Int>, at strip: Rect, into grid: inout Grid
  ) {
    let entry = rows.entries[index]
    let half = DiffRows.half(rows.wrapWidth ?? area.width)
    var left = strip
    left.width = min(half, strip.width)
    let right = strip.inset(left: half + 1)
    let bar = capabilities.unicode ? "│" : "|"
    for row in strip.row..<strip.endRow {
      ChartText.put(
        bar, into: &grid, row: row, column: area.column + half, within: area, style: Style(.border))
    }
    if let line = rows.line(entry, entry.line) {
      drawLine(
        line, entry.line, of: index, number: line.oldNumber, parts, at: left, into: &grid)
    }
    if let line = rows.line(entry, entry.right) {
      drawLine(
        line, entry.right, of: index, number: line.newNumber, parts, at: right, into: &grid)
    }
  }

  private mutating func drawLine(
    _ line: PatchLine, _ number: Int32, of index: Int, number shown: Int?, _ parts: Range<Int>,
    at strip: Rect, into grid: inout Grid
  ) {
    let entry = rows.entries[index]
    let file = rows.patch.files[Int(entry.file)]
    var drawn = DiffDrawnLine(line: line, number: shown)
    let isChange = line.kind == .added || line.kind == .removed
    if isChange {
      drawn.words = words.ranges(number, of: entry, in: file.hunks[Int(entry.hunk)])
    }
    if line.kind == .context || isChange && capabilities.tints {
      drawn.syntax = syntax.spans(number, of: entry, in: file)
    }
    if let search = marks.search { drawn.found = search.ranges(in: Substring(line.utf8)) }
    drawn.isHit = marks.hit == index
    let pen = DiffLinePen(
      digits: rows.digits, textWidth: rows.textWidth, shift: max(0, marks.shift),
      capabilities: capabilities)
    pen.draw(drawn, parts: parts, into: &grid, at: strip)
  }
}
