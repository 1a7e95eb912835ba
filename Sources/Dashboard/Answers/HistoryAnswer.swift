package import Core

/// What `pawl read` prints of a history, and `pawl init` of one that it found.
package enum HistoryAnswer {
  private struct Line: Encodable {
    var history: Body
  }

  private struct Segment: Encodable {
    @OrNull var metric: String?
    var unit: String
    @OrNull var goal: String?
    var runs: Int
    var kept: Int
    @OrNull var best_kept: Double?
  }

  private struct Body: Encodable {
    var form: String
    var rows: Int
    @OrNull var kept: Int?
    @OrNull var baseline: Int?
    @OrNull var discarded: Int?
    @OrNull var crashed: Int?
    @OrNull var checks_failed: Int?
    var other: Int
    var foreign_rows: Int
    var stray_lines: Int
    var hooks: Int
    @OrNull var metric: String?
    @OrNull var goal: String?
    @OrNull var best_kept: Double?
    @OrNull var best_id: String?
    var segments: [Segment]
    var doubts: [String]
  }

  package static func lines(_ history: History, name: String, json: Bool) throws -> [String] {
    json ? [try JSONLine.text(Line(history: body(history)))] : words(history, name)
  }

  private static func body(_ history: History) -> Body {
    func count(_ verdict: PastVerdict) -> Int? {
      history.hasVerdicts ? history.count(verdict) : nil
    }
    let current = history.current
    return Body(
      form: history.form.rawValue, rows: history.rows, kept: count(.kept),
      baseline: count(.baseline), discarded: count(.discarded), crashed: count(.crashed),
      checks_failed: count(.checksFailed), other: history.count(.other),
      foreign_rows: history.foreignRows, stray_lines: history.strayLines, hooks: history.hooks,
      metric: current?.metric, goal: current?.goal?.rawValue,
      best_kept: current?.best?.value, best_id: current?.best?.id,
      segments: history.segments.map {
        Segment(
          metric: $0.metric, unit: $0.unit, goal: $0.goal?.rawValue,
          runs: $0.rows.count, kept: $0.count(.kept), best_kept: $0.best?.value)
      }, doubts: history.doubts)
  }

  /// One sentence: how many experiments, what became of them, the best.
  package static func sentence(_ history: History) -> String {
    let count = history.rows
    var text = count == 0 ? "no experiments yet" : "\(count) experiment\(count == 1 ? "" : "s")"
    let counts = PastVerdict.allCases.filter { history.count($0) > 0 && history.hasVerdicts }
    if !counts.isEmpty {
      text += ": " + counts.map { "\(history.count($0)) \(word($0))" }.joined(separator: ", ")
    }
    if let current = history.current, let best = current.best, let value = best.value {
      text += "; best \(current.metric ?? "value") \(number(value))"
    }
    return text
  }

  private static func words(_ history: History, _ name: String) -> [String] {
    var lines = ["\(name): \(kind(history.form)), \(sentence(history))"]
    if history.segments.count > 1 {
      lines += [""] + PlainTable.lines(segments(history), right: [1, 2, 3])
    }
    if let segment = history.current {
      lines += [""] + PlainTable.lines(facts(segment, history))
      let ladder = ladder(segment)
      if !ladder.isEmpty {
        lines += ["", "  steps that were kept and were the best so far:"]
        lines += PlainTable.lines(ladder, right: [1], indent: 4)
      }
    }
    if !history.doubts.isEmpty {
      lines += [""] + PlainTable.lines(history.doubts.map { ["check", $0] })
    }
    return lines
  }

  private static func kind(_ form: History.Form) -> String {
    switch form {
    case .table: "a history as a table"
    case .ledger: "a history of pi-autoresearch"
    case .records: "a history as JSON lines"
    }
  }

  private static func facts(_ segment: HistorySegment, _ history: History) -> [[String]] {
    let unit = segment.unit.isEmpty ? "" : " \(segment.unit)"
    let goal =
      segment.goal.map { $0 == .minimize ? "lower is better" : "higher is better" }
      ?? "which way is better is unknown"
    var facts = [["metric", "\(segment.metric ?? "not named"), \(goal)"]]
    if let best = segment.best, let value = best.value {
      let isKept = segment.count(.kept) > 0
      facts.append([
        isKept ? "best kept" : "best", "\(number(value))\(unit)  \(best.id)",
      ])
    } else {
      facts.append(["best", segment.rows.isEmpty ? "nothing ran yet" : "unknown"])
    }
    for verdict in PastVerdict.allCases where history.hasVerdicts {
      let count = segment.count(verdict)
      guard count > 0 else { continue }
      var text = "\(count)"
      if verdict == .other {
        let words = Set(segment.rows.filter { $0.verdict == .other }.map(\.word)).sorted()
        text += "  (\(words.prefix(6).joined(separator: ", "))\(words.count > 6 ? ", …" : ""))"
      }
      facts.append([word(verdict), text])
    }
    return facts
  }

  private static func segments(_ history: History) -> [[String]] {
    [["metric", "runs", "kept", "best"]]
      + history.segments.map { segment in
        [
          segment.metric ?? "not named", "\(segment.rows.count)", "\(segment.count(.kept))",
          (segment.best?.value).map(number) ?? "-",
        ]
      }
  }

  /// The kept rows that beat all before them, the newest twelve.
  private static func ladder(_ segment: HistorySegment) -> [[String]] {
    guard let goal = segment.goal else { return [] }
    var best: Double?
    var steps: [[String]] = []
    for row in segment.rows where row.verdict == .kept || row.verdict == .baseline {
      guard let value = segment.measured(row) else { continue }
      if let best, goal.gain(of: value, over: best) <= 0 { continue }
      best = value
      steps.append([row.id, number(value), plainText(row.description, limit: 60)])
    }
    guard steps.count > 12 else { return steps }
    return [["…", "", "\(steps.count - 12) earlier"]] + steps.suffix(12)
  }

  /// Six digits; whole numbers as they are.
  static func number(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? value.fixed(0) : value.significant(6)
  }

  private static func word(_ verdict: PastVerdict) -> String {
    verdict == .checksFailed ? "failed their checks" : verdict.rawValue
  }
}
