/// The experiments of a results.tsv or of JSON lines, as another program recorded them.
package struct History: Equatable, Sendable {
  /// How it is written.
  package enum Form: String, Codable, Sendable {
    /// Tab-separated; pi-autoresearch's JSON lines; JSON lines of another kind.
    case table, ledger, records
  }

  package var form: Form
  /// By metric, in the order of the file; at least one.
  package var segments: [HistorySegment] = []
  /// Rows of another writer, with other columns.
  package var foreignRows = 0
  /// Lines that are no rows at all.
  package var strayLines = 0
  /// Lines that only tell that something was called.
  package var hooks = 0
  /// Whether it says what was kept.
  package var hasVerdicts = true
  /// What a person should look at, one sentence each.
  package var doubts: [String] = []

  package init(form: Form) { self.form = form }

  package var rows: Int { segments.reduce(0) { $0 + $1.rows.count } }

  package func count(_ verdict: PastVerdict) -> Int {
    segments.reduce(0) { $0 + $1.count(verdict) }
  }

  /// The last segment with rows, else the last: the one that says where the search stands.
  package var current: HistorySegment? {
    segments.last { !$0.rows.isEmpty } ?? segments.last
  }

  /// The history in a whole file; nil when there is none in it.
  package init?(_ bytes: [UInt8]) {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    guard !text.prefix(4096).contains(0) else { return nil }
    let first = text.first { $0 > 0x20 }
    guard
      let found = first == UInt8(ascii: "{")
        ? HistoryLedger.read(text) : HistoryTable.read(text)
    else { return nil }
    self = found
    doubt()
  }

  /// Whether a file that begins like this may be a history: cheap, and wrong only to say yes.
  package static func isLikely(_ head: ArraySlice<UInt8>) -> Bool {
    let line = head.prefix { $0 != 0x0A }
    return head.first { $0 > 0x20 } == UInt8(ascii: "{") || line.contains(9)
      || head.prefix(4096).contains(9)
  }

  /// The lines of a text that hold more than blanks, ended by LF or CRLF.
  static func lines(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    text.split(separator: 0x0A).compactMap { line in
      let line = line.last == 0x0D ? line.dropLast() : line
      return line.contains { $0 > 0x20 } ? line : nil
    }
  }
}

extension History {
  /// Says what is uncertain about what was read.
  private mutating func doubt() {
    if foreignRows > 0 {
      doubts.append("\(foreignRows) rows have other columns than the header; they are not counted")
    }
    if strayLines > 0 { doubts.append("\(strayLines) lines are no rows") }
    for segment in segments {
      let name = segment.metric ?? "the metric"
      switch segment.source {
      case .stated: break
      case .name: doubts.append("\(name): \(goalText(segment)), judged by its name")
      case .verdicts: doubts.append("\(name): \(goalText(segment)), judged by what was kept")
      case .unknown: doubts.append("\(name): nothing tells whether lower or higher is better")
      }
      guard let best = segment.best?.value, let goal = segment.goal else { continue }
      let better = segment.rows.count {
        $0.verdict == .discarded
          && segment.measured($0).map { goal.gain(of: $0, over: best) > 0 } ?? false
      }
      if better > 0 {
        doubts.append(
          "\(better) discarded \(better == 1 ? "row is" : "rows are") better than the best kept one"
        )
      }
      if best == 0, goal == .minimize { doubts.append("the best kept value is exactly 0") }
    }
    if !hasVerdicts { doubts.append("nothing says which experiments were kept") }
  }

  private func goalText(_ segment: HistorySegment) -> String {
    segment.goal == .maximize ? "higher is better" : "lower is better"
  }
}
