package import Core

/// Why an experiment came out as it did, for a person: `pawl show N`.
package enum Account {
  package static func text(
    _ experiment: Experiment, in record: CampaignRecord, clock: (Timestamp) -> String
  ) -> String {
    let noise = record.summary?.noise
    var lines = ["#\(experiment.n)  \(experiment.title)"]
    if !experiment.reason.isEmpty { lines.append("why      \(experiment.reason)") }
    let verdict = experiment.why.isEmpty ? "" : ": \(experiment.why)"
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
    if let conflict = experiment.conflict { lines.append("conflict \(conflict)") }
    for run in runs { lines.append("run      " + words(run, noise, clock)) }
    for pair in experiment.earlier ?? [] {
      lines.append("pair     " + words(pair, experiment) + ", against an earlier champion")
    }
    if let proven = experiment.proven {
      lines.append(
        "proven   odds \(Odds.odds(evidence: proven).significant(2)) against a champion that moved; tested again on top"
      )
    }
    for pair in experiment.pairs { lines.append("pair     " + words(pair, experiment)) }
    if let s = experiment.noise { lines.append("s        \(s.significant(2)) within a pair") }
    if let keep = record.keeps.last(where: { $0.experiment == experiment.n }) {
      if let found = keep.remeasured { lines.append("again    " + TrustWords.words(found)) }
      if let found = keep.ablated { lines.append("without  " + TrustWords.words(found)) }
      if keep.holds == false, !keep.revoked {
        lines.append("doubt    it does not hold when measured again: pawl revoke \(experiment.n)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func words(_ run: Run, _ noise: Double?, _ clock: (Timestamp) -> String) -> String
  {
    let role = run.role.isChampion ? run.role.text + ", champion" : run.role.text
    let when = run.started.map(clock) ?? "not started"
    let result: String
    switch run.outcome {
    case .measured(let value):
      let said = run.reported.map { ", reported \($0.text(noise: noise))" } ?? ""
      result = value.text(noise: noise) + (run.verified == nil ? " reported" : said)
    case .none: result = run.state.rawValue
    case .some(let outcome): result = outcome.text
    }
    return "\(when)  \(role), seed \(run.seed) on \(run.slot ?? "?"): \(result)"
  }

  private static func words(_ pair: Pair, _ experiment: Experiment) -> String {
    guard let difference = pair.difference, let noise = experiment.noise, noise > 0 else {
      return "\(pair.index)  in progress"
    }
    let odds = pair.evidence.map { Odds.odds(evidence: $0).significant(2) } ?? "?"
    return
      "\(pair.index)  \((difference / noise).signed(1)) s, odds \(odds), seed \(pair.seed) on \(pair.slot ?? "?")"
  }
}
