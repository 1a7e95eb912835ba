/// One place on the screen.
package struct Cell: Equatable, Sendable {
  /// What is drawn.
  package var glyph: Glyph
  package var style: Style

  package init(_ text: String, _ style: Style) {
    self.init(Glyph(text), style)
  }

  package init(_ glyph: Glyph, _ style: Style) {
    self.glyph = glyph
    self.style = style
  }

  /// What is drawn, combining scalars included; empty in the second half of a wide character.
  package var text: String {
    get { glyph.text }
    set { glyph = Glyph(newValue) }
  }

  package static let blank = Cell(" ", Style(.text))
}

/// Columns and rows.
package struct Size: Equatable, Sendable {
  package var width: Int
  package var height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// Where the things are drawn that have an inside of their own; nil for those that are not.
///
/// Whoever reads a text, lays a diff out or moves in a chart needs it for the next screen.
package struct ShownPlaces: Equatable, Sendable {
  package var text: Rect?
  package var diff: Rect?
  package var chart: Rect?
  package var ratchet: Rect?
  package var transcript: Rect?
  /// The question of an agent that is on the screen, by its id.
  package var question: String?

  package init() {}
}

/// A whole screen: the last value before bytes.
package struct Grid: Equatable, Sendable {
  package let size: Size
  /// Row by row, `size.width` cells each.
  package private(set) var cells: [Cell]
  /// Where the terminal's cursor shows, in prompts only.
  package var cursor: (row: Int, column: Int)? {
    get { cursorRow >= 0 ? (cursorRow, cursorColumn) : nil }
    set {
      cursorRow = newValue?.row ?? -1
      cursorColumn = newValue?.column ?? -1
    }
  }

  /// Where the large things were drawn.
  package var places = ShownPlaces()
  /// The charts on it, for the next screen.
  package var kept = KeptCharts()

  private var cursorRow = -1
  private var cursorColumn = -1

  package init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: max(0, size.width) * max(0, size.height))
  }

  /// The cell at a place inside the grid; writing outside is ignored, reading outside is blank.
  package subscript(row: Int, column: Int) -> Cell {
    get {
      guard row >= 0, row < size.height, column >= 0, column < size.width else { return .blank }
      return cells[row * size.width + column]
    }
    set {
      guard row >= 0, row < size.height, column >= 0, column < size.width else { return }
      cells[row * size.width + column] = newValue
    }
  }

  /// Whether a row is the same in another grid of this size.
  ///
  /// Most rows stay from frame to frame, and then all their bytes do; equal rows with different bytes
  /// are seen as different, which costs a comparison cell by cell and nothing else.
  package func sharesRow(_ row: Int, with other: Grid) -> Bool {
    guard other.size == size, row >= 0, row < size.height else { return false }
    let (stride, length) = (MemoryLayout<Cell>.stride, MemoryLayout<Cell>.size)
    // What lies between two cells is not theirs.
    let mask = length % 8 == 0 ? 0 : UInt64.max >> (8 * UInt64(8 - length % 8))
    return cells.withUnsafeBytes { mine in
      other.cells.withUnsafeBytes { theirs in
        func differs(_ place: Int, _ mask: UInt64) -> Bool {
          let word = mine.loadUnaligned(fromByteOffset: place, as: UInt64.self)
          let other = theirs.loadUnaligned(fromByteOffset: place, as: UInt64.self)
          return (word ^ other).littleEndian & mask != 0
        }
        for cell in row * size.width..<(row + 1) * size.width {
          var place = cell * stride
          for _ in 0..<length / 8 {
            if differs(place, .max) { return false }
            place += 8
          }
          if mask != 0, differs(place, mask) { return false }
        }
        return true
      }
    }
  }

  /// Blanks what is left of wide characters that something was drawn over.
  mutating func mendHalves() {
    for place in cells.indices {
      let glyph = cells[place].glyph
      // Most cells are one byte.
      if glyph.count == 1 { continue }
      let (column, width) = (place % size.width, size.width)
      if glyph.count > 0 {
        guard glyph.isWide else { continue }
        if column + 1 == width || cells[place + 1].glyph.count > 0 { cells[place].glyph = .blank }
      } else if column == 0 || !cells[place - 1].glyph.isWide {
        cells[place].glyph = .blank
      }
    }
  }
}
