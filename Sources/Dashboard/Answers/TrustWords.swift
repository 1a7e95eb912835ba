package import Core

/// How far a ratchet can be believed, in sentences.
package enum TrustWords {
  /// The account of a campaign, one idea a line.
  package static func lines(_ summary: CampaignSummary) -> [String] {
    var lines = ["rule      \(summary.ruleWords)"]
    lines.append("noise     \(noise(summary))")
    if let confirmations = summary.confirmations, let dropped = summary.dropped,
      let falseKeeps = summary.falseKeeps
    {
      let odds = summary.odds.fixed(0)
      let how = dropped > 0 ? "\(dropped) / (\(odds) - 1)" : "\(confirmations) / \(odds)"
      lines.append(
        "trust     \(confirmations) confirmations, \(dropped) without a keep: at most \(falseKeeps.fixed(2)) of \(summary.kept) keeps expected false (\(how))"
      )
    }
    if let claimed = summary.claimed, let unit = summary.pairNoise ?? summary.noise {
      let claim = "the steps add up to \(signed(claimed, unit))"
      let found =
        summary.confirmed
        ? interval(summary.improvement, summary.improvementLow, summary.improvementHigh, unit)
          .map { ", side by side it is \($0) in \(summary.confirmedPairs ?? 0) pairs" } : nil
      lines.append("claimed   " + claim + (found ?? ", not yet measured side by side"))
    }
    if let extra = summary.extraRuns {
      let audits = summary.auditRuns.flatMap {
        $0 > 0 ? ", \($0) runs of audits in idle slots" : nil
      }
      lines.append(
        "checks    \(percent(extra)) more runs than proposals\(audits ?? ""), \(percent(summary.voids ?? 0)) of all void"
      )
    }
    for n in summary.unsound ?? [] {
      lines.append("doubt     #\(n) does not hold when measured again: pawl revoke \(n)")
    }
    return lines
  }

  /// The noise with its degrees of freedom, and what the metric's steps do to it.
  package static func noise(_ summary: CampaignSummary) -> String {
    guard let noise = summary.noise else { return "unknown" }
    if summary.isDeterministic == true {
      return summary.seedIgnored
        ? "none: every seed gives the same score" : "none: unchanged code scores the same"
    }
    var text = "\(noise.significant(2)) run to run, \(summary.noiseFreedom) degrees of freedom"
    if let pair = summary.pairNoise, let freedom = summary.pairFreedom,
      freedom > 4, abs(pair - noise) > 0.1 * noise
    {
      text += "; \(pair.significant(2)) within a pair, \(freedom)"
    }
    guard let step = summary.step else { return text }
    return text
      + (summary.isCoarse == true
        ? "; the metric moves in steps of \(step.significant(2)), so nothing smaller counts"
        : "; the metric moves in steps of \(step.significant(2))")
  }

  /// What an audit found, in the metric's unit.
  package static func words(_ found: Remeasured) -> String {
    if let note = found.note { return note }
    guard let mean = found.mean, let low = found.low, let high = found.high else {
      return "unknown"
    }
    let verdict =
      switch found.holds {
      case true?: ", holds"
      case false?: ", does not hold"
      case nil: ", left open"
      }
    let unit = max(abs(high - low) / 4, .leastNormalMagnitude)
    return
      "\(signed(mean, unit)) [\(signed(low, unit)), \(signed(high, unit))] in \(found.pairs) pairs\(verdict)"
  }

  private static func interval(
    _ mean: Double?, _ low: Double?, _ high: Double?, _ unit: Double
  ) -> String? {
    guard let mean, let low, let high else { return nil }
    return "\(signed(mean, unit)) [\(signed(low, unit)), \(signed(high, unit))]"
  }

  private static func signed(_ value: Double, _ unit: Double) -> String {
    (value < 0 ? "" : "+") + value.text(noise: unit)
  }

  private static func percent(_ share: Double) -> String { "\((share * 100).fixed(0)) %" }
}
