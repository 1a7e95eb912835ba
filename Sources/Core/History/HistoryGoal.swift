/// Decides which way a metric gets better from its name and from what was kept.
enum HistoryGoal {
  /// Sets a segment's goal where nothing states it.
  static func decide(_ segment: inout HistorySegment, hint: String? = nil) {
    guard segment.goal == nil else {
      segment.source = .stated
      return
    }
    let name = segment.metric.flatMap(HistoryName.goal) ?? hint.flatMap(HistoryName.goal)
    if let name, !name.isVague {
      (segment.goal, segment.source) = (name.goal, .name)
    } else if let shown = shown(segment) {
      (segment.goal, segment.source) = (shown, .verdicts)
    } else if let name {
      (segment.goal, segment.source) = (name.goal, .name)
    }
  }

  /// What the verdicts show: a kept row beats the one kept before, a discarded one does not.
  ///
  /// Nil with fewer than four rows that speak, or where they do not agree by two to one.
  private static func shown(_ segment: HistorySegment) -> Goal? {
    var (lower, higher) = (0, 0)
    var champion: Double?
    for row in segment.rows {
      guard let value = row.value, value.isFinite, !(value == 0 && row.isBlank) else { continue }
      switch row.verdict {
      case .baseline: champion = value
      case .kept:
        if let champion, value != champion {
          if value < champion { lower += 1 } else { higher += 1 }
        }
        champion = value
      case .discarded:
        guard let champion, value != champion else { continue }
        if value > champion { lower += 1 } else { higher += 1 }
      case .crashed, .checksFailed, .other: continue
      }
    }
    guard lower + higher >= 4 else { return nil }
    if lower >= 2 * higher { return .minimize }
    return higher >= 2 * lower ? .maximize : nil
  }
}
