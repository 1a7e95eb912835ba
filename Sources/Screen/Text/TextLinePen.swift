/// Draws a row of a line: its words, what a search found in it, and what deserves an eye.
struct TextLinePen {
  let line: TextLine
  let view: TextView
  let capabilities: Capabilities
  /// Whether a search has just found this line.
  let isCurrent: Bool

  /// - Parameter part: which row of the line, where it is wrapped.
  /// - Returns: whether something is cut off at the right.
  func draw(from part: Int, into grid: inout Grid, row: Int, at area: Rect) -> Bool {
    if case .gap(let bytes) = line.kind {
      let dash = capabilities.unicode ? "╌╌" : "--"
      let words = "\(dash) \(NumberText.bytes(bytes)) left out here \(dash)"
      ChartText.put(
        words, into: &grid, row: row, column: area.column, within: area, style: Style(.dim))
      return false
    }
    if view.wraps {
      let rows = TextWrap.rows(of: line.text, width: area.width)
      let range = rows[min(part, rows.count - 1)]
      return put(range, skipping: 0, into: &grid, row: row, at: area)
    }
    return put(0..<line.text.utf8.count, skipping: view.shift, into: &grid, row: row, at: area)
  }

  private func put(
    _ range: Range<Int>, skipping columns: Int, into grid: inout Grid, row: Int, at area: Rect
  ) -> Bool {
    var styles = TextStyles(line.text, view: view, isCurrent: isCurrent)
    let utf8 = line.text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    let end = utf8.index(start, offsetBy: range.count)
    var offset = range.lowerBound
    var column = area.column - columns
    for character in line.text[start..<end] {
      let width = CellWidth.columns(of: character)
      if column >= area.endColumn, width > 0 { return true }
      if column + width > area.column {
        ChartText.put(
          plain(character), into: &grid, row: row, column: column, within: area,
          style: styles.style(at: offset))
      }
      offset += character.utf8.count
      column += width
    }
    return false
  }

  /// A character the terminal has; bars stay bars.
  private func plain(_ character: Character) -> String {
    guard !capabilities.unicode, !character.isASCII else { return String(character) }
    guard let value = character.unicodeScalars.first?.value else { return "" }
    switch value {
    case 0x2500, 0x2501, 0x254C, 0x254D, 0x2578...0x257F, 0x2013, 0x2014: return "-"
    case 0x2502, 0x2503: return "|"
    case 0x2504...0x254B, 0x254E...0x2577: return "+"
    case 0x2580...0x2590, 0x25A0...0x25AC: return "#"
    case 0x2591...0x2593: return "."
    case 0x2018, 0x2019: return "'"
    case 0x201C, 0x201D: return "\""
    case 0x2026: return "~"
    default: return ChartText.plain(String(character), unicode: false)
    }
  }
}

/// The styles along a line; offsets are asked for in order.
private struct TextStyles {
  private var tones: ArraySlice<TextTone>
  private var found: ArraySlice<Range<Int>>
  private let isCurrent: Bool

  init(_ text: String, view: TextView, isCurrent: Bool) {
    tones = TextTone.tones(of: text)[...]
    found = (view.search?.pattern.ranges(in: text) ?? [])[...]
    self.isCurrent = isCurrent
  }

  mutating func style(at offset: Int) -> Style {
    while let first = found.first, first.upperBound <= offset { found.removeFirst() }
    if found.first?.contains(offset) == true {
      return Style(.match, bold: isCurrent, reverse: isCurrent)
    }
    while let first = tones.first, first.range.upperBound <= offset { tones.removeFirst() }
    if let tone = tones.first, tone.range.contains(offset) { return Style(tone.role) }
    return Style(.text)
  }
}
