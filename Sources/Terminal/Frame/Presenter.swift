import CTerminal
import Screen

/// How a frame went.
package enum Presented: Equatable, Sendable {
  /// It is on its way; how many bytes it took, 0 when nothing had changed.
  case bytes(Int)
  /// The terminal is still taking an earlier frame; nothing was drawn.
  case busy
  case gone
}

/// Puts grids on the open screen, cell by changed cell.
@MainActor
struct Presenter {
  private let unicode: Bool
  private(set) var palette: Palette
  private var shown: Grid?
  private var styles: [Style: Known] = [:]
  /// What the styles look like; many look the same.
  private var looks: [CellLook: Int32] = [:]
  private var run: [CChar] = []
  /// The style that was asked for last.
  private var last: (style: Style, known: Known)?

  /// A style as it was defined for the terminal.
  private struct Known {
    var index: Int32
    var look: CellLook
  }

  /// Blanks between two words that are drawn in the look of the first one, at most: a change of looks to
  /// draw nothing costs more than they do, and behind a wider gap the terminal is sent past it.
  private static let bridge = 6
  private var size: Size

  init(palette: Palette, unicode: Bool, size: Size) {
    self.palette = palette
    self.unicode = unicode
    self.size = size
  }

  var theme: TerminalTheme {
    get { palette.theme }
    set {
      guard newValue != palette.theme else { return }
      palette = Palette(theme: newValue, depth: palette.depth)
      pawl_term_forget_styles()
      styles.removeAll()
      last = nil
      looks.removeAll()
      shown = nil
    }
  }

  /// Draws what differs from the grid before.
  mutating func present(_ grid: Grid) -> Presented {
    switch pawl_term_drain() {
    case 0: break
    case let left: return left > 0 ? .busy : .gone
    }
    if grid.size != size {
      pawl_term_resize(Int32(grid.size.width), Int32(grid.size.height))
      size = grid.size
      shown = nil
    }
    let change = GridChange(grid: grid, before: shown)
    for row in 0..<grid.size.height where !change.keeps(row) { put(row, of: change) }
    shown = grid
    let cursor = grid.cursor ?? (row: -1, column: -1)
    switch pawl_term_flush(Int32(cursor.row), Int32(cursor.column)) {
    case Int32(PAWL_TERM_BUSY): return .busy
    case let count: return count >= 0 ? .bytes(Int(count)) : .gone
    }
  }

  private mutating func put(_ row: Int, of change: GridChange) {
    let width = change.grid.size.width
    let first = row * width
    let cells = change.cells
    var column = 0
    while column < width {
      guard change.differs(first + column) else {
        column += 1
        continue
      }
      // The second half of a wide character is drawn with its first.
      while column > 0, cells[first + column].glyph.count == 0 { column -= 1 }
      let start = column
      let style = cells[first + start].style
      let known = known(style)
      run.removeAll(keepingCapacity: true)
      repeat {
        append(cells[first + column].glyph)
        column += 1
        for _ in 0..<gap(at: first + column, to: first + width, behind: known.look, change) {
          append(.blank)
          column += 1
        }
      } while column < width
        && (cells[first + column].glyph.count == 0
          || (cells[first + column].style == style && change.differs(first + column)))
      pawl_term_put(Int32(row), Int32(start), run, run.count, known.index)
    }
  }

  /// How many blanks of a row, up to the next word, may be drawn in a look and still be blank.
  private mutating func gap(
    at start: Int, to limit: Int, behind look: CellLook, _ change: GridChange
  ) -> Int {
    guard !look.underline, !look.reverse else { return 0 }
    var end = start
    while end < limit, end - start <= Self.bridge {
      let cell = change.cells[end]
      guard cell.glyph == .blank, change.differs(end) else { break }
      let own = known(cell.style).look
      guard own.background == look.background, !own.underline, !own.reverse else { break }
      end += 1
    }
    let count = end - start
    // To the end of a row the terminal clears by itself.
    guard count > 0, count <= Self.bridge, end < limit else { return 0 }
    let next = change.cells[end].glyph
    return next == .blank || next.count == 0 ? 0 : count
  }

  private mutating func append(_ glyph: Glyph) {
    if unicode || glyph.count < 2 {
      for place in 0..<glyph.count { append(glyph.byte(at: place)) }
    } else {
      for byte in AsciiFallback.replace(glyph.text).utf8 { append(byte) }
    }
    run.append(0)
  }

  private mutating func append(_ byte: UInt8) {
    run.append(CChar(bitPattern: byte == 0 ? UInt8(ascii: "?") : byte))
  }

  private mutating func known(_ style: Style) -> Known {
    // Most cells look like the one before.
    if let last, last.style == style { return last.known }
    let known = looked(up: style)
    last = (style, known)
    return known
  }

  private mutating func looked(up style: Style) -> Known {
    if let known = styles[style] { return known }
    let look = palette.resolve(style)
    let known = Known(index: index(of: look), look: look)
    styles[style] = known
    return known
  }

  private mutating func index(of look: CellLook) -> Int32 {
    if let index = looks[look] { return index }
    // More than there are roles on grounds; beyond it text looks plain.
    guard looks.count < pawl_term_style_limit() else { return looks[CellLook()] ?? 0 }
    let index = Int32(looks.count)
    var attributes = 0
    if look.bold { attributes |= PAWL_TERM_BOLD }
    if look.dim { attributes |= PAWL_TERM_DIM }
    if look.reverse { attributes |= PAWL_TERM_REVERSE }
    if look.underline { attributes |= PAWL_TERM_UNDERLINE }
    pawl_term_define_style(
      index, Int32(look.foreground), Int32(look.background), Int32(attributes))
    looks[look] = index
    return index
  }
}

/// What of a grid is another than in the one before; all of it where there is none.
///
/// Their cells are held by themselves: to look at a grid through an optional is to copy it.
private struct GridChange {
  let grid: Grid
  let cells: [Cell]
  private let shown: [Cell]
  private let before: Grid?

  init(grid: Grid, before: Grid?) {
    self.grid = grid
    self.before = before
    cells = grid.cells
    shown = before?.cells ?? []
  }

  func keeps(_ row: Int) -> Bool { before.map { grid.sharesRow(row, with: $0) } ?? false }

  /// Whether a cell, counted row by row, is another.
  func differs(_ place: Int) -> Bool { shown.isEmpty || cells[place] != shown[place] }
}
