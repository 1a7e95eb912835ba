internal import Core

/// A line with all that is known about its parts; ranges are UTF-8 offsets, in order.
struct DiffDrawnLine {
  var line: PatchLine
  /// The line number; nil for a remark.
  var number: Int?
  var words: [Range<Int>] = []
  var found: [Range<Int>] = []
  var syntax: [SyntaxSpan] = []
  /// Whether what was found in it is what is looked at.
  var isHit = false
}

/// Draws one line of a file: number, sign, text.
struct DiffLinePen {
  let digits: Int
  /// Columns of a row of wrapped text; nil cuts the line.
  let textWidth: Int?
  /// Columns a line that is cut is moved to the left.
  let shift: Int
  let capabilities: Capabilities

  /// Columns before the text: a blank, the number, a blank, the sign.
  static func gutter(_ digits: Int) -> Int { digits + 3 }

  /// - Parameters:
  ///   - parts: which rows of a wrapped line to draw.
  ///   - strip: as many rows.
  func draw(_ drawn: DiffDrawnLine, parts: Range<Int>, into grid: inout Grid, at strip: Rect) {
    let ground = ground(drawn.line.kind)
    // The line beside it may go on for longer.
    let own = parts.clamped(to: 0..<max(parts.lowerBound, ownRows(drawn.line)))
    if ground != .plain { lay(ground, into: &grid, at: strip, rows: own.count) }
    drawGutter(drawn, own, into: &grid, at: strip)
    let gutter = DiffLinePen.gutter(digits)
    let room = textWidth ?? strip.width - gutter
    guard room > 0, strip.width > gutter else { return }
    var brush = DiffBrush(drawn, ground: ground)
    let first = textWidth == nil ? shift : 0
    var isCut = false
    let line = drawn.line
    DiffLines.walk(
      line, width: textWidth, fromRow: textWidth == nil ? 0 : parts.lowerBound,
      unicode: capabilities.unicode
    ) { spot in
      let (row, column) = textWidth == nil ? (0, spot.column - first) : (spot.row, spot.column)
      guard row < parts.upperBound else { return false }
      guard column < room else {
        isCut = true
        return false
      }
      guard column + spot.width > 0 else { return true }
      let style = brush.style(at: spot.source, isReplaced: spot.isReplaced)
      // A wide character that either edge halves becomes blank.
      let isWhole = column >= 0 && column + spot.width <= room
      for offset in max(0, -column)..<max(0, -column, min(spot.width, room - column)) {
        let place = strip.column + gutter + column + offset
        let text = isWhole ? (offset == 0 ? spot.text : "") : " "
        guard strip.contains(row: strip.row + row - parts.lowerBound, column: place) else {
          continue
        }
        grid[strip.row + row - parts.lowerBound, place] = Cell(text, style)
      }
      if column + spot.width > room { isCut = true }
      return true
    }
    guard isCut else { return }
    let last = strip.endColumn - 1
    // The mark must not leave half a wide character.
    if grid[strip.row, last].text.isEmpty { grid[strip.row, last - 1].text = " " }
    grid[strip.row, last] = Cell(capabilities.unicode ? "…" : ">", Style(.dim, ground: ground))
  }

  /// The number and the sign; the rows a line goes on in have a mark in the number's place.
  private func drawGutter(
    _ drawn: DiffDrawnLine, _ parts: Range<Int>, into grid: inout Grid, at strip: Rect
  ) {
    let kind = drawn.line.kind
    let sign = DiffLinePen.sign(kind)
    for part in parts {
      let row = strip.row + part - parts.lowerBound
      var text = part == 0 ? drawn.number.map { String($0) } ?? "" : ""
      if part > 0 { text = capabilities.unicode ? "↳" : "->" }
      ChartText.put(
        text, into: &grid, row: row, column: strip.column + 1 + digits - text.count,
        within: strip, style: Style(.dim))
      // A remark is one thing; a changed line is changed in each of its rows.
      guard part == 0 || kind != .note else { continue }
      ChartText.put(
        sign, into: &grid, row: row, column: strip.column + digits + 2, within: strip,
        style: Style(DiffLinePen.role(kind), ground: ground(kind)))
    }
  }

  /// The rows this line takes by itself.
  private func ownRows(_ line: PatchLine) -> Int {
    textWidth.map { DiffLines.rows(line, width: $0) } ?? 1
  }

  private func lay(_ ground: Ground, into grid: inout Grid, at strip: Rect, rows: Int) {
    for row in strip.row..<strip.row + rows {
      for column in min(strip.endColumn, strip.column + digits + 2)..<strip.endColumn {
        grid[row, column] = Cell(" ", Style(.diffContext, ground: ground))
      }
    }
  }

  private func ground(_ kind: PatchLine.Kind) -> Ground {
    guard capabilities.tints else { return .plain }
    switch kind {
    case .added: return .diffAdded
    case .removed: return .diffRemoved
    case .context, .note: return .plain
    }
  }

  private static func sign(_ kind: PatchLine.Kind) -> String {
    switch kind {
    case .added: "+"
    case .removed: "-"
    case .note: "\\"
    case .context: " "
    }
  }

  static func role(_ kind: PatchLine.Kind) -> Role {
    switch kind {
    case .added: .diffAdded
    case .removed: .diffRemoved
    case .note: .dim
    case .context: .diffContext
    }
  }
}
