/// What somebody's loop decided about one of its experiments.
package enum PastVerdict: String, Codable, Sendable, CaseIterable {
  case kept, baseline, discarded, crashed
  /// It ran, and checks of its result failed.
  case checksFailed = "checks_failed"
  /// A word that says neither.
  case other
}

/// One experiment of a history that another program wrote.
package struct HistoryRow: Equatable, Sendable {
  /// A commit, a run's number or a name, as it stands there; empty when there is none.
  package var id: String
  /// The metric; nil when it was not measured.
  package var value: Double?
  package var verdict: PastVerdict
  /// The word the verdict was read from; empty when the history has no verdicts.
  package var word: String
  package var description: String
  /// Whether every number of the row is 0, as a crash leaves them.
  var isBlank = false
}

/// Experiments that were measured with one metric.
package struct HistorySegment: Equatable, Sendable {
  /// How sure the direction is.
  package enum Source: String, Codable, Sendable {
    /// The history says so; its name tells; its verdicts show it; nothing tells.
    case stated, name, verdicts, unknown
  }

  /// Nil when the history has no name for it.
  package var metric: String?
  package var unit = ""
  package var goal: Goal?
  package var source = Source.unknown
  package var rows: [HistoryRow] = []
}

extension HistorySegment {
  package func count(_ verdict: PastVerdict) -> Int { rows.count { $0.verdict == verdict } }

  /// The best that was kept; of everything that ran where the history never says what was kept.
  ///
  /// Nil when no such row has a value or the goal is unknown.
  package var best: HistoryRow? {
    guard let goal else { return nil }
    var best: HistoryRow?
    let kept = rows.filter { $0.verdict == .kept }
    let isJudged = rows.contains { $0.verdict == .kept || $0.verdict == .discarded }
    let field =
      kept.isEmpty
      ? rows.filter { $0.verdict == .baseline || !isJudged && $0.verdict == .other } : kept
    for row in field {
      guard let value = measured(row) else { continue }
      if let old = best?.value, goal.gain(of: value, over: old) <= 0 { continue }
      best = row
    }
    return best
  }

  /// The value a row measured: 0 is none where the row crashed or holds nothing but zeros.
  package func measured(_ row: HistoryRow) -> Double? {
    guard let value = row.value, value.isFinite else { return nil }
    if value == 0, row.verdict == .crashed || (goal != .maximize && row.isBlank) { return nil }
    return value
  }
}
