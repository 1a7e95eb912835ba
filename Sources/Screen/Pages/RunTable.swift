internal import Core

/// Every run made for an experiment, the champion's halves of its pairs dimmed.
struct RunTable {
  let experiment: Experiment
  let snapshot: Snapshot

  func lines(width: Int, unicode: Bool) -> [[ChartSpan]] {
    let runs = experiment.runs.compactMap { snapshot.record.runs[$0] }
    guard !runs.isEmpty else { return [[ChartSpan("no runs yet", .dim)]] }
    let isWordy = runs.contains { words($0) != nil }
    let columns = [
      TextTable.Column(name: "run", isRight: false), TextTable.Column(name: "seed", rank: 2),
      TextTable.Column(name: "slot", isRight: false, rank: 3),
      TextTable.Column(name: "reported", isKept: isWordy, rank: 1),
      TextTable.Column(name: "verified", isKept: isWordy),
      TextTable.Column(name: "in s"), TextTable.Column(name: "took"),
    ]
    return TextTable(columns: columns, rows: runs.map { row($0) })
      .lines(width: width, unicode: unicode)
  }

  private func row(_ run: Run) -> TextTable.Row {
    let role: Role = run.role.isChampion ? .dim : .text
    let took = run.usage?.wall ?? run.started.map { (run.ended ?? snapshot.now) - $0 }
    let gain = gain(run)
    // What was not measured says why; a number it printed before that would look like a result.
    let words = words(run)
    let reported = words == nil ? run.reported : nil
    let verified = words == nil ? run.verified : nil
    return TextTable.Row(
      cells: [
        [ChartSpan(run.role.text + (run.role.isChampion ? " champ." : ""), role)],
        [ChartSpan("\(run.seed)", .dim)], [ChartSpan(run.slot ?? "", .dim)],
        [ChartSpan(reported.map { snapshot.metric($0) } ?? "", .dim)],
        [ChartSpan(verified.map { snapshot.metric($0) } ?? "", role)],
        [ChartSpan(gain.map { NumberText.gain($0) } ?? "", RunTable.role(gain))],
        [ChartSpan(took.map { NumberText.clock(max(0, $0)) } ?? "", .dim)],
      ], words: words, wordsColumn: 3)
  }

  private static func role(_ gain: Double?) -> Role {
    guard let gain else { return .dim }
    return gain >= 1 ? .good : gain <= -1 ? .bad : .dim
  }

  /// How much better it was than the champion: than its twin of the pair, else than the level its
  /// experiment was proposed on.
  private func gain(_ run: Run) -> Double? {
    guard let value = run.value, value.isFinite, !run.role.isChampion else { return nil }
    let levels = ChampionLevels(snapshot.record)
    if let pair = experiment.pairs.first(where: { $0.candidateRun == run.id }) {
      guard let difference = pair.difference, let noise = levels.noise(of: experiment) else {
        return nil
      }
      return difference / noise
    }
    if case .pairCandidate = run.role { return nil }
    return levels.gain(of: value, in: experiment)
  }

  private func words(_ run: Run) -> ChartSpan? {
    switch run.outcome {
    case .measured: return nil
    case .crashed(let why): return ChartSpan("crashed: \(why)", .bad)
    case .refused(let why): return ChartSpan("refused: \(why)", .warn)
    case .void(let why): return ChartSpan("void: \(why)", .dim)
    case .ended(let why): return ChartSpan(why == "ended" ? why : "ended: \(why)", .dim)
    case nil: return ChartSpan(RunTable.progress(run), .progress)
    }
  }

  private static func progress(_ run: Run) -> String {
    switch run.state {
    case .queued: run.leased == nil ? "queued" : "starting"
    case .training: run.ending.map { "ending: \($0)" } ?? "running"
    case .evaluating: "scoring"
    case .ended: "ended"
    }
  }
}
