internal import Core

/// Draws one line of a file: number, sign, text.
struct DiffLinePen {
  let digits: Int
  let capabilities: Capabilities

  /// Columns before the text: a blank, the number, a blank, the sign.
  static func gutter(_ digits: Int) -> Int { digits + 3 }

  /// Columns of text in a row of wrapped lines; one is spare for the half of a wide character.
  static func wrapWidth(_ width: Int, _ digits: Int) -> Int {
    max(1, width - gutter(digits) - 1)
  }

  /// - Parameters:
  ///   - number: nil on the later pieces of a wrapped line.
  ///   - cuts: whether a line that goes on is marked at its end.
  func draw(
    _ line: PatchLine, number: Int?, words: [Range<Int>], found: [Range<Int>], from first: Int,
    cuts: Bool, into grid: inout Grid, row: Int, at area: Rect
  ) {
    let gutter = DiffLinePen.gutter(digits)
    let base = DiffLinePen.role(line.kind)
    if number != nil || line.kind == .note {
      ChartText.put(
        DiffLinePen.sign(line.kind), into: &grid, row: row, column: area.column + gutter - 1,
        within: area, style: Style(base))
    }
    if let number {
      let text = String(number)
      ChartText.put(
        text, into: &grid, row: row, column: area.column + 1 + digits - text.count, within: area,
        style: Style(.dim))
    }
    let width = cuts ? area.width - gutter : DiffLinePen.wrapWidth(area.width, digits)
    guard width > 0 else { return }
    let (pieces, isCut) = DiffText.pieces(
      of: line.kind == .note ? " " + line.text : line.text, from: first, width: width,
      unicode: capabilities.unicode,
      overhangs: !cuts)
    var column = area.column + gutter
    for piece in pieces {
      var style = Style(base)
      if words.contains(where: { $0.contains(piece.source) }) {
        style = Style(line.kind == .added ? .diffAddedWord : .diffRemovedWord, bold: true)
      }
      if piece.isReplaced { style = Style(.warn) }
      if found.contains(where: { $0.contains(piece.source) }) {
        style = Style(.warn, reverse: true)
      }
      ChartText.put(
        piece.text, into: &grid, row: row, column: column, within: area, style: style)
      column += piece.width
    }
    if isCut, cuts {
      ChartText.put(
        capabilities.unicode ? "…" : ">", into: &grid, row: row, column: area.endColumn - 1,
        within: area, style: Style(.dim))
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

  private static func role(_ kind: PatchLine.Kind) -> Role {
    switch kind {
    case .added: .diffAdded
    case .removed: .diffRemoved
    case .note: .dim
    case .context: .diffContext
    }
  }
}
