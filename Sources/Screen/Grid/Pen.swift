/// Draws on one screen: text, clipped and in characters the terminal has.
struct Pen {
  var grid: Grid
  /// What the mouse reaches where.
  var hits = HitMap()
  let capabilities: Capabilities

  init(size: Size, capabilities: Capabilities) {
    grid = Grid(size: Size(width: max(0, size.width), height: max(0, size.height)))
    self.capabilities = capabilities
  }

  /// Draws over what is already there.
  init(over grid: Grid, capabilities: Capabilities) {
    self.grid = grid
    self.capabilities = capabilities
  }

  var unicode: Bool { capabilities.unicode }

  /// Writes spans into a rectangle's row and answers the column after the last one.
  ///
  /// What does not fit is cut and marked.
  @discardableResult
  mutating func put(_ spans: [ChartSpan], row: Int, column: Int, within area: Rect) -> Int {
    var column = column
    for span in spans {
      let room = area.endColumn - column
      guard room > 0, row >= area.row, row < area.endRow else { return column }
      let text = ChartText.fitted(plain(span.text), width: room, unicode: unicode)
      column = ChartText.put(
        text, into: &grid, row: row, column: column, within: area, style: span.style)
    }
    return column
  }

  /// Writes one text into so many columns.
  @discardableResult
  mutating func put(_ text: String, _ style: Style, row: Int, column: Int, width: Int) -> Int {
    put(
      [ChartSpan(text, style)], row: row, column: column,
      within: Rect(row: row, column: column, width: width, height: 1))
  }

  @discardableResult
  mutating func put(_ text: String, _ role: Role, row: Int, column: Int, width: Int) -> Int {
    put(text, Style(role), row: row, column: column, width: width)
  }

  /// Writes spans that end at a rectangle's right edge and answers their first column.
  ///
  /// Nothing is written where they would begin left of `limit`.
  @discardableResult
  mutating func putRight(_ spans: [ChartSpan], row: Int, within area: Rect, limit: Int? = nil)
    -> Int
  {
    let spans = spans.map { ChartSpan(plain($0.text), $0.style) }
    let column = area.endColumn - spans.width
    guard column >= (limit ?? area.column) else { return area.endColumn }
    put(spans, row: row, column: column, within: area)
    return column
  }

  /// Makes a rectangle blank.
  mutating func clear(_ area: Rect) {
    for row in max(0, area.row)..<max(0, area.row, min(grid.size.height, area.endRow)) {
      for column in max(0, area.column)..<max(0, area.column, min(grid.size.width, area.endColumn))
      {
        grid[row, column] = .blank
      }
    }
  }

  /// Puts a rectangle on the selection's background.
  mutating func select(_ area: Rect) {
    for row in max(0, area.row)..<max(0, area.row, min(grid.size.height, area.endRow)) {
      for column in max(0, area.column)..<max(0, area.column, min(grid.size.width, area.endColumn))
      {
        grid[row, column].style.selected = true
      }
    }
  }

  /// A text in characters the terminal has.
  func plain(_ text: String) -> String {
    guard !unicode, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    return ChartText.plain(text.map { $0 == "±" ? "+-" : String($0) }.joined(), unicode: false)
  }

  /// How many columns a text takes once drawn.
  func columns(_ text: String) -> Int { CellWidth.columns(of: plain(text)) }

  func columns(_ spans: [ChartSpan]) -> Int { spans.reduce(0) { $0 + columns($1.text) } }
}
