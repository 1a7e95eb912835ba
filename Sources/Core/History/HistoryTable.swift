/// Reads histories in tab-separated tables, quotes and all taken as they stand.
struct HistoryTable {
  private var columns: HistoryColumns
  private var rows: [[String]] = []
  private var foreignRows = 0
  private var strayLines = 0

  /// The history of a table; nil when it is none.
  static func read(_ text: ArraySlice<UInt8>) -> History? {
    let lines = History.lines(text)
    guard let (start, names) = header(lines) else { return nil }
    var table = HistoryTable(columns: HistoryColumns(names: names))
    table.strayLines = start
    let cells = lines[start...].map(fields)
    let isHeadless = names.allSatisfy(\.isEmpty)
    table.sort(isHeadless ? cells[...] : cells.dropFirst())
    guard table.columns.chooseVerdict(cells.filter { $0.count == names.count }) || !isHeadless
    else { return nil }
    table.place(isHeadless ? cells[...] : cells.dropFirst())
    return table.history(isHeadless: isHeadless)
  }

  /// The cells of a line; a tab may also be spelled out, as `echo` leaves it.
  static func fields(_ line: ArraySlice<UInt8>) -> [String] {
    let text = String(decoding: line, as: UTF8.self)
    var cells: [Substring]
    if line.contains(9) {
      cells = text.split(separator: "\t", omittingEmptySubsequences: false)
    } else if text.contains("\\t") {
      cells = split(text, at: "\\t")
    } else {
      return [text]
    }
    if cells.count > 512 { cells.removeLast(cells.count - 512) }
    return cells.map { cell in
      var cell = cell.drop { $0.isWhitespace }
      while cell.last?.isWhitespace ?? false { cell.removeLast() }
      return String(cell)
    }
  }

  private static func split(_ text: String, at mark: String) -> [Substring] {
    var cells: [Substring] = []
    var rest = Substring(text)
    while let range = rest.firstRange(of: mark) {
      cells.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return cells + [rest]
  }

  /// Where the table begins, and its names; empty names for a table that has none.
  private static func header(_ lines: [ArraySlice<UInt8>]) -> (Int, [String])? {
    for (k, line) in lines.prefix(20).enumerated() {
      let cells = fields(line)
      guard cells.count > 1 else { continue }
      let hasNumber = cells.contains { HistoryCell.number($0) != nil }
      if !hasNumber { return (k, cells) }
      let isRow = cells.count > 2 && cells.contains { HistoryCell.verdict($0) != nil }
      return isRow ? (k, cells.map { _ in "" }) : nil
    }
    return nil
  }

  /// Finds the lines that fit.
  private mutating func sort(_ lines: ArraySlice<[String]>) {
    rows = lines.filter { $0.count == columns.names.count && $0 != columns.names }
    columns.chooseMetric(rows)
  }

  /// Takes every line as a row, as one of another writer, or as no row.
  private mutating func place(_ lines: ArraySlice<[String]>) {
    rows = []
    for cells in lines {
      if cells.count == columns.names.count, cells != columns.names {
        rows.append(cells)
      } else if let row = columns.shifted(cells) {
        rows.append(row)
      } else if cells.count > 1, cells != columns.names {
        foreignRows += 1
      } else {
        strayLines += 1
      }
    }
  }

  private func history(isHeadless: Bool) -> History? {
    guard let metric = columns.metric, columns.isHistory(rows) else { return nil }
    var history = History(form: .table)
    history.foreignRows = foreignRows
    history.strayLines = strayLines
    history.hasVerdicts = columns.verdict != nil
    var segment = HistorySegment()
    segment.metric = columns.names[metric].isEmpty ? nil : columns.names[metric]
    segment.rows = rows.map { row($0, metric) }
    segment.goal = columns.direction.flatMap { column in
      rows.lazy.compactMap { HistoryName.direction($0[column]) }.first
    }
    HistoryGoal.decide(&segment)
    history.segments = [segment]
    if isHeadless {
      history.doubts.append("the table has no header: its columns are told by what they hold")
    }
    return history
  }

  private func row(_ cells: [String], _ metric: Int) -> HistoryRow {
    let word = columns.verdict.map { cells[$0] } ?? ""
    let value = HistoryCell.number(cells[metric])
    let isBlank = columns.measures.allSatisfy {
      HistoryCell.number(cells[$0]).map { $0 == 0 } ?? true
    }
    let what = columns.description.map { cells[$0] } ?? ""
    return HistoryRow(
      id: plainText(cells[columns.id], limit: 80), value: value,
      verdict: columns.verdict == nil ? .other : columns.verdict(of: word),
      word: plainText(word, limit: 40), description: plainText(what), isBlank: isBlank)
  }
}
