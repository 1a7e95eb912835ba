/// Results that a person looks at before they are kept.
extension Reducer {
  /// Puts a proven result before a person where it trips a wire; whether it waits now.
  ///
  /// Asked once: what was approved, or passed, is not asked again on top of another champion.
  mutating func holdForReview(_ n: Int) -> Bool {
    guard let settings = state.settings, let experiment = state.experiment(n),
      experiment.resultFlags == nil, !settings.rule.naive
    else { return false }
    let flags = ResultTripwires.flags(of: result(of: experiment, settings))
    guard !flags.isEmpty else { return false }
    change(experiment: n) { $0.resultFlags = flags }
    let words = Self.words(for: flags)
    guard settings.review != .never else {
      tell("experiment.flagged", "#\(n) is kept in spite of \(words)", experiment: n, cause: .rule)
      return false
    }
    endPairs(of: n, because: "it waits for a person")
    state.queue.removeAll { $0 == n }
    change(experiment: n) {
      $0.state = .review
      $0.why = "before it is kept: " + words
    }
    tell("experiment.review", "#\(n) waits for you: \(words)", experiment: n, cause: .rule)
    return true
  }

  static func words(for flags: [ResultTripwires.Flag]) -> String {
    flags.map(\.text).joined(separator: "; ")
  }

  /// What an experiment in review waits with.
  func reviewReason(of experiment: Experiment) -> String {
    guard let flags = experiment.resultFlags, !flags.isEmpty else {
      return reviewReason(experiment.flags)
    }
    return "before it is kept: " + Self.words(for: flags)
  }

  /// A person saw the result: it goes on to the ratchet, on top of the champion of now.
  mutating func approveResult(_ n: Int) {
    guard let experiment = state.experiment(n) else { return }
    let isOnTop = experiment.opponent == state.champion
    change(experiment: n) {
      $0.state = .confirming
      $0.why = ""
      guard !isOnTop else { return }
      if $0.proven == nil {
        $0.proven = $0.evidence
        $0.provenPairs = $0.pairs.count
      }
      $0.earlier = ($0.earlier ?? []) + $0.pairs
      $0.pairs = []
      $0.evidence = nil
      $0.candidate = nil
      $0.opponent = nil
      $0.ground = nil
    }
  }

  private func result(
    of experiment: Experiment, _ settings: CampaignSettings
  ) -> ResultTripwires.Result {
    let pairs = experiment.pairs + (experiment.earlier ?? [])
    let differences = pairs.compactMap(\.difference)
    let gain =
      differences.isEmpty ? 0 : differences.reduce(0, +) / Double(differences.count)
    let earlier = state.keeps.compactMap { keep -> Double? in
      guard keep.era == state.era, keep.experiment != nil, !keep.revoked, let before = keep.before,
        let after = keep.after
      else { return nil }
      return settings.goal.gain(of: after.mean, over: before.mean)
    }
    func mean(_ runs: [RunID?], _ value: (RunUsage) -> Double?) -> Double? {
      let known = runs.compactMap { id in
        id.flatMap { state.runs[$0] }.flatMap { $0.value == nil ? nil : $0.usage }.flatMap(value)
      }
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
    func both(_ value: (RunUsage) -> Double?) -> (own: Double, champion: Double)? {
      guard let own = mean(pairs.map(\.candidateRun), value),
        let champion = mean(pairs.map(\.championRun), value)
      else { return nil }
      return (own, champion)
    }
    var result = ResultTripwires.Result(
      gain: gain, noise: experiment.noise ?? state.noise.pairS ?? 0, earlier: earlier,
      steps: both(\.steps), parameters: both(\.parameters))
    guard !settings.rule.isBefore(3) else { return result }
    if case .steps(let budget, _) = settings.budget {
      result.work = EqualWork.fault(
        told: mean(pairs.map(\.candidateRun), \.steps),
        unchanged: mean(pairs.map(\.championRun), \.steps), budget: budget)
    }
    let measured = { (ids: [RunID?]) in ids.compactMap { $0.flatMap { state.runs[$0] } } }
    result.gap = ReportedGap(
      of: measured(pairs.map(\.candidateRun)), besides: measured(pairs.map(\.championRun)),
      noise: state.noise.s)
    return result
  }
}
