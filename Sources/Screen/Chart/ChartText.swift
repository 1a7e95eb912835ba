/// A piece of text in one style.
package struct ChartSpan: Equatable, Sendable {
  package var text: String
  package var style: Style

  package init(_ text: String, _ style: Style) {
    self.text = text
    self.style = style
  }

  package init(_ text: String, _ role: Role) {
    self.init(text, Style(role))
  }

  /// How many columns it takes.
  package var width: Int { CellWidth.columns(of: text) }
}

extension [ChartSpan] {
  /// How many columns they take together.
  package var width: Int { reduce(0) { $0 + $1.width } }
}

/// Writes text into a rectangle of a grid, clipped to it.
enum ChartText {
  /// Writes spans one after the other and answers the column after the last one.
  @discardableResult
  static func put(
    _ spans: [ChartSpan], into grid: inout Grid, row: Int, column: Int, within area: Rect,
    keepsGround: Bool = false
  ) -> Int {
    var column = column
    for span in spans {
      column = put(
        span.text, into: &grid, row: row, column: column, within: area, style: span.style,
        keepsGround: keepsGround)
    }
    return column
  }

  /// Writes one line; wide characters that do not fit whole become spaces, and what cannot be seen
  /// is left out.
  ///
  /// - Parameter keepsGround: Whether the cells go on standing on what they stand on.
  @discardableResult
  static func put(
    _ text: String, into grid: inout Grid, row: Int, column: Int, within area: Rect, style: Style,
    keepsGround: Bool = false
  ) -> Int {
    guard row >= area.row, row < area.endRow else {
      return column + CellWidth.columns(of: text)
    }
    var column = column
    func draw(_ glyph: Glyph) {
      var style = style
      if keepsGround { style.ground = grid[row, column].style.ground }
      grid[row, column] = Cell(glyph, style)
    }
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
    if isPlain {
      for byte in text.utf8 {
        if column >= area.column, column < area.endColumn { draw(Glyph(ascii: byte)) }
        column += 1
      }
      return column
    }
    for cell in CellText(text, marks: false) {
      let end = column + cell.width
      let fits = column >= area.column && end <= area.endColumn
      var glyph = fits ? Glyph(cell.text) : .blank
      while column < end {
        if column >= area.column, column < area.endColumn { draw(glyph) }
        if fits { glyph = .nothing }
        column += 1
      }
    }
    return column
  }

  /// A name from outside, in characters the terminal has; what it lacks becomes `?`.
  static func plain(_ text: String, unicode: Bool) -> String {
    guard !unicode, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    return text.map { character in
      character.isASCII
        ? String(character) : String(repeating: "?", count: CellWidth.columns(of: character))
    }.joined()
  }

  /// A name cut in its middle, where names from one family differ least.
  static func fittedMiddle(_ text: String, width: Int, unicode: Bool) -> String {
    guard CellWidth.columns(of: text) > width else { return text }
    guard width > 2 else { return fitted(text, width: width, unicode: unicode) }
    let head = fitted(text, width: (width + 1) / 2, unicode: unicode)
    var tail = ""
    var used = CellWidth.columns(of: head)
    for character in text.reversed() {
      let columns = CellWidth.columns(of: character)
      guard used + columns <= width else { break }
      tail = String(character) + tail
      used += columns
    }
    return head + tail
  }

  /// As much of a text as fits into so many columns, with a mark where it was cut.
  static func fitted(_ text: String, width: Int, unicode: Bool) -> String {
    guard CellWidth.columns(of: text) > width else { return text }
    let mark = unicode ? "…" : "~"
    guard width > 0 else { return "" }
    var used = 0
    var kept = ""
    for character in text {
      let columns = CellWidth.columns(of: character)
      if used + columns > width - 1 { break }
      kept.append(character)
      used += columns
    }
    return kept + mark
  }
}
