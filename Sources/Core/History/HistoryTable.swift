/// Reads histories in tab-separated tables, quotes and all taken as they stand.
struct HistoryTable {
  /// Rows that decide what the columns are.
  private static let sampleSize = 400

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
    let isHeadless = names.allSatisfy(\.isEmpty)
    let body = isHeadless ? lines[start...] : lines[(start + 1)...]
    // The first rows tell what the columns are, and whether it is worth reading on.
    let sample = body.prefix(sampleSize).map(fields).filter {
      $0.count == names.count && $0 != names
    }
    table.columns.chooseMetric(sample)
    guard table.columns.chooseVerdict(sample) || !isHeadless, table.columns.isHistory(sample)
    else { return nil }
    table.place(body)
    return table.history(isHeadless: isHeadless)
  }

  /// The cells of a line; a tab may also be spelled out, as `echo` leaves it.
  static func fields(_ line: ArraySlice<UInt8>) -> [String] {
    var cells: [String] = []
    var start = line.startIndex
    let isSpelled = !line.contains(9)
    var i = start
    while i < line.endIndex, cells.count < 512 {
      let isMark =
        isSpelled
        ? line[i] == UInt8(ascii: "\\") && i + 1 < line.endIndex && line[i + 1] == UInt8(ascii: "t")
        : line[i] == 9
      if isMark {
        cells.append(cell(line[start..<i]))
        start = i + (isSpelled ? 2 : 1)
      }
      i += 1
    }
    return cells + [cell(line[start...])]
  }

  /// A cell's text without the blanks around it.
  private static func cell(_ bytes: ArraySlice<UInt8>) -> String {
    var (a, b) = (bytes.startIndex, bytes.endIndex)
    while a < b, bytes[a] <= 0x20 { a += 1 }
    while b > a, bytes[b - 1] <= 0x20 { b -= 1 }
    return String(decoding: bytes[a..<b], as: UTF8.self)
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

  /// Takes every line as a row, as one of another writer, or as no row.
  private mutating func place(_ lines: ArraySlice<ArraySlice<UInt8>>) {
    for line in lines {
      let cells = Self.fields(line)
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
    guard let metric = columns.metric else { return nil }
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
    let isBlank =
      value == 0
      && columns.measures.allSatisfy { HistoryCell.number(cells[$0]).map { $0 == 0 } ?? true }
    let what = columns.description.map { cells[$0] } ?? ""
    return HistoryRow(
      id: plainText(cells[columns.id], limit: 80), value: value,
      verdict: columns.verdict == nil ? .other : columns.verdict(of: word),
      word: plainText(word, limit: 40), description: plainText(what), isBlank: isBlank)
  }
}
