package import Core
import Foundation

/// Sentences and tables of the command line.
package enum Words {
  /// `pawl status` for a person.
  package static func status(_ record: CampaignRecord, _ summary: CampaignSummary, running: Bool)
    -> String
  {
    let noise = summary.noise
    var lines: [String] = []
    let best = summary.best.map { level($0, noise) } ?? "not measured yet"
    lines.append("\(summary.project)  \(summary.metric) \(best)  \(gain(summary))")
    lines.append(
      "\(summary.kept) kept of \(record.experiments.count), ratchet \(summary.branch)"
        + (summary.champion.map { " at \($0.prefix(7))" } ?? ""))
    lines.append("rule \(summary.ruleWords)")
    if let falseKeeps = summary.falseKeeps, summary.kept > 0 {
      lines.append("at most \(falseKeeps.fixed(2)) keeps expected false")
    }
    for n in summary.unsound ?? [] { lines.append("#\(n) does not hold when measured again") }
    lines.append(running ? "engine running" : "engine stopped")
    for slot in record.slots {
      let run = slot.run.flatMap { record.runs[$0] }
      let what = run.map { ($0.experiment.map { "#\($0) " } ?? "") + $0.role.text } ?? "free"
      lines.append("  \(slot.id)  \(what)" + (slot.heldBy.map { ", held: \($0)" } ?? ""))
    }
    for lane in record.lanes where !lane.removed {
      lines.append(
        "  \(lane.id)  \(lane.agent)  \(lane.state.rawValue)\(lane.note.isEmpty ? "" : ", \(lane.note)")"
      )
    }
    if let cost = CampaignCost(record, summary).text { lines.append("agents cost \(cost)") }
    if let share = summary.occupancy { lines.append("slots \((share * 100).fixed(0)) % busy") }
    return lines.joined(separator: "\n")
  }

  /// A level with its spread.
  package static func level(_ level: Level, _ noise: Double?) -> String {
    let spread = level.sd.map { " ± \($0.significant(2))" } ?? ""
    return
      "\(level.mean.text(noise: noise))\(spread) (\(level.runs) run\(level.runs == 1 ? "" : "s"))"
  }

  /// The gain with its interval, `~` while not measured side by side.
  package static func gain(_ summary: CampaignSummary) -> String {
    guard let value = summary.improvement, let baseline = summary.baseline, baseline.mean != 0
    else {
      return "no gain yet"
    }
    guard abs(baseline.mean) > 5 * (summary.noise ?? 0) else {
      // Of a baseline that noise alone could move through zero, no share says anything.
      let margin = summary.improvementLow.flatMap { low in
        summary.improvementHigh.map { " ± \((($0 - low) / 2).significant(2))" }
      }
      return
        "\(summary.confirmed ? "" : "~")\(value.text(noise: summary.noise))\(margin ?? "") better"
    }
    let percent = value / abs(baseline.mean) * 100
    guard let low = summary.improvementLow, let high = summary.improvementHigh else {
      return "~\(percent.fixed(2)) % better"
    }
    let half = (high - low) / 2 / abs(baseline.mean) * 100
    return "\(summary.confirmed ? "" : "~")\(percent.fixed(2)) % ±\(half.fixed(2)) better"
  }

  /// What a finished campaign came to.
  package static func ending(_ record: CampaignRecord, _ summary: CampaignSummary, seconds: Double)
    -> String
  {
    func count(_ state: ExperimentState) -> Int { record.experiments.count(of: state) }
    let rest: [(String, ExperimentState)] = [
      ("refused", .refused), ("vetoed", .vetoed), ("revoked", .revoked),
      ("left for review", .review),
    ]
    let more = rest.filter { count($0.1) > 0 }.map { ", \(count($0.1)) \($0.0)" }.joined()
    let made = record.runs.values.count { $0.started != nil }
    var lines = [
      "",
      "\(record.experiments.count) experiments: \(count(.kept)) kept, \(count(.discarded)) discarded, \(count(.crashed)) crashed\(more)",
      "baseline   \(summary.metric) \(summary.baseline.map { level($0, summary.noise) } ?? "not measured")",
      "champion   \(summary.metric) \(summary.best.map { level($0, summary.noise) } ?? "not measured")",
      "gain       \(gain(summary))\(summary.improvement == nil || summary.confirmed ? "" : ", from fresh runs, not yet measured side by side")",
      "noise      \(TrustWords.noise(summary))",
      "rule       \(summary.ruleWords)",
      "time       \(duration(seconds)), \(made) runs"
        + (summary.occupancy.map { ", slots \(($0 * 100).fixed(0)) % busy" } ?? ""),
    ]
    if let median = summary.overheadMedian, let high = summary.overheadP95 {
      lines.append(
        "pawl       \((median * 1000).fixed(0)) ms between runs (median), \((high * 1000).fixed(0)) ms (p95)"
      )
    }
    lines.append("ratchet    git log \(summary.branch)")
    return lines.joined(separator: "\n")
  }

  /// `7 h 31 m`, `3 m 12 s`, `12 s`.
  package static func duration(_ seconds: Double) -> String {
    let total = Int(max(0, seconds).rounded())
    if total >= 3600 { return "\(total / 3600) h \(total % 3600 / 60) m" }
    if total >= 60 { return "\(total / 60) m \(total % 60) s" }
    return "\(total) s"
  }

  /// One line of the story.
  package static func line(_ line: EventLine, time: (Timestamp) -> String) -> String {
    "\(time(line.at))  \(line.text)"
  }

  /// A clock time of day, where this person lives.
  package static func clock(_ time: Timestamp) -> String {
    let local = LocalTime(time)
    func two(_ value: Int) -> String {
      let text = "\(value)"
      return text.count < 2 ? "0" + text : text
    }
    return "\(two(local.hour)):\(two(local.minute)):\(two(local.second))"
  }

  /// One row of `pawl list`.
  package static func row(_ experiment: Experiment, noise: Double?) -> String {
    let number = pad("\(experiment.n)", 4, left: true)
    let state = pad(experiment.state.rawValue, 10)
    let value = pad(experiment.verified.map { $0.text(noise: noise) } ?? "", 9, left: true)
    let gain = pad(experiment.delta.map { $0.signed(1) } ?? "", 6, left: true)
    return "\(number)  \(state)  \(value)  \(gain)  \(pad(experiment.lane, 3))  \(experiment.title)"
  }

  private static func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return left ? blanks + text : text + blanks
  }
}
