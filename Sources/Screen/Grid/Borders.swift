/// Lines between panes, joined where they meet.
struct Borders {
  private struct Arms: OptionSet {
    let rawValue: UInt8
    static let left = Arms(rawValue: 1)
    static let right = Arms(rawValue: 2)
    static let up = Arms(rawValue: 4)
    static let down = Arms(rawValue: 8)
  }

  private let size: Size
  /// One for every cell of the screen, row by row.
  private var arms: [Arms]

  init(_ size: Size) {
    self.size = size
    arms = Array(repeating: [], count: max(0, size.width) * max(0, size.height))
  }

  /// A line across so many columns; it joins lines that go down from it or end on it.
  mutating func across(row: Int, columns: Range<Int>) {
    for column in columns {
      add([.left, .right], row, column)
    }
  }

  /// A line between two rows of lines across, without their own cells.
  mutating func down(column: Int, rows: Range<Int>) {
    for row in rows {
      add([.up, .down], row, column)
    }
  }

  /// A joint, where a line down meets one across.
  mutating func join(row: Int, column: Int, left: Bool, right: Bool, up: Bool, down: Bool) {
    var joint: Arms = []
    if left { joint.insert(.left) }
    if right { joint.insert(.right) }
    if up { joint.insert(.up) }
    if down { joint.insert(.down) }
    if let place = place(row, column) { arms[place] = joint }
  }

  /// A line around a rectangle.
  mutating func box(_ area: Rect) {
    guard area.width > 1, area.height > 1 else { return }
    let (bottom, right) = (area.endRow - 1, area.endColumn - 1)
    across(row: area.row, columns: area.column + 1..<right)
    across(row: bottom, columns: area.column + 1..<right)
    down(column: area.column, rows: area.row + 1..<bottom)
    down(column: right, rows: area.row + 1..<bottom)
    join(row: area.row, column: area.column, left: false, right: true, up: false, down: true)
    join(row: area.row, column: right, left: true, right: false, up: false, down: true)
    join(row: bottom, column: area.column, left: false, right: true, up: true, down: false)
    join(row: bottom, column: right, left: true, right: false, up: true, down: false)
  }

  func draw(into pen: inout Pen, role: Role = .border) {
    for place in arms.indices where !arms[place].isEmpty {
      pen.grid[place / size.width, place % size.width] = Cell(
        Borders.glyph(arms[place], unicode: pen.unicode), Style(role))
    }
  }

  private mutating func add(_ more: Arms, _ row: Int, _ column: Int) {
    if let place = place(row, column) { arms[place].formUnion(more) }
  }

  /// Nil outside the screen, where nothing is drawn.
  private func place(_ row: Int, _ column: Int) -> Int? {
    guard row >= 0, row < size.height, column >= 0, column < size.width else { return nil }
    return row * size.width + column
  }

  private static func glyph(_ arms: Arms, unicode: Bool) -> String {
    let crosses = arms.contains(.left) || arms.contains(.right)
    let climbs = arms.contains(.up) || arms.contains(.down)
    guard unicode else { return crosses && climbs ? "+" : climbs ? "|" : "-" }
    guard crosses else { return "│" }
    guard climbs else { return "─" }
    switch (arms.contains(.left), arms.contains(.right), arms.contains(.up), arms.contains(.down)) {
    case (true, true, true, true): return "┼"
    case (true, true, true, false): return "┴"
    case (true, true, false, _): return "┬"
    case (true, false, true, true): return "┤"
    case (true, false, true, false): return "┘"
    case (true, false, false, _): return "┐"
    case (false, _, true, true): return "├"
    case (false, _, true, false): return "└"
    case (false, _, false, _): return "┌"
    }
  }
}
