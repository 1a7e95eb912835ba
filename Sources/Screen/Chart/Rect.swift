/// A rectangle of cells in a grid.
package struct Rect: Equatable, Hashable, Sendable {
  /// The top row and the left column, counted from zero.
  package var row: Int
  package var column: Int
  package var width: Int
  package var height: Int

  package init(row: Int, column: Int, width: Int, height: Int) {
    self.row = row
    self.column = column
    self.width = width
    self.height = height
  }

  /// All of a grid.
  package init(_ size: Size) {
    self.init(row: 0, column: 0, width: size.width, height: size.height)
  }

  /// The first row below and the first column to the right.
  package var endRow: Int { row + height }
  package var endColumn: Int { column + width }

  package var isEmpty: Bool { width <= 0 || height <= 0 }

  package func contains(row: Int, column: Int) -> Bool {
    row >= self.row && row < endRow && column >= self.column && column < endColumn
  }

  /// Without so many rows and columns at its edges; never smaller than nothing.
  package func inset(top: Int = 0, left: Int = 0, bottom: Int = 0, right: Int = 0) -> Rect {
    Rect(
      row: row + top, column: column + left,
      width: max(0, width - left - right), height: max(0, height - top - bottom))
  }
}
