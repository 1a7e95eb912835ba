import Core

/// The commit message of a ratchet step: its title, its reason, and trailers a script can read.
enum KeepMessage {
  static func text(for experiment: Experiment, state: CampaignState) -> String {
    let metric = state.settings?.metric ?? "metric"
    let noise = state.noise.estimate
    func level(_ ids: [RunID?]) -> String {
      guard let level = Level(of: ids.compactMap { $0.flatMap { state.runs[$0]?.value } }) else {
        return "unknown"
      }
      let spread = level.sd.map { " ± \($0.significant(2))" } ?? ""
      return "\(level.mean.text(noise: noise))\(spread) (\(level.runs) runs)"
    }
    var before = level(experiment.pairs.map(\.championRun))
    var after = level(experiment.pairs.map(\.candidateRun))
    if experiment.pairs.isEmpty {
      after = level(experiment.runs.map { $0 })
      before =
        experiment.opponent.flatMap { state.level(of: $0) }
        .map { $0.mean.text(noise: noise) } ?? "unknown"
    }
    var trailers = [
      "Pawl-Experiment: \(experiment.n)",
      "Pawl-Metric: \(metric)",
      "Pawl-Before: \(before)",
      "Pawl-After: \(after)",
      "Pawl-Pairs: \(experiment.pairs.count + (experiment.provenPairs ?? 0))",
    ]
    if let proven = experiment.proven {
      trailers.append(
        "Pawl-Proven: on an earlier champion, then \(experiment.pairs.count) pairs on top")
      trailers.append(
        "Pawl-Evidence: odds \(Odds.odds(evidence: proven + (experiment.evidence ?? 0)).significant(3)) to 1"
      )
    } else if let evidence = experiment.evidence {
      trailers.append("Pawl-Evidence: odds \(Odds.odds(evidence: evidence).significant(3)) to 1")
    }
    if state.settings?.rule.naive == true {
      trailers.append("Pawl-Rule: naive, \(RatchetRule.naiveWords)")
    }
    if state.seedIgnored { trailers.append("Pawl-Seeds: one seed") }
    trailers += ["Pawl-Lane: \(experiment.lane)", "Pawl-Agent: \(experiment.agent)"]
    let reason = experiment.reason.isEmpty ? "" : experiment.reason + "\n\n"
    return "\(experiment.title)\n\n\(reason)\(trailers.joined(separator: "\n"))\n"
  }

  static func revocation(of experiment: Experiment) -> String {
    let words = experiment.why.hasPrefix("revoking: ") ? String(experiment.why.dropFirst(10)) : ""
    let reason = words.isEmpty ? "" : words + "\n\n"
    return """
      Take back #\(experiment.n) \(experiment.title)

      \(reason)Pawl-Revokes: \(experiment.kept ?? "")
      Pawl-Experiment: \(experiment.n)

      """
  }
}
