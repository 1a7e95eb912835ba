internal import Core

/// The first row: metric, gain, kept, slots, cost, age and the clock.
struct Scoreboard {
  let snapshot: Snapshot

  /// One figure of the row; those of a higher rank go first where it is narrow.
  private struct Figure {
    var spans: [ChartSpan]
    var rank: Int
  }

  func draw(into pen: inout Pen, row: Int, width: Int) {
    let area = Rect(row: row, column: 0, width: width, height: 1)
    let clock = [ChartSpan(snapshot.clock, .dim), ChartSpan(" ", .dim)]
    guard let summary = snapshot.record.summary else {
      pen.put([ChartSpan(" pawl", Style(.title, bold: true))], row: row, column: 0, within: area)
      pen.putRight(clock, row: row, within: area, limit: 8)
      return
    }
    var figures = figures(summary)
    let name = self.name(summary, wide: width >= 100)
    let clockWidth = snapshot.clock.isEmpty ? 0 : snapshot.clock.count + 3
    while true {
      let wanted = figures.reduce(name.width) { $0 + 2 + pen.columns($1.spans) } + clockWidth
      if wanted <= width { break }
      guard let most = figures.map(\.rank).max(), most > 0 else { break }
      figures.removeAll { $0.rank == most }
    }
    let used = figures.reduce(name.width) { $0 + pen.columns($1.spans) } + clockWidth
    let gap = min(4, max(2, (width - used) / max(1, figures.count)))
    var column = pen.put(name, row: row, column: 0, within: area)
    for figure in figures where !figure.spans.isEmpty {
      let next = column + gap
      if figure.rank > 0, next + pen.columns(figure.spans) > width { break }
      column = pen.put(figure.spans, row: row, column: next, within: area)
    }
    pen.putRight(clock, row: row, within: area, limit: column + 2)
  }

  private func name(_ summary: CampaignSummary, wide: Bool) -> [ChartSpan] {
    (wide ? [ChartSpan(" pawl ", .dim)] : [])
      + [ChartSpan(" " + summary.project, Style(.title, bold: true))]
  }

  private func figures(_ summary: CampaignSummary) -> [Figure] {
    var figures = [Figure(spans: metric(summary), rank: 0)]
    let (gain, interval) = gain(summary)
    if !gain.isEmpty { figures.append(Figure(spans: gain, rank: 1)) }
    if !interval.isEmpty { figures[figures.count - 1].spans += interval }
    if summary.rule == "naive" {
      figures.append(Figure(spans: [ChartSpan("naive rule", .warn)], rank: 2))
    }
    let tried = snapshot.record.experiments.count { Snapshot.isTried($0) }
    let kept = [
      ChartSpan(String(summary.kept), Style(.good, bold: true)),
      ChartSpan(" kept of ", .dim), ChartSpan(String(tried), .text),
    ]
    figures.append(Figure(spans: kept, rank: 3))
    let count = snapshot.record.slots.count
    if count > 0 {
      let words = count == 1 ? "1 slot" : "\(count) slots"
      let share = summary.occupancy.map { " " + NumberText.percent($0) } ?? ""
      figures.append(Figure(spans: [ChartSpan(words, .dim), ChartSpan(share, .text)], rank: 4))
    }
    if let dollars = summary.dollars {
      figures.append(Figure(spans: [ChartSpan(NumberText.dollars(dollars), .text)], rank: 6))
    }
    if summary.started > 0 {
      let age = NumberText.duration(max(0, snapshot.now - summary.started))
      figures.append(Figure(spans: [ChartSpan(age, .dim)], rank: 5))
    }
    return figures
  }

  /// The metric and the champion's level; `~` when only training itself says so.
  private func metric(_ summary: CampaignSummary) -> [ChartSpan] {
    let name = ChartSpan(summary.metric + " ", .dim)
    guard let level = summary.best ?? summary.baseline else { return [name, ChartSpan("?", .dim)] }
    let mark = summary.verified ? "" : "~"
    var spans = [name, ChartSpan(mark + snapshot.metric(level.mean), Style(.champion, bold: true))]
    if !summary.verified { spans.append(ChartSpan(" reported", .warn)) }
    return spans
  }

  /// The gain over the baseline in percent of it, or in the metric's unit, and its interval.
  private func gain(_ summary: CampaignSummary) -> ([ChartSpan], [ChartSpan]) {
    guard let gain = summary.improvement, let baseline = summary.baseline else { return ([], []) }
    let isShare = abs(baseline.mean) > 1e-9
    let unit = isShare ? 100 / abs(baseline.mean) : 1
    func text(_ value: Double) -> String {
      isShare ? NumberText.fixed(value, digits: 2) : NumberText.metric(value, noise: summary.noise)
    }
    let mark = summary.confirmed ? "" : "~"
    let role: Role = gain >= 0 ? .good : .bad
    let value = ChartSpan(mark + text(abs(gain) * unit) + (isShare ? " %" : ""), role)
    var interval: [ChartSpan] = []
    if let low = summary.improvementLow, let high = summary.improvementHigh {
      interval = [ChartSpan(" ±" + text(abs(high - low) / 2 * unit), .dim)]
    }
    interval.append(ChartSpan(gain >= 0 ? " better" : " worse", .dim))
    return ([value], interval)
  }
}
