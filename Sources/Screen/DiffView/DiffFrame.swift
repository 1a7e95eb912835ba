/// Where the list of files and the lines of a diff go: beside each other, or one above the other.
struct DiffFrame: Equatable, Sendable {
  /// From the page's corner; nil when there is no list.
  var list: Rect?
  var lines: Rect

  /// Columns the list takes at most.
  private static let widest = 44
  private static let narrowest = 24
  /// Rows the list takes at most where it stands above.
  private static let highest = 8

  /// - Parameter files: nil for no list; one file needs none.
  init(_ size: Size, files: DiffFileList?) {
    let whole = Rect(size)
    lines = whole
    guard let files, files.count > 1 else { return }
    let width = max(DiffFrame.narrowest, min(DiffFrame.widest, size.width / 4, files.width))
    let rest = size.width - width - 1
    // Beside it both sides of the diff must still fit, or else one side in comfort.
    if rest >= DiffPage.sideBySideFrom || (rest >= 72 && size.width < DiffPage.sideBySideFrom) {
      list = Rect(row: 0, column: 0, width: width, height: size.height)
      lines = whole.inset(left: width + 1)
    } else if size.height >= 12 {
      let height = min(files.count, DiffFrame.highest, size.height / 4)
      // Numbers far away from their names are hard to read.
      let narrow = min(size.width, max(files.width + 4, DiffFrame.widest))
      list = Rect(row: 0, column: 0, width: narrow, height: height)
      lines = whole.inset(top: height + 1)
    }
  }

  /// Draws the line between the two.
  func draw(into grid: inout Grid, at area: Rect, _ capabilities: Capabilities) {
    guard let list else { return }
    let style = Style(.border)
    if lines.column > 0 {
      let bar = Cell(capabilities.unicode ? "│" : "|", style)
      for row in 0..<list.height { grid[area.row + row, area.column + list.width] = bar }
    } else {
      let rule = Cell(capabilities.unicode ? "─" : "-", style)
      for column in 0..<area.width { grid[area.row + list.height, area.column + column] = rule }
    }
  }
}

extension Rect {
  /// The same rectangle counted from another one's corner.
  func moved(to area: Rect) -> Rect {
    Rect(row: area.row + row, column: area.column + column, width: width, height: height)
  }
}
