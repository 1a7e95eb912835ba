package import Core

/// What a campaign found, for people and as a table.
package enum ReportText {
  package static func text(_ record: CampaignRecord, _ summary: CampaignSummary) -> String {
    let noise = summary.noise
    func count(_ state: ExperimentState) -> Int { record.experiments.count(of: state) }
    var lines = [
      "\(summary.project): \(summary.goal.rawValue) \(summary.metric)", "",
      "\(record.experiments.count) experiments: \(count(.kept)) kept, \(count(.discarded)) discarded, \(count(.crashed)) crashed, \(count(.refused)) refused, \(count(.vetoed)) vetoed",
    ]
    if let baseline = summary.baseline { lines.append("baseline  \(Words.level(baseline, noise))") }
    if let best = summary.best { lines.append("champion  \(Words.level(best, noise))") }
    lines.append("gain      \(Words.gain(summary))")
    lines += TrustWords.lines(summary)
    let seconds = record.runs.values.reduce(0) {
      $0 + ($1.usage?.wall ?? 0) + ($1.usage?.evaluation ?? 0)
    }
    lines.append(
      "cost      \(Words.duration(seconds)) of slot time"
        + (CampaignCost(record, summary).text.map { "; agents \($0)" } ?? ""))
    lines.append("")
    for keep in record.keeps {
      guard let n = keep.experiment, let experiment = record.experiment(n) else { continue }
      let before = keep.before.map { $0.mean.text(noise: noise) } ?? "?"
      let after = keep.after.map { $0.mean.text(noise: noise) } ?? "?"
      let retest = keep.retested.map { ", \($0) of them on top" } ?? ""
      let odds =
        keep.odds.map { ", odds \($0.significant(2)) to 1 in \(keep.pairs) pairs\(retest)" }
        ?? (keep.pairs == 0 ? ", not confirmed" : "")
      lines.append(
        "#\(n)  \(before) -> \(after)\(odds)\(keep.revoked ? ", revoked" : "")  \(experiment.title)"
      )
      if let found = keep.remeasured { lines.append("    again     \(TrustWords.words(found))") }
      if let found = keep.ablated { lines.append("    without   \(TrustWords.words(found))") }
      if let found = keep.gain { lines.append("    so far    \(TrustWords.words(found))") }
    }
    if summary.kept > 0 {
      lines += ["", "to merge it:  git merge \(summary.branch)"]
    } else {
      lines.append("nothing was kept")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// As autoresearch's results.tsv.
  package static func tsv(_ record: CampaignRecord) -> String {
    ResultsTable(
      metric: record.summary?.metric ?? "metric", experiments: record.experiments,
      runs: record.runs
    ) { run in run.usage.map { Double($0.memory) / 0x1p30 } }.text
  }
}
