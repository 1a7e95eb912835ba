internal import Core

/// What the rule asked of an experiment at every look, and what came.
struct RuleTable {
  let experiment: Experiment
  let snapshot: Snapshot
  private let levels: ChampionLevels
  private let values: [Double]

  init(_ experiment: Experiment, _ snapshot: Snapshot) {
    self.experiment = experiment
    self.snapshot = snapshot
    levels = ChampionLevels(snapshot.record)
    values = experiment.runs.compactMap { snapshot.record.runs[$0] }.filter { run in
      switch run.role {
      case .first, .second, .rerun: run.era == experiment.era
      case .baseline, .champion, .pairCandidate, .pairChampion, .audit: false
      }
    }.compactMap(\.value)
  }

  func lines(width: Int, unicode: Bool) -> [[ChartSpan]] {
    guard experiment.state != .refused else { return [] }
    let name = snapshot.record.summary?.rule ?? "?"
    let rule = RatchetRule.preset(named: name)
    let columns = [
      TextTable.Column(name: "\(name) rule", isRight: false),
      TextTable.Column(name: "asked", isRight: false),
      TextTable.Column(name: "came", isRight: false),
      TextTable.Column(name: " ", isRight: false, rank: 1),
    ]
    var rows = [first(rule)]
    if rule?.naive != true {
      if rule == nil || rule?.secondLook != nil { rows.append(second(rule)) }
      rows.append(pairs)
    }
    return TextTable(columns: columns, rows: rows).lines(width: width, unicode: unicode)
  }

  /// Whether the looks were good enough for a confirmation.
  private var isPromising: Bool {
    if !experiment.pairs.isEmpty || experiment.evidence != nil || experiment.noise != nil {
      return true
    }
    switch experiment.state {
    case .confirming, .kept, .revoked: return true
    case .review, .queued, .running, .discarded, .crashed, .refused, .vetoed: return false
    }
  }

  /// A gain in units of the noise: as it was judged where that is known, `~` where it is reckoned
  /// against today's level.
  private func came(_ value: Double?, isLast: Bool) -> (text: String, gain: Double)? {
    if isLast, !isPromising, let delta = experiment.delta, delta.isFinite {
      return (NumberText.gain(delta) + " s", delta)
    }
    guard let value, let gain = levels.gain(of: value, in: experiment) else { return nil }
    return ("~" + NumberText.gain(gain) + " s", gain)
  }

  private func first(_ rule: RatchetRule?) -> TextTable.Row {
    let came = came(values.first, isLast: values.count == 1)
    let isPassed = isPromising || values.count > 1
    let asked = rule.map {
      $0.naive ? "any gain" : "\(NumberText.fixed($0.screen, digits: 1)) s better"
    }
    return row("first run", asked, came, isPassed: isPassed, isReached: true)
  }

  private func second(_ rule: RatchetRule?) -> TextTable.Row {
    let mean = values.count > 1 ? values.reduce(0, +) / Double(values.count) : nil
    let came = values.count > 1 ? came(mean, isLast: true) : nil
    let asked = (rule?.secondLook).map { "\(NumberText.fixed($0, digits: 1)) s, two runs" }
    let isReached = values.count > 1 || isPromising || isLooking
    return row("second look", asked, came, isPassed: isPromising, isReached: isReached)
  }

  /// Whether any run was started: one that waits for a slot is not under way.
  private var hasBegun: Bool {
    experiment.runs.contains { snapshot.record.runs[$0]?.started != nil }
  }

  private var isLooking: Bool {
    experiment.runs.contains { snapshot.record.runs[$0]?.role == .second }
  }

  private func row(
    _ name: String, _ asked: String?, _ came: (text: String, gain: Double)?, isPassed: Bool,
    isReached: Bool
  ) -> TextTable.Row {
    let words: ChartSpan
    if isPassed {
      words = ChartSpan("passed", .good)
    } else if came != nil {
      words =
        experiment.state == .discarded
        ? ChartSpan("missed", .bad) : ChartSpan(experiment.state.isVerdict ? "" : "measured", .dim)
    } else if experiment.state == .crashed, isReached {
      words = ChartSpan("crashed", .bad)
    } else if experiment.state.isVerdict {
      words = ChartSpan("not reached", .dim)
    } else {
      words = ChartSpan(isReached && hasBegun ? "under way" : "to come", .dim)
    }
    return TextTable.Row(cells: [
      [ChartSpan(name, .text)], [ChartSpan(asked ?? "as pawl.yaml says", .dim)],
      [ChartSpan(came?.text ?? "", came.map { $0.gain > 0 ? .good : .bad } ?? .dim)], [words],
    ])
  }

  private var pairs: TextTable.Row {
    let measured = experiment.pairs.count { $0.difference != nil }
    let wanted = NumberText.odds(snapshot.oddsWanted)
    let came = experiment.evidence.map {
      "\(NumberText.odds(Odds.odds(evidence: $0))) to 1 in "
        + CampaignFacts.counted(measured, "pair")
    }
    let words: ChartSpan
    switch experiment.state {
    case .kept: words = ChartSpan("kept", Style(.good, bold: true))
    case .revoked: words = ChartSpan("revoked", .bad)
    case .confirming: words = ChartSpan(came == nil ? "to come" : "under way", .accent)
    case .discarded where measured > 0: words = ChartSpan("missed", .bad)
    case .crashed where isPromising: words = ChartSpan("crashed", .bad)
    case .discarded, .crashed, .refused, .vetoed: words = ChartSpan("not reached", .dim)
    case .review, .queued, .running: words = ChartSpan("to come", .dim)
    }
    return TextTable.Row(cells: [
      [ChartSpan("pairs", .text)], [ChartSpan("odds \(wanted) to 1", .dim)],
      [ChartSpan(came ?? "", .text)], [words],
    ])
  }
}
