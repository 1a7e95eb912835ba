import Core

@testable import Screen

/// What is wrong with a grid, and where: half of a wide character, something that a terminal may
/// obey or join, or a letter it does not have; nil where nothing is.
func fault(in grid: Grid, unicode: Bool) -> String? {
  guard grid.cells.count == grid.size.width * grid.size.height else { return "cells" }
  for row in 0..<grid.size.height {
    var column = 0
    while column < grid.size.width {
      let text = grid[row, column].text
      if text.utf8.count == 1, let byte = text.utf8.first, byte >= 0x20, byte < 0x7F {
        column += 1
        continue
      }
      guard let first = text.unicodeScalars.first else { return "a half at \(row), \(column)" }
      guard unicode else { return "not ASCII at \(row), \(column)" }
      let rest = text.unicodeScalars.dropFirst()
      guard first.visibility == .shown, rest.allSatisfy({ $0.visibility == .combining }) else {
        return "unsafe at \(row), \(column)"
      }
      let width = CellWidth.columns(of: first)
      if width == 2 {
        guard column + 1 < grid.size.width else { return "cut at \(row), \(column)" }
        guard grid[row, column + 1].text.isEmpty else { return "no room at \(row), \(column)" }
      }
      column += width
    }
  }
  return nil
}
