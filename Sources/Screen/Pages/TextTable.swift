/// Rows of cells under common headings, as lines of text.
///
/// Columns are as wide as what they hold; those with a rank give way where it is narrow, the highest
/// rank first, and those with nothing in them are left out.
struct TextTable {
  struct Column {
    var name: String
    var isRight = true
    /// Stays even with nothing in it: words may stand there.
    var isKept = false
    /// 0 stays whatever the width.
    var rank = 0
    /// Takes the columns that are left, fewer than this only when no other column can give way; nil for
    /// one that holds what it needs.
    var least: Int?
  }

  struct Row {
    /// One per column; a cell may be empty.
    var cells: [[ChartSpan]]
    /// Said instead of the cells from a column on, as far as these are empty; on lines of its own
    /// where it is too long.
    var words: ChartSpan?
    var wordsColumn = 0
  }

  private struct Place {
    var index: Int
    var start: Int
    var width: Int
  }

  var columns: [Column]
  var rows: [Row]

  /// The heading first; with `room` the width of the flexible column is known beforehand.
  func lines(width: Int, unicode: Bool) -> [[ChartSpan]] {
    let places = places(width: width)
    let names = columns.map { [ChartSpan($0.name, .dim)] }
    var lines = [line(Row(cells: names), places, unicode: unicode)]
    for row in rows {
      lines.append(line(row, places, unicode: unicode))
      guard let words = row.words, let place = places.first(where: { $0.index >= row.wordsColumn }),
        words.width > room(for: row, from: place, places, width: width)
      else { continue }
      lines += Paragraph.lines(words.text, width: max(1, width - 2)).map {
        [ChartSpan("  " + $0, words.style)]
      }
    }
    return lines
  }

  /// How wide the flexible column will be; 0 where there is none, or no room for it.
  func flexibleWidth(width: Int) -> Int {
    places(width: width).first { columns[$0.index].least != nil }?.width ?? 0
  }

  private func places(width: Int) -> [Place] {
    let wanted = columns.indices.map { index in
      let held = rows.map { $0.cells.indices.contains(index) ? $0.cells[index].width : 0 }
      let most = held.max() ?? 0
      // A flexible column is filled once its width is known.
      return most == 0 && columns[index].least == nil && !columns[index].isKept
        ? 0 : max(most, CellWidth.columns(of: columns[index].name))
    }
    func needed(_ index: Int) -> Int {
      columns[index].least ?? wanted[index]
    }
    var shown = columns.indices.filter { needed($0) > 0 }
    func total() -> Int { shown.reduce(-2) { $0 + needed($1) + 2 } }
    while total() > width,
      let worst = shown.filter({ columns[$0].rank > 0 }).max(by: {
        columns[$0].rank < columns[$1].rank
      })
    {
      shown.removeAll { $0 == worst }
    }
    // Where nothing is left that could give way, the flexible column does.
    let rest = width - total()
    var start = 0
    return shown.map { index in
      let room = columns[index].least.map { max(min($0, 4), $0 + rest) } ?? needed(index)
      defer { start += room + 2 }
      return Place(index: index, start: start, width: room)
    }
  }

  private func line(_ row: Row, _ places: [Place], unicode: Bool) -> [ChartSpan] {
    var line: [ChartSpan] = []
    var used = 0
    func put(_ spans: [ChartSpan], at start: Int) {
      if start > used { line.append(ChartSpan(String(repeating: " ", count: start - used), .dim)) }
      line += spans
      used = max(used, start) + spans.width
    }
    var words = row.words
    for (order, place) in places.enumerated() {
      let cell = row.cells.indices.contains(place.index) ? row.cells[place.index] : []
      if let text = words, place.index >= row.wordsColumn {
        words = nil
        let last = places[order...].last
        let end = last.map { $0.start + $0.width } ?? 0
        if text.width <= room(for: row, from: place, places, width: end) {
          put([text], at: place.start)
        }
      }
      guard cell.width > 0 else { continue }
      let fitted = TextTable.fitted(cell, width: place.width, unicode: unicode)
      let shift = columns[place.index].isRight ? max(0, place.width - fitted.width) : 0
      put(fitted, at: place.start + shift)
    }
    return line
  }

  /// Columns from a place up to the next cell that holds something.
  private func room(for row: Row, from place: Place, _ places: [Place], width: Int) -> Int {
    let next = places.first { other in
      other.start >= place.start && row.cells.indices.contains(other.index)
        && row.cells[other.index].width > 0
    }
    guard let next else { return width - place.start }
    let shift = columns[next.index].isRight ? next.width - row.cells[next.index].width : 0
    return next.start + shift - place.start - 1
  }

  private static func fitted(_ cell: [ChartSpan], width: Int, unicode: Bool) -> [ChartSpan] {
    guard cell.width > width else { return cell }
    var rest = width
    var result: [ChartSpan] = []
    for span in cell where rest > 0 {
      let text = ChartText.fitted(span.text, width: rest, unicode: unicode)
      result.append(ChartSpan(text, span.style))
      rest -= CellWidth.columns(of: text)
    }
    return result
  }
}
