/// Reads histories of one JSON object a line: pi-autoresearch's, and others that say what was kept.
struct HistoryLedger {
  /// Records looked at before a file without verdicts is given up.
  private static let glance = 200

  /// The history of such lines; nil when there is none.
  static func read(_ text: ArraySlice<UInt8>) -> History? {
    // Megabytes of records are only read when their beginning speaks of experiments.
    let begin = text.prefix(1 << 20)
    if begin.count < text.count {
      let isHistory = History.lines(begin).prefix(glance).contains {
        JSONNode($0).map(tells) ?? false
      }
      guard isHistory else { return nil }
    }
    let lines = History.lines(text)
    var records: [JSONNode] = []
    var strayLines = 0
    var isOne = false
    for line in lines {
      guard line.first == UInt8(ascii: "{"), let record = JSONNode(line) else {
        strayLines += 1
        if records.isEmpty, strayLines > 3 { return nil }
        continue
      }
      isOne = isOne || tells(record)
      records.append(record)
      if !isOne, records.count >= glance { return nil }
    }
    guard isOne else { return nil }
    let isLedger = records.contains {
      $0["metricName"] != nil || ($0["run"] != nil && $0["metric"] != nil && $0["status"] != nil)
    }
    var history = isLedger ? ledger(records) : HistoryRecords.read(records)
    history?.strayLines = strayLines
    return history
  }

  /// Whether a record is a header, or says what became of an experiment.
  private static func tells(_ record: JSONNode) -> Bool {
    if record["type"]?.text == "config", record["metricName"]?.text != nil { return true }
    guard let verdict = HistoryRecords.verdict(record)?.verdict else { return false }
    return verdict != .other && verdict != .baseline
  }

  private static func ledger(_ records: [JSONNode]) -> History {
    var history = History(form: .ledger)
    for record in records {
      if record["type"]?.text == "config" || record["metricName"] != nil {
        history.segments.append(header(record))
      } else if record["type"]?.text == "hook" {
        history.hooks += 1
      } else if record["status"] != nil, record["run"] != nil || record["metric"] != nil {
        if history.segments.isEmpty {
          history.segments.append(HistorySegment())
          history.doubts.append("no header names the metric of the first experiments")
        }
        history.segments[history.segments.count - 1].rows.append(row(record))
      } else {
        history.foreignRows += 1
      }
    }
    for k in history.segments.indices { HistoryGoal.decide(&history.segments[k]) }
    return history
  }

  private static func header(_ record: JSONNode) -> HistorySegment {
    var segment = HistorySegment()
    segment.metric = record["metricName"]?.text.map { plainText($0, limit: 80) }
    segment.unit = plainText(record["metricUnit"]?.text ?? "", limit: 20)
    segment.goal = (record["bestDirection"]?.text).flatMap(HistoryName.direction)
    return segment
  }

  private static func row(_ record: JSONNode) -> HistoryRow {
    let (verdict, word) = HistoryRecords.verdict(record) ?? (.other, "")
    return HistoryRow(
      id: HistoryRecords.id(record), value: record["metric"]?.number, verdict: verdict, word: word,
      description: HistoryRecords.description(record) ?? "",
      isBlank: record["metric"]?.number == 0
        && (record["metrics"]?.members ?? []).allSatisfy { ($0.value.number ?? 0) == 0 })
  }
}
