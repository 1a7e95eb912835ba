package import Core

/// Why an experiment came out as it did, for a person: `pawl show N`.
package enum Account {
  /// - Parameter numbers: how numbers are made coarse for agents; nil for people.
  package static func text(
    _ experiment: Experiment, in record: CampaignRecord, numbers: AgentNumbers? = nil,
    clock: (Timestamp) -> String
  ) -> String {
    let noise = record.summary?.noise
    var lines = ["#\(experiment.n)  \(experiment.title)"]
    if !experiment.reason.isEmpty { lines.append("why      \(experiment.reason)") }
    let words = numbers?.why(experiment) ?? experiment.why
    let verdict = words.isEmpty ? "" : ": \(words)"
    lines.append("state    \(experiment.state.rawValue)\(verdict) (\(experiment.cause.text))")
    lines.append("lane     \(experiment.lane), \(experiment.agent), turn \(experiment.turn)")
    if let repaired = experiment.repairs { lines.append("repairs  #\(repaired)") }
    if let repeats = experiment.repeats {
      lines.append("again    proposed \(repeats) more time\(repeats == 1 ? "" : "s")")
    }
    if let cost = CampaignCost.text(experiment) { lines.append("cost     \(cost)") }
    lines.append("commit   \(experiment.commit)")
    lines.append("base     \(experiment.base)")
    for file in experiment.files {
      lines.append("file     \(file.path) +\(file.added) -\(file.removed)")
    }
    if !experiment.flags.isEmpty {
      lines.append("touches  \(experiment.flags.joined(separator: ", "))")
    }
    let runs = experiment.runs.compactMap { record.runs[$0] }.filter { $0.leased != nil }
    if let moved = record.staleness(of: experiment), moved > 0, !experiment.state.isVerdict {
      lines.append("stale    the champion moved \(moved == 1 ? "once" : "\(moved) times") since")
    }
    // Until what it should stand on is decided, the reason it waits for says it.
    if let conflict = experiment.conflict, experiment.state.isVerdict {
      lines.append("conflict \(conflict)")
    }
    for flag in experiment.resultFlags ?? [] {
      lines.append("tripped  \(numbers?.words(flag.text) ?? flag.text)")
    }
    lines += doubts(experiment, record).map { "differs  \(numbers?.words($0) ?? $0)" }
    let metric = { (value: Double) in numbers?.metric(value) ?? value.text(noise: noise) }
    for run in runs { lines.append("run      " + self.words(run, metric, clock)) }
    for pair in experiment.earlier ?? [] {
      lines.append(
        "pair     " + self.words(pair, experiment, numbers) + ", against an earlier champion")
    }
    if let proven = experiment.proven {
      lines.append(
        "proven   odds \(odds(proven, numbers)) against a champion that moved; tested again on top"
      )
    }
    for pair in experiment.pairs {
      lines.append("pair     " + self.words(pair, experiment, numbers))
    }
    if let s = experiment.noise { lines.append("s        \(s.significant(2)) within a pair") }
    if let keep = record.keeps.last(where: { $0.experiment == experiment.n }) {
      if keep.isAsked == true { lines.append("again    fresh pairs against what it replaced") }
      if let found = keep.remeasured { lines.append("again    " + audit(found, numbers)) }
      if let found = keep.ablated { lines.append("without  " + audit(found, numbers)) }
      if keep.holds == false, !keep.revoked {
        lines.append("doubt    it does not hold when measured again: pawl revoke \(experiment.n)")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// What its runs say against it, where no wire says it already.
  private static func doubts(_ experiment: Experiment, _ record: CampaignRecord) -> [String] {
    let told = Set((experiment.resultFlags ?? []).map(\.name))
    var doubts: [String] = []
    if !told.contains("reported-differs"),
      let gap = ReportedGap(of: experiment, in: record.runs, noise: record.summary?.noise),
      gap.isBeyondNoise
    {
      doubts.append(gap.text)
    }
    if !told.contains("budget"), let budget = record.summary?.budgetSteps,
      let fault = EqualWork.fault(of: experiment, in: record.runs, budget: budget)
    {
      doubts.append(fault)
    }
    return doubts
  }

  private static func odds(_ evidence: Double, _ numbers: AgentNumbers?) -> String {
    let odds = Odds.odds(evidence: evidence)
    return numbers?.odds(odds) ?? odds.significant(2)
  }

  /// What an audit found; its interval is for people.
  private static func audit(_ found: Remeasured, _ numbers: AgentNumbers?) -> String {
    guard numbers != nil, found.mean != nil else { return TrustWords.words(found) }
    let verdict = found.holds.map { $0 ? "holds" : "does not hold" } ?? "left open"
    return "\(verdict) in \(found.pairs) pairs"
  }

  private static func words(
    _ run: Run, _ metric: (Double) -> String, _ clock: (Timestamp) -> String
  ) -> String {
    let role = run.role.isChampion ? run.role.text + ", champion" : run.role.text
    let when = run.started.map(clock) ?? "not started"
    let result: String
    switch run.outcome {
    case .measured(let value):
      let said = run.reported.map { ", reported \(metric($0))" } ?? ""
      result = metric(value) + (run.verified == nil ? " reported" : said)
    case .none: result = run.state.rawValue
    case .some(let outcome): result = outcome.text
    }
    return "\(when)  \(role), seed \(run.seed) on \(run.slot ?? "?"): \(result)"
  }

  private static func words(
    _ pair: Pair, _ experiment: Experiment, _ numbers: AgentNumbers?
  ) -> String {
    guard let difference = pair.difference, let noise = experiment.noise, noise > 0 else {
      return "\(pair.index)  in progress"
    }
    let odds = pair.evidence.map { self.odds($0, numbers) } ?? "?"
    let gain = difference / noise
    return
      "\(pair.index)  \((numbers?.gain(gain) ?? gain).signed(1)) s, odds \(odds), seed \(pair.seed) on \(pair.slot ?? "?")"
  }
}
