/// Decides what each line of a log is and hands its numbers on.
struct LineParser: Sendable {
  typealias Bytes = UnsafeRawBufferPointer

  var recorder = Recorder()
  var watch = EndWatch()
  /// Whether the file is nothing this reader reads.
  var isRefused = false
  /// Whether the line being read has no end: its last number may be cut off.
  var isUnfinished = false
  /// The last line that is not empty, as it came.
  private(set) var lastLine: [UInt8] = []
  /// The values of the block after a line of three dashes.
  var summary: [String: Double] = [:]

  private var scanner = LineScanner()
  private var record = LogRecord()
  private var rows = TableReader()
  private var box = BoxReader()
  private var columns = ColumnReader()
  private var inSummary = false
  /// What a person says stands where, and the series that gets it.
  private var patterns: [(pattern: LogPattern, entry: Int)] = []
  /// What of it is on the line.
  private var named: [RecordItem] = []
  /// Whether objects go over several lines, a key on each.
  private var isPretty = false
  /// The first line, while it may be the names of a table.
  private var firstLine: [UInt8] = []

  init(patterns: [LogPattern] = []) {
    for pattern in patterns {
      let hash = ASCIIWord.hash(pattern.name)
      guard let entry = recorder.table.add(hash, name: pattern.name) else { continue }
      recorder.table[entry].isNamed = true
      self.patterns.append((pattern, entry))
    }
  }

  /// Keeps a line for display.
  mutating func keep(_ line: some Collection<UInt8>) {
    guard line.contains(where: { $0 > 0x20 }) else { return }
    lastLine.removeAll(keepingCapacity: true)
    lastLine.append(contentsOf: line.prefix(1024))
  }

  /// Reads one line without its end and without escapes.
  mutating func read(_ whole: Bytes) {
    var end = whole.count
    while end > 0, whole[end - 1] <= 0x20 { end -= 1 }
    var start = 0
    while start < end, whole[start] <= 0x20 { start += 1 }
    guard start < end else { return }
    let p = Bytes(rebasing: whole[..<end])
    recorder.line += 1
    if recorder.line == 1 { begin(p, start) }
    if isRefused { return }
    if !patterns.isEmpty, findNamed(p) {
      watch.see(p, line: recorder.line)
      return plain(p, start)
    }
    named.removeAll(keepingCapacity: true)
    let hadHeader = rows.isWaiting
    switch rows.read(p, isUnfinished: isUnfinished, &recorder) {
    case .taken:
      if recorder.line == 1 { firstLine = Array(p) }
      return
    case .refused:
      isRefused = true
      return
    case .passed: break
    }
    if hadHeader { readFirstLine() }
    sort(p, start)
  }

  /// Reads a line that is no row of a table.
  private mutating func sort(_ p: Bytes, _ start: Int) {
    watch.see(p, line: recorder.line)
    if isPretty { return pretty(p, start) }
    if columns.read(p, start, isUnfinished: isUnfinished, &recorder) { return }
    if p[start] == UInt8(ascii: "|") { columns.offer(p, start) }
    if p[start] == UInt8(ascii: "|") || box.isOpen {
      if !box.read(p, start, &recorder) { plain(p, start) }
    } else if p[start] == UInt8(ascii: "-"), isRule(p, start) {
      inSummary = p.count - start == 3
      if inSummary { summary = [:] }
    } else if !isOtherRank(p, start) {
      plain(p, start)
    }
  }

  /// Reads what looked like the names of a table and was none.
  private mutating func readFirstLine() {
    let line = firstLine
    firstLine = []
    recorder.line -= 1
    line.withUnsafeBytes { sort($0, $0.firstIndex { $0 > 0x20 } ?? 0) }
    recorder.line += 1
  }

  /// Hands on what was waiting for lines that will not come.
  mutating func finish() {
    if rows.isWaiting {
      recorder.line += 1
      readFirstLine()
    }
    if box.isOpen { box.close(&recorder) }
  }

  private mutating func begin(_ p: Bytes, _ start: Int) {
    if ASCIIWord.begins(p, 0, p.count, "version https://git-lfs") { isRefused = true }
    isPretty =
      p.count == start + 1 && (p[start] == UInt8(ascii: "{") || p[start] == UInt8(ascii: "["))
  }

  private mutating func plain(_ p: Bytes, _ start: Int) {
    scanner.scan(p)
    if scanner.saysDone { watch.doneLine = recorder.line }
    let isRunsBar = recorder.lastEpoch == nil || recorder.hasPartialEpochs
    if let left = scanner.remaining, !left.isBar || isRunsBar { recorder.remaining = left.seconds }
    guard !scanner.pairs.isEmpty || !named.isEmpty else {
      if p[start].isDigit, let bar = scanner.counter, scanner.percent != nil {
        recorder.noteBar(at: bar.at, of: bar.of)
      }
      columns.offer(p, start)
      if inSummary { inSummary = !summary.isEmpty && scanner.counter == nil }
      return
    }
    record.clear()
    resolve(p)
    if inSummary {
      if isSummaryLine(start) { return }
      inSummary = false
    }
    record.counter = scanner.counter
    record.counter?.before += named.count
    record.opening = scanner.opening
    record.percent = scanner.percent
    record.isValidation = scanner.context != nil
    record.saysFinal = scanner.saysFinal
    let axisLine = recorder.axisLine
    recorder.commit(record)
    if recorder.axisLine != axisLine, !summary.isEmpty { summary = [:] }
  }

  /// Takes a line of the summary block; false when the line is something else.
  private mutating func isSummaryLine(_ start: Int) -> Bool {
    guard start == 0, scanner.pairs.first?.isSeparated ?? true, scanner.counter == nil else {
      return false
    }
    let hasAxis = record.items.contains { recorder.table[$0.entry].rank != nil }
    guard !hasAxis || record.items.count == 1 && record.items[0].number.total == 0 else {
      return false
    }
    for item in record.items where summary.count < 256 {
      summary[recorder.table[item.entry].name] = item.number.value
    }
    return true
  }

  /// One line of an object that goes over several.
  private mutating func pretty(_ p: Bytes, _ start: Int) {
    let last = p[p.count - 1]
    if last == UInt8(ascii: "{") || last == UInt8(ascii: "[") {
      record.clear()
    } else if p[start] == UInt8(ascii: "}") {
      if !record.items.isEmpty { recorder.commit(record) }
      record.clear()
    } else if record.items.count < LineScanner.pairLimit {
      scanner.scan(p)
      resolve(p)
    }
  }

  /// Whether the line has numbers that a person named.
  private mutating func findNamed(_ p: Bytes) -> Bool {
    named.removeAll(keepingCapacity: true)
    for (pattern, entry) in patterns {
      guard let number = pattern.number(in: p), !isUnfinished || number.end < p.count else {
        continue
      }
      named.append(RecordItem(entry: entry, number: number, isSeparated: true))
    }
    return !named.isEmpty
  }

  /// Finds the series of every pair on the line; what a person named is not guessed.
  private mutating func resolve(_ p: Bytes) {
    record.items += named
    let context = scanner.context
    let mark = context.map { ASCIIWord.hash(p, $0.start, $0.end) | 1 } ?? 0
    for position in scanner.pairs.indices {
      let pair = scanner.pairs[position]
      let hash = mark == 0 ? pair.hash : ASCIIWord.mix(pair.hash ^ mark)
      guard
        let entry = recorder.table.find(hash, position: position) ?? name(p, pair, hash, context)
      else { continue }
      if !patterns.isEmpty {
        let isTaken = named.contains { $0.number.end == pair.number.end }
        if isTaken || recorder.table[entry].isNamed { continue }
      }
      if isUnfinished, pair.number.end == p.count,
        pair.number.decimals < recorder.table[entry].decimals || recorder.table[entry].line < 0
      {
        continue
      }
      record.items.append(
        RecordItem(
          entry: entry, number: pair.number, isSeparated: pair.isSeparated,
          isBracketed: pair.isBracketed))
    }
  }

  private mutating func name(
    _ p: Bytes, _ pair: LogPair, _ hash: UInt64, _ context: (start: Int, end: Int)?
  ) -> Int? {
    var text = plainText(String(decoding: p[pair.keyStart..<pair.keyEnd], as: UTF8.self), limit: 80)
    var scope = pair.scope
    while scope >= 0, text.utf8.count < 160 {
      let outer = scanner.scopes[scope]
      text = String(decoding: p[outer.start..<outer.end], as: UTF8.self) + "/" + text
      scope = outer.parent
    }
    guard let context else { return recorder.table.add(hash, name: text) }
    let words = SeriesName.words(text)
    if SeriesName.isValidation(words) || SeriesName.isTraining(words)
      || SeriesName.axisRank(text) != nil
    {
      guard
        let entry = recorder.table.find(pair.hash, position: 64)
          ?? recorder.table.add(pair.hash, name: text)
      else { return nil }
      recorder.table.alias(hash, to: entry)
      return entry
    }
    let word = String(decoding: p[context.start..<context.end], as: UTF8.self)
    return recorder.table.add(hash, name: "\(word) \(text)")
  }

  private func isRule(_ p: Bytes, _ start: Int) -> Bool {
    p.count - start >= 3 && p[start...].allSatisfy { $0 == UInt8(ascii: "-") }
  }

  /// Whether the line comes from a process other than the first of several.
  private func isOtherRank(_ p: Bytes, _ start: Int) -> Bool {
    guard p.count - start > 6, p[start] == UInt8(ascii: "[") else { return false }
    guard ASCIIWord.begins(p, start + 1, p.count, "rank") else { return false }
    var i = start + 5
    while i < p.count, p[i] == UInt8(ascii: " ") || p[i] == UInt8(ascii: ":") { i += 1 }
    return i < p.count && p[i].isDigit && p[i] != UInt8(ascii: "0")
  }
}
