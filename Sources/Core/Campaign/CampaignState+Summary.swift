import RealModule

extension CampaignState {
  /// The scoreboard; nil before an engine opened the campaign.
  package func summary() -> CampaignSummary? {
    guard let settings else { return nil }
    var summary = CampaignSummary(
      project: settings.project, metric: settings.metric, goal: settings.goal)
    summary.era = era
    summary.branch = settings.branch
    summary.rule = settings.rule.name
    summary.odds = settings.rule.odds
    summary.isolation = settings.isolation
    summary.verified = settings.verified
    summary.champion = champion
    summary.kept = keeps.count { $0.experiment != nil && !$0.revoked }
    summary.baseline = Level(of: baselineScores)
    summary.best = champion.flatMap { level(of: $0) }
    summary.bestExperiment = keeps.last?.experiment
    summary.bestReported = keeps.last?.experiment.flatMap { experiment($0)?.reported }
    measureGain(&summary, goal: settings.goal)
    summary.noise = noise.estimate
    summary.noiseFreedom = noise.freedom
    summary.baselineRuns = baseline.count { runs[$0]?.value != nil }
    summary.baselineWanted = settings.rule.baselineRuns
    summary.seedIgnored = seedIgnored
    summary.occupancy = occupancy.share
    summary.overheadMedian = quantile(0.5)
    summary.overheadP95 = quantile(0.95)
    summary.dollars = total(lanes.map(\.dollars))
    summary.tokens = total(lanes.map(\.tokens))
    summary.started = started
    switch settings.budget {
    case .wall(let seconds): summary.budgetSeconds = seconds
    case .cpu(let seconds, _):
      summary.budgetSeconds = seconds
      summary.budgetKind = "cpu"
    case .steps(let count, _):
      summary.budgetSteps = count
      summary.budgetKind = "steps"
    }
    summary.limit = settings.limits.experiments
    summary.review = settings.review
    summary.stopping = stopping != .no
    summary.finished = finished
    summary.halted = halted
    return summary
  }

  /// Champion's fresh mean against the baseline's, with 95 % of the normal distribution.
  private func measureGain(_ summary: inout CampaignSummary, goal: Goal) {
    guard let baseline = summary.baseline, let best = summary.best, summary.kept > 0 else { return }
    let gain = goal.gain(of: best.mean, over: baseline.mean)
    summary.improvement = gain
    guard let sd = noise.s else { return }
    let error = sd * (1 / Double(baseline.runs) + 1 / Double(best.runs)).squareRoot()
    summary.improvementLow = gain - 1.96 * error
    summary.improvementHigh = gain + 1.96 * error
  }

  private func quantile(_ q: Double) -> Double? {
    guard !overheads.isEmpty else { return nil }
    let sorted = overheads.sorted()
    return sorted[min(sorted.count - 1, Int((q * Double(sorted.count)).rounded(.down)))]
  }

  private func total<T: AdditiveArithmetic>(_ values: [T?]) -> T? {
    let known = values.compactMap { $0 }
    return known.isEmpty ? nil : known.reduce(.zero, +)
  }

  /// All the projections, as a reader would see them.
  package func record() -> CampaignRecord {
    var record = CampaignRecord()
    record.summary = summary()
    record.experiments = experiments
    record.runs = runs
    record.lanes = lanes
    record.slots = slots
    record.keeps = keeps
    record.rules = rules
    return record
  }
}
