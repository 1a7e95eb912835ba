/// Reads tables that stand in the middle of text: a line of names, then lines with a number under each.
///
/// Names and numbers are set apart by bars, commas, semicolons, tabs or blanks. A table is one only if a
/// name counts or is a loss, so that prose and listings of other things are none.
struct ColumnReader: Sendable {
  typealias Bytes = UnsafeRawBufferPointer

  private enum Mark: Sendable, Equatable {
    case bar, byte(UInt8), blanks(Int)
  }

  /// Whether names were read that rows may follow.
  private(set) var isOpen = false
  /// The last line that may name columns.
  private var kept: [UInt8] = []
  private var names: [String] = []
  private var entries: [Int] = []
  private var mark = Mark.bar
  private var counts = false
  /// Lines since the last row.
  private var misses = 0
  private var record = LogRecord()
  private var scanner = LineScanner()

  /// Lines of other kinds that a table may be broken by.
  private static let patience = 64

  // MARK: Names

  /// Keeps a line without a number of its own, which names columns if rows follow.
  ///
  /// Most are prose: only one that stands above what may be a row is looked at.
  mutating func offer(_ p: Bytes, _ start: Int) {
    guard p.count - start < 600, Self.mayBegin(p[start]) else { return }
    // Between the names and the rows of a drawn table there is a rule.
    if !p[start].isLetter, !p[start...].contains(where: \.isLetter) { return }
    kept.removeAll(keepingCapacity: true)
    kept.append(contentsOf: Bytes(rebasing: p[start...]))
  }

  /// Whether a line may be a row by how it ends.
  private static func mayEndRow(_ p: Bytes) -> Bool {
    let last = p[p.count - 1]
    if last.isLetter {
      return p.count > 2
        && (ASCIIWord.equal(p, p.count - 3, p.count, "nan")
          || ASCIIWord.equal(p, p.count - 3, p.count, "inf"))
    }
    return last != UInt8(ascii: ".") || p[max(0, p.count - 2)].isDigit
  }

  /// Opens a table if a line names columns.
  private mutating func open(_ whole: Bytes, _ start: Int, _ recorder: inout Recorder) {
    let p = Bytes(rebasing: whole[..<Self.barStart(whole, start)])
    guard p.count > start, let mark = Self.mark(p, start) else { return }
    var count = 0
    Self.forEachField(p, start, mark) { a, b in
      count = Self.isName(p, a, b) && count >= 0 ? count + 1 : -1
    }
    guard count > 1 else { return }
    var found: [String] = []
    Self.forEachField(p, start, mark) { a, b in found.append(Self.name(p, a, b)) }
    // spaCy's two counters.
    if found[0] == "E", found[1] == "#" { found.replaceSubrange(0..<2, with: ["epoch", "step"]) }
    let counts = found.contains { SeriesName.axisRank($0) != nil }
    guard counts || found.contains(where: { SeriesName.role($0) != .other || Self.isScore($0) })
    else { return }
    (names, self.mark, self.counts, isOpen, misses) = (found, mark, counts, true, 0)
    entries = found.map { name in
      let hash = ASCIIWord.hash(name)
      return recorder.table.find(hash, position: 64) ?? recorder.table.add(hash, name: name) ?? -1
    }
  }

  private static func mayBegin(_ byte: UInt8) -> Bool {
    byte.isLetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "#")
      || byte == UInt8(ascii: "|") || byte == 0xE2
  }

  /// A column's name; where a parenthesis goes over several columns, without its ends: `Box(P R mAP50)`.
  private static func name(_ p: Bytes, _ a: Int, _ b: Int) -> String {
    var name = plainText(String(decoding: p[a..<b], as: UTF8.self), limit: 40)
    if name.hasSuffix(":") { name.removeLast() }
    if name.hasSuffix(")"), !name.contains("(") { name.removeLast() }
    return name.contains("(") && !name.contains(")") ? name + ")" : name
  }

  /// Where a bar begins behind the names, as while something is measured: `mAP50-95): 100%|███| 4/4`.
  private static func barStart(_ p: Bytes, _ start: Int) -> Int {
    for k in start..<p.count - 1
    where p[k] == UInt8(ascii: "%") && p[k + 1] == UInt8(ascii: "|") {
      var i = k
      while i > start, p[i - 1].isDigit || p[i - 1] == 0x20 { i -= 1 }
      return i
    }
    return p.count
  }

  private static func isName(_ p: Bytes, _ a: Int, _ b: Int) -> Bool {
    guard b - a <= 32, b > a else { return false }
    if b == a + 1, p[a] == UInt8(ascii: "#") { return true }
    guard p[a].isLetter || p[a] == UInt8(ascii: "_") else { return false }
    return p[a..<b - 1].allSatisfy { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ":") }
  }

  /// Mean average precision, as detectors head it: `mAP50`, `mAP50-95`.
  private static func isScore(_ name: String) -> Bool {
    let letters = name.lowercased().prefix { $0.isLetter }
    return letters == "map" && name.count > 3
  }

  /// What sets the fields of a line apart.
  private static func mark(_ p: Bytes, _ start: Int) -> Mark? {
    if p[start] == UInt8(ascii: "|") || barEnd(p, start) != nil { return .bar }
    var isWide = false
    var isSplit = false
    for k in start + 1..<p.count where p[k] == 0x20 {
      isSplit = true
      if p[k - 1] == 0x20 { isWide = true }
    }
    if p[start...].contains(UInt8(ascii: "\t")) { return .byte(UInt8(ascii: "\t")) }
    if isWide { return .blanks(2) }
    for byte in [UInt8(ascii: ","), UInt8(ascii: ";")] where p[start...].contains(byte) {
      return .byte(byte)
    }
    return isSplit ? .blanks(1) : nil
  }

  // MARK: Rows

  /// Takes a line that is a row of the table; false when it is something else.
  mutating func read(
    _ p: Bytes, _ start: Int, isUnfinished: Bool, _ recorder: inout Recorder
  ) -> Bool {
    if !kept.isEmpty, Self.mayEndRow(p) {
      let line = kept
      kept.removeAll(keepingCapacity: true)
      line.withUnsafeBytes { open($0, 0, &recorder) }
    }
    guard isOpen else { return false }
    if p.count - start < 2000, let end = take(p, start, isUnfinished, recorder) {
      misses = 0
      if end < p.count {
        scanner.scan(Bytes(rebasing: p[end...]))
        if scanner.pairs.isEmpty, let bar = scanner.counter { record.counter = (bar.at, bar.of, 0) }
      }
      recorder.commit(record)
      return true
    }
    misses += 1
    isOpen = misses < Self.patience
    return false
  }

  /// Fills the record and gives where the row ends; nil when the line is no row.
  private mutating func take(
    _ p: Bytes, _ start: Int, _ isUnfinished: Bool, _ recorder: Recorder
  ) -> Int? {
    record.clear()
    var (field, end, isRow) = (0, p.count, true)
    // Names may have blanks in them, numbers have none.
    let mark = if case .blanks = mark { Mark.blanks(1) } else { mark }
    Self.forEachField(p, start, mark) { a, b in
      defer { field += 1 }
      guard isRow, field < names.count else { return }
      var b = b
      if field == names.count - 1 {
        end = b
        if b > a, p[b - 1] == UInt8(ascii: ":") { b -= 1 }
      }
      guard a < b, let number = NumberScanner.scan(p, at: a, to: b), number.end == b else {
        isRow = isFiller(p, a, b, field)
        return
      }
      guard entries[field] >= 0 else { return }
      if isUnfinished, b == p.count, number.decimals < recorder.table[entries[field]].decimals {
        return
      }
      record.items.append(RecordItem(entry: entries[field], number: number, isSeparated: true))
    }
    guard isRow, field >= names.count, !record.items.isEmpty else { return nil }
    // What follows the last number is a bar, set off by a colon.
    guard field == names.count || end > 0 && end < p.count && p[end - 1] == UInt8(ascii: ":") else {
      return nil
    }
    return end
  }

  /// Whether a cell may stand in a row without being a number: nothing, a time, what is measured.
  private func isFiller(_ p: Bytes, _ a: Int, _ b: Int, _ field: Int) -> Bool {
    if a == b || b == a + 1 && p[a] == UInt8(ascii: "-") { return true }
    if p[a..<b].allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }) {
      return true
    }
    return field == 0 && !counts && p[a..<b].allSatisfy { $0.isLetter }
  }

  // MARK: Fields

  /// The index after a drawn bar at `i`, as of boxes; nil when there is none.
  private static func barEnd(_ p: Bytes, _ i: Int) -> Int? {
    if p[i] == UInt8(ascii: "|") { return i + 1 }
    guard i + 2 < p.count, p[i] == 0xE2 else { return nil }
    let isBar = p[i + 1] == 0x94 && (0x82...0x83).contains(p[i + 2])
    return isBar || p[i + 1] == 0x95 && p[i + 2] == 0x91 ? i + 3 : nil
  }

  /// Calls with the range of every field, without blanks around it.
  private static func forEachField(
    _ p: Bytes, _ start: Int, _ mark: Mark, _ body: (Int, Int) -> Void
  ) {
    var begin = start
    var i = start
    func give(_ end: Int) {
      var (a, b) = (begin, end)
      while a < b, p[a] <= 0x20 { a += 1 }
      while b > a, p[b - 1] <= 0x20 { b -= 1 }
      body(a, b)
    }
    if mark == .bar, let end = barEnd(p, start) { (begin, i) = (end, end) }
    while i < p.count {
      switch mark {
      case .bar:
        if let end = barEnd(p, i) {
          give(i)
          (begin, i) = (end, end)
          continue
        }
      case .byte(let byte):
        if p[i] == byte {
          give(i)
          begin = i + 1
        }
      case .blanks(let count):
        var k = i
        while k < p.count, p[k] == 0x20 { k += 1 }
        if k - i >= count {
          give(i)
          (begin, i) = (k, k)
          continue
        }
        i = max(i, k - 1)
      }
      i += 1
    }
    // A bar closes the last cell.
    if begin < p.count || mark != .bar { give(p.count) }
  }
}
