/// Reads a delimited table: a line of names, then rows with as many fields.
struct TableReader: Sendable {
  typealias Bytes = UnsafeRawBufferPointer

  enum Answer {
    /// The line was the table's; it was not; the file is a table of something else.
    case taken, passed, refused
  }

  private enum State: Sendable {
    case fresh, header, open, none
  }

  private var state = State.fresh
  /// Whether names were read and no row yet.
  var isWaiting: Bool { state == .header }
  private var header: [String] = []
  private var delimiter = UInt8(ascii: ",")
  private var columns: [Int] = []
  private var record = LogRecord()
  private(set) var rows = 0
  /// Lines with another number of fields than the header.
  private(set) var strayLines = 0

  /// Looks at one line that is not empty.
  mutating func read(_ p: Bytes, isUnfinished: Bool, _ recorder: inout Recorder) -> Answer {
    switch state {
    case .none: return .passed
    case .fresh:
      state = takeHeader(p) ? .header : .none
      return state == .header ? .taken : .passed
    case .header:
      guard fits(p) else {
        state = .none
        return .passed
      }
      guard open(&recorder) else { return .refused }
      state = .open
      row(p, isUnfinished, &recorder)
      return .taken
    case .open:
      row(p, isUnfinished, &recorder)
      return .taken
    }
  }

  private mutating func takeHeader(_ p: Bytes) -> Bool {
    guard p.count < 16_384, p[0] != UInt8(ascii: "{"), p[0] != UInt8(ascii: "[") else {
      return false
    }
    delimiter =
      p.contains(9) ? 9 : p.contains(UInt8(ascii: ",")) ? UInt8(ascii: ",") : UInt8(ascii: ";")
    header = []
    var isNames = true
    forEachField(p) { start, end, _ in
      if let number = NumberScanner.scan(p, at: start, to: end), number.end == end {
        isNames = false
      }
      if end - start > 80 { isNames = false }
      for k in start..<end where p[k] == UInt8(ascii: ":") && k + 1 < end && p[k + 1] == 32 {
        isNames = false
      }
      header.append(plainText(String(decoding: p[start..<end], as: UTF8.self), limit: 80))
    }
    return isNames && header.count > 1
  }

  private func fits(_ p: Bytes) -> Bool {
    var numbers = 0
    var fields = 0
    forEachField(p) { start, end, _ in
      fields += 1
      if start < end, let number = NumberScanner.scan(p, at: start, to: end), number.end == end {
        numbers += 1
      }
    }
    return fields == header.count && numbers > 0
  }

  private mutating func open(_ recorder: inout Recorder) -> Bool {
    let words = header.map(SeriesName.words)
    let isHistory = words.contains { $0 == ["status"] || $0 == ["description"] || $0 == ["commit"] }
    let isCurve = header.contains {
      SeriesName.axisRank($0) != nil || SeriesName.role($0) != .other
    }
    guard isCurve, !isHistory else { return false }
    columns = header.enumerated().map { k, name in
      let hash = ASCIIWord.hash(name) ^ UInt64(k + 3)
      return name.isEmpty ? -1 : recorder.table.add(hash, name: name) ?? -1
    }
    return true
  }

  private mutating func row(_ p: Bytes, _ isUnfinished: Bool, _ recorder: inout Recorder) {
    record.clear()
    record.isTable = true
    var fields = 0
    forEachField(p) { start, end, isLast in
      defer { fields += 1 }
      guard fields < columns.count, columns[fields] >= 0, start < end else { return }
      guard let number = NumberScanner.scan(p, at: start, to: end), number.end == end else {
        return
      }
      let entry = columns[fields]
      if isLast, isUnfinished, number.decimals < recorder.table[entry].decimals { return }
      if number.isPercent { record.percent = (number.value, record.items.count) }
      record.items.append(RecordItem(entry: entry, number: number, isSeparated: true))
    }
    guard fields == header.count else {
      strayLines += 1
      return
    }
    rows += 1
    recorder.commit(record)
  }

  /// Calls with the range of every field, without blanks and quotes around it.
  private func forEachField(_ p: Bytes, _ body: (Int, Int, Bool) -> Void) {
    var start = 0
    while start <= p.count {
      var end = start
      while end < p.count, p[end] != delimiter { end += 1 }
      var (a, b) = (start, end)
      while a < b, p[a] <= 32 || p[a] == UInt8(ascii: "\"") { a += 1 }
      while b > a, p[b - 1] <= 32 || p[b - 1] == UInt8(ascii: "\"") { b -= 1 }
      body(a, b, end == p.count)
      start = end + 1
    }
  }
}
