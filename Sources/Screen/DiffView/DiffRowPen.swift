internal import Core

/// Draws rows of a diff, remembering between them which words differ.
struct DiffRowPen {
  let rows: DiffRows
  let area: Rect
  let capabilities: Capabilities
  let shift: Int
  let search: DiffSearch?
  private var words = DiffWords()

  init(
    rows: DiffRows, area: Rect, capabilities: Capabilities, shift: Int, search: DiffSearch?
  ) {
    self.rows = rows
    self.area = area
    self.capabilities = capabilities
    self.shift = shift
    self.search = search
  }

  mutating func draw(_ entry: DiffEntry, row: Int, into grid: inout Grid) {
    let file = rows.patch.files[Int(entry.file)]
    switch entry.kind {
    case .blank:
      return
    case .file:
      put([ChartSpan(" ", .text)] + DiffHeader.file(file), row: row, into: &grid)
    case .note:
      put([ChartSpan(" " + DiffHeader.note(file), .dim)], row: row, into: &grid)
    case .hunk:
      let hunk = file.hunks[Int(entry.hunk)]
      put([ChartSpan(" ", .text)] + DiffHeader.hunk(hunk), row: row, into: &grid)
    case .line:
      switch rows.layout {
      case .unified: drawUnified(entry, row: row, into: &grid)
      case .sideBySide: drawSideBySide(entry, row: row, into: &grid)
      }
    }
  }

  private func put(_ spans: [ChartSpan], row: Int, into grid: inout Grid) {
    var column = area.column
    for span in spans {
      let pieces = DiffText.pieces(
        of: span.text, from: 0, width: area.endColumn - column, unicode: capabilities.unicode
      ).pieces
      column = ChartText.put(
        pieces.map(\.text).joined(), into: &grid, row: row, column: column, within: area,
        style: span.style)
    }
  }

  private mutating func drawUnified(_ entry: DiffEntry, row: Int, into grid: inout Grid) {
    guard let line = rows.line(entry, entry.line) else { return }
    let width = DiffLinePen.wrapWidth(area.width, rows.digits)
    let isWrapped = entry.part > 0
    drawLine(
      line, entry.line, of: entry, number: isWrapped ? nil : line.newNumber ?? line.oldNumber,
      from: isWrapped ? Int(entry.part) * width : shift, row: row, at: area, into: &grid)
  }

  private mutating func drawSideBySide(_ entry: DiffEntry, row: Int, into grid: inout Grid) {
    let half = max(0, (area.width - 1) / 2)
    let left = Rect(row: area.row, column: area.column, width: half, height: area.height)
    let right = area.inset(left: half + 1)
    let bar = capabilities.unicode ? "│" : "|"
    ChartText.put(
      bar, into: &grid, row: row, column: area.column + half, within: area, style: Style(.border))
    if let line = rows.line(entry, entry.line) {
      drawLine(
        line, entry.line, of: entry, number: line.oldNumber, from: shift, row: row, at: left,
        into: &grid)
    }
    if let line = rows.line(entry, entry.right) {
      drawLine(
        line, entry.right, of: entry, number: line.newNumber, from: shift, row: row, at: right,
        into: &grid)
    }
  }

  private mutating func drawLine(
    _ line: PatchLine, _ index: Int32, of entry: DiffEntry, number: Int?, from first: Int,
    row: Int, at area: Rect, into grid: inout Grid
  ) {
    var ranges: [Range<Int>] = []
    if line.kind == .added || line.kind == .removed {
      let hunk = rows.patch.files[Int(entry.file)].hunks[Int(entry.hunk)]
      ranges = words.ranges(index, of: entry, in: hunk)
    }
    DiffLinePen(digits: rows.digits, capabilities: capabilities).draw(
      line, number: number, words: ranges, found: search?.ranges(in: line.text) ?? [],
      from: first, cuts: !rows.isWrapped, into: &grid, row: row, at: area)
  }
}
