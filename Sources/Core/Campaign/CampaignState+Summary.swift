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
    account(&summary, settings)
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
    if let found = keeps.last?.gain, let mean = found.mean, keeps.last?.commit == champion {
      summary.improvement = mean
      summary.improvementLow = found.low
      summary.improvementHigh = found.high
      summary.confirmed = true
      summary.confirmedPairs = found.pairs
      return
    }
    guard let sd = noise.s else { return }
    let error = sd * (1 / Double(baseline.runs) + 1 / Double(best.runs)).squareRoot()
    summary.improvementLow = gain - 1.96 * error
    summary.improvementHigh = gain + 1.96 * error
  }

  /// What the rule did, what it cost, and how far it can be believed.
  private func account(_ summary: inout CampaignSummary, _ settings: CampaignSettings) {
    let rule = settings.rule
    summary.pairNoise = noise.pairEstimate
    summary.pairFreedom = noise.pairFreedom
    summary.step = noise.step
    summary.isCoarse = noise.isCoarse
    summary.isDeterministic = noise.isDeterministic
    summary.queue = queue
    summary.confirmations = tally.kept + tally.dropped
    summary.dropped = tally.dropped
    summary.falseKeeps = rule.naive ? nil : tally.falseKeeps(odds: rule.odds)
    summary.extraRuns = tally.extra
    summary.voids = tally.voidShare
    summary.auditRuns = tally.audits
    summary.audit = audit
    let steps = keeps.filter { $0.experiment != nil && $0.era == era && !$0.revoked }
    summary.claimed =
      steps.isEmpty
      ? nil
      : steps.reduce(0) { sum, keep in
        guard let before = keep.before, let after = keep.after else { return sum }
        return sum + settings.goal.gain(of: after.mean, over: before.mean)
      }
    summary.unsound = steps.filter { $0.holds == false }.compactMap(\.experiment)
    summary.sound = steps.filter { $0.holds == true }.compactMap(\.experiment)
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
    record.experiments = ExperimentRecords(experiments)
    record.runs = RunRecords(runs.values)
    record.lanes = lanes
    record.slots = slots
    record.keeps = keeps
    record.rules = rules
    return record
  }
}
