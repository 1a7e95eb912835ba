extension TextField {
  /// Draws the end of the text, and the cursor in it.
  func draw(into pen: inout Pen, row: Int, from start: Int, to end: Int) {
    let room = max(1, end - start - 1)
    let before = characters[..<cursor]
    var first = before.endIndex
    var used = 0
    while first > 0 {
      let width = CellWidth.columns(of: before[first - 1])
      if used + width > room { break }
      used += width
      first -= 1
    }
    let visible = String(characters[first...])
    pen.put(visible, .text, row: row, column: start, width: end - start)
    pen.grid.cursor = (row: row, column: start + used)
  }
}
