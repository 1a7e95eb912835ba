internal import Core

/// The first row: metric, gain, kept, slots, cost, age and the clock.
struct Scoreboard {
  let snapshot: Snapshot

  /// One piece of the row; those of a higher rank go first where it is narrow.
  private struct Figure {
    var spans: [ChartSpan]
    var rank: Int
    /// Belongs to the piece before it.
    var isJoined = false
    var isRight = false
  }

  func draw(into pen: inout Pen, row: Int, width: Int) {
    let area = Rect(row: row, column: 0, width: width, height: 1)
    let clock = [ChartSpan(snapshot.clock, .dim), ChartSpan(" ", .dim)]
    guard let summary = snapshot.record.summary else {
      pen.put([ChartSpan(" pawl", Style(.title, bold: true))], row: row, column: 0, within: area)
      pen.putRight(clock, row: row, within: area, limit: 8)
      return
    }
    var figures = figures(summary, wide: width >= 100)
    if !snapshot.clock.isEmpty { figures.append(Figure(spans: clock, rank: 4, isRight: true)) }
    func needed(gap: Int) -> Int {
      figures.enumerated().reduce(figures.first?.rank == 3 ? 0 : 1) { sum, item in
        let (index, figure) = item
        let lead = index == 0 || figure.isJoined ? 0 : figure.isRight ? 2 : gap
        return sum + lead + pen.columns(figure.spans)
      }
    }
    while needed(gap: 2) > width, let most = figures.map(\.rank).max(), most > 0 {
      figures.removeAll { $0.rank == most }
    }
    let gap = needed(gap: 4) <= width ? 4 : needed(gap: 3) <= width ? 3 : 2
    // Without the name, what is first keeps the margin that the name brings along.
    var column = figures.first?.rank == 3 ? 0 : 1
    let start = column
    for figure in figures where !figure.isRight {
      if column > start, !figure.isJoined { column += gap }
      column = pen.put(figure.spans, row: row, column: column, within: area)
    }
    if figures.contains(where: \.isRight) {
      pen.putRight(clock, row: row, within: area, limit: column + 1)
    }
  }

  private func figures(_ summary: CampaignSummary, wide: Bool) -> [Figure] {
    let name = ChartSpan(" " + summary.project, Style(.title, bold: true))
    let (metric, level) = metric(summary)
    var figures = [
      Figure(spans: (wide ? [ChartSpan(" pawl ", .dim)] : []) + [name], rank: 3),
      Figure(spans: metric, rank: 1), Figure(spans: level, rank: 0, isJoined: true),
    ]
    if let gain = GainText(summary) {
      figures.append(Figure(spans: [ChartSpan(gain.value, gain.role)], rank: 2))
      if let interval = gain.interval {
        figures.append(Figure(spans: [ChartSpan(interval, .dim)], rank: 5, isJoined: true))
      }
      figures.append(Figure(spans: [ChartSpan(" " + gain.word, .dim)], rank: 2, isJoined: true))
    }
    if summary.rule == "naive" {
      figures.append(Figure(spans: [ChartSpan("naive rule", .warn)], rank: 0))
    }
    let tried = snapshot.digest.tried
    let kept = [
      ChartSpan(String(summary.kept), Style(.good, bold: true)),
      ChartSpan(" kept of ", .dim), ChartSpan(String(tried), .text),
    ]
    figures.append(Figure(spans: kept, rank: 6))
    let count = snapshot.record.slots.count
    if count > 0 {
      let words = count == 1 ? "1 slot" : "\(count) slots"
      let share = summary.occupancy.map { " " + NumberText.percent($0) } ?? ""
      figures.append(Figure(spans: [ChartSpan(words, .dim), ChartSpan(share, .text)], rank: 7))
    }
    if let dollars = summary.dollars {
      figures.append(Figure(spans: [ChartSpan(NumberText.dollars(dollars), .text)], rank: 9))
    }
    if summary.started > 0 {
      let age = NumberText.duration(max(0, snapshot.now - summary.started))
      figures.append(Figure(spans: [ChartSpan(age, .dim)], rank: 8))
    }
    return figures
  }

  /// The metric's name, and the champion's level; `~` when only training itself says so.
  private func metric(_ summary: CampaignSummary) -> ([ChartSpan], [ChartSpan]) {
    let name = [ChartSpan(summary.metric + " ", .dim)]
    guard let level = summary.best ?? summary.baseline else {
      return (name, [ChartSpan("?", .dim)])
    }
    let mark = summary.verified ? "" : "~"
    let value = ChartSpan(mark + snapshot.metric(level.mean), Style(.champion, bold: true))
    return (name, [value] + (summary.verified ? [] : [ChartSpan(" reported", .warn)]))
  }
}
