internal import Core

/// The pairs of a confirmation, with the odds as they moved.
struct PairTable {
  let experiment: Experiment
  let snapshot: Snapshot

  /// Nothing where no pair was planned.
  func lines(width: Int, unicode: Bool) -> [[ChartSpan]] {
    guard !experiment.pairs.isEmpty else { return [] }
    let rule = (snapshot.record.summary?.rule).flatMap { RatchetRule.preset(named: $0) }
    var table = TextTable(columns: columns, rows: experiment.pairs.map { row($0) })
    let scale = EvidenceScale(
      rule: rule, odds: snapshot.oddsWanted, evidence: experiment.pairs.compactMap(\.evidence),
      width: table.flexibleWidth(width: width))
    let last = table.columns.count - 1
    table.columns[last].name = scale.heading
    var before = 0.0
    for (index, pair) in experiment.pairs.enumerated() {
      let after = pair.evidence.flatMap { $0.isFinite ? $0 : nil }
      table.rows[index].cells[last] = scale.path(from: before, to: after, unicode: unicode)
      before = after ?? before
    }
    return table.lines(width: width, unicode: unicode)
      + Paragraph.lines(words(rule), width: width).map { [ChartSpan($0, .dim)] }
  }

  private var columns: [TextTable.Column] {
    [
      TextTable.Column(name: "pair"), TextTable.Column(name: "seed", rank: 3),
      TextTable.Column(name: "slot", isRight: false, rank: 4),
      TextTable.Column(name: "better by", rank: 2), TextTable.Column(name: "in s"),
      TextTable.Column(name: "odds"),
      TextTable.Column(name: "", isRight: false, rank: 1, least: 16),
    ]
  }

  private func row(_ pair: Pair) -> TextTable.Row {
    let noise = ChampionLevels(snapshot.record).noise(of: experiment)
    let role: Role = pair.difference.map { $0 > 0 ? .good : .bad } ?? .dim
    let difference = pair.difference.map { PairTable.difference($0, noise: noise) }
    let size = pair.difference.flatMap { difference in
      noise.map { NumberText.gain(difference / $0) }
    }
    let odds = pair.evidence.map { NumberText.odds(Odds.odds(evidence: $0)) }
    let start = [
      [ChartSpan("\(pair.index)", .text)], [ChartSpan("\(pair.seed)", .dim)],
      [ChartSpan(pair.slot ?? "", .dim)],
    ]
    let figures: [[ChartSpan]] = [difference ?? "", size ?? "", odds ?? ""].map { text in
      text.isEmpty ? [] : [ChartSpan(text, role)]
    }
    return TextTable.Row(
      cells: start + figures + [[]],
      words: pair.difference == nil ? ChartSpan(progress(pair), .progress) : nil, wordsColumn: 3)
  }

  private func progress(_ pair: Pair) -> String {
    let runs = [pair.candidateRun, pair.championRun].compactMap { $0 }
      .compactMap { snapshot.record.runs[$0] }
    if runs.contains(where: { $0.state == .training || $0.state == .evaluating }) {
      return "running"
    }
    return pair.slot != nil || runs.contains { $0.leased != nil } ? "under way" : "to come"
  }

  /// A difference in the metric's unit, one digit finer than the noise.
  private static func difference(_ value: Double, noise: Double?) -> String {
    guard let noise else {
      return (value > 0 ? "+" : "") + NumberText.significant(value, 2)
    }
    return NumberText.signed(value, digits: NumberText.digits(for: noise) + 1)
  }

  private func words(_ rule: RatchetRule?) -> String {
    let wanted = NumberText.odds(snapshot.oddsWanted)
    var words = "kept at odds of \(wanted) to 1"
    if let rule, !rule.naive {
      words += ", dropped at \(NumberText.trimmed(rule.floor)) or after \(rule.maximumPairs) pairs"
    }
    if experiment.disturbed > 0 {
      words += "; \(CampaignFacts.counted(experiment.disturbed, "pair")) disturbed and made again"
    }
    return words
  }
}
