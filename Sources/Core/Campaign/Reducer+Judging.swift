extension Reducer {
  /// Gives every screening verdict that can be given.
  mutating func judgeAll() {
    for n in state.open.sorted() { judge(n) }
  }

  private mutating func judge(_ n: Int) {
    guard let experiment = state.experiment(n) else { return }
    let looks = looks(of: experiment)
    if experiment.state.isVerdict { return judgeAgain(experiment, looks) }
    guard experiment.state == .running || experiment.state == .queued else { return }
    // What came before a veto that was undone does not condemn it: a first run was asked for anew.
    let fresh = looks.last { $0.role == .first }?.id ?? 0
    for run in looks where run.id >= fresh {
      switch run.outcome {
      case .crashed(let why):
        verdict(n, .crashed, why, cause: .rule)
        if run.role == .first { oweRepair(of: experiment) }
        return
      case .refused(let why): return verdict(n, .refused, why, cause: .rule)
      case .void(let why) where run.voids >= 3:
        return verdict(n, .crashed, "disturbed \(run.voids + 1) times: \(why)", cause: .rule)
      case .ended(let why) where run.stop != nil:
        return verdict(n, .discarded, why, cause: .rule)
      case .measured, .void, .ended, nil: break
      }
    }
    guard !looks.contains(where: { $0.state != .ended }), !looks.isEmpty else { return }
    let values = looks.compactMap(\.value)
    guard let settings = state.settings else { return }
    // A loop that believes single runs compares with the best score it has.
    let bar = settings.rule.naive ? state.champion ?? experiment.base : experiment.base
    guard let gain = gain(of: values, over: bar) else { return }
    if !settings.rule.isFirstEdition { state.noise.see(values) }
    note(experiment: n, values: values, gain: gain)
    let noise = state.noise.s ?? 0
    if values.count == 1 {
      guard settings.rule.passesScreen(gain: gain, noise: noise) else {
        return verdict(n, .discarded, screenedOut(gain, bar: settings.rule.screen), cause: .rule)
      }
      guard settings.rule.secondLook != nil else { return promote(n) }
      _ = addRun(role: .second, experiment: n, commit: experiment.proposal)
    } else {
      guard settings.rule.passesSecondLook(gain: gain, noise: noise) else {
        let bar = settings.rule.secondLook ?? 0
        return verdict(
          n, .discarded, screenedOut(gain, bar: bar, looks: values.count), cause: .rule)
      }
      promote(n)
    }
  }

  /// A run a person asked for may reopen what one unlucky run closed.
  private mutating func judgeAgain(_ experiment: Experiment, _ looks: [Run]) {
    let n = experiment.n
    guard !looks.contains(where: { $0.state != .ended }) else { return }
    let values = looks.compactMap(\.value)
    guard experiment.pairs.isEmpty, experiment.era == state.era,
      experiment.state == .discarded || experiment.state == .crashed,
      values.count > 1 || (experiment.state == .crashed && !values.isEmpty)
    else {
      state.open.remove(n)
      return
    }
    // Stays open until there is a level to judge it by.
    guard let gain = gain(of: values, over: experiment.base), let settings = state.settings else {
      return
    }
    state.open.remove(n)
    note(experiment: n, values: values, gain: gain)
    let bar = max(settings.rule.screen, settings.rule.secondLook ?? settings.rule.screen)
    guard settings.rule.reaches(gain, bar * (state.noise.s ?? 0)) else {
      let why = screenedOut(gain, bar: bar, looks: values.count)
      change(experiment: n) {
        $0.state = .discarded
        $0.why = why
      }
      tell("experiment.discarded", "#\(n) stays discarded: \(why)", experiment: n, cause: .rule)
      return
    }
    state.open.insert(n)
    change(experiment: n) { $0.ended = nil }
    promote(n)
  }

  private func looks(of experiment: Experiment) -> [Run] {
    experiment.runs.compactMap { state.runs[$0] }.filter { run in
      switch run.role {
      case .first, .second, .rerun: run.era == state.era && !run.isRepeated(in: experiment, state)
      case .baseline, .champion, .pairCandidate, .pairChampion, .audit: false
      }
    }
  }

  /// The mean gain over a commit's level; nil while that is not known well enough.
  private func gain(of values: [Double], over base: CommitID) -> Double? {
    guard let settings = state.settings, !values.isEmpty else { return nil }
    let enough = min(2, settings.rule.baselineRuns)
    guard state.baselineScores.count >= enough || baselineComplete else { return nil }
    guard let level = level(of: base) else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    return settings.goal.gain(of: mean, over: level.mean)
  }

  /// What a proposal on this commit has to beat; nil while that is being measured.
  ///
  /// A commit that was champion before this era, or never for long enough to be measured, has no
  /// level: what stands on it is judged by the champion of now.
  func level(of base: CommitID) -> Level? {
    let commit = state.levels[base] == nil && !isMeasured(base) ? state.champion ?? base : base
    return isMeasured(commit) ? nil : state.level(of: commit)
  }

  /// Whether runs that measure this commit anew are still to come.
  private func isMeasured(_ commit: CommitID) -> Bool {
    state.live.contains { id in
      guard let run = state.runs[id], run.role == .champion else { return false }
      return run.commit == commit && run.era == state.era
    }
  }

  private mutating func note(experiment n: Int, values: [Double], gain: Double) {
    let noise = state.noise.s
    let delta = noise.map { inUnits(gain, of: $0) }
    change(experiment: n) {
      $0.verified = values.reduce(0, +) / Double(values.count)
      $0.delta = delta
    }
  }

  private func screenedOut(_ gain: Double, bar: Double, looks: Int = 1) -> String {
    guard let noise = state.noise.s, noise > 0 else { return "not better than the champion" }
    let size = gain / noise
    let where_ =
      size < 0 ? "\(abs(size).fixed(1)) s worse than the champion" : "\(size.fixed(1)) s better"
    return "\(where_)\(looks > 1 ? " over \(looks) runs" : ""), \(bar.fixed(1)) s asked"
  }

  private mutating func promote(_ n: Int) {
    change(experiment: n) {
      $0.state = .confirming
      $0.why = "waits for its confirmation"
    }
    tell(
      "experiment.promising", "#\(n) is promising and will be confirmed", experiment: n,
      cause: .rule)
  }

  /// Closes an experiment.
  mutating func verdict(_ n: Int, _ verdict: ExperimentState, _ why: String, cause: Cause) {
    guard let experiment = state.experiment(n) else { return }
    for id in experiment.runs { end(run: id, because: verdict.rawValue) }
    for slot in state.slots where slot.pairOf == n { change(slot: slot.id) { $0.pairOf = nil } }
    state.queue.removeAll { $0 == n }
    state.open.remove(n)
    let at = at
    change(experiment: n) {
      $0.state = verdict
      $0.why = why
      $0.cause = cause
      $0.ended = at
      $0.reruns = 0
      $0.pairs.removeAll { $0.difference == nil }
      $0.isAdvancing = false
    }
    tell(
      "experiment.\(verdict.rawValue)", "#\(n) \(verdict.rawValue)\(why.isEmpty ? "" : ": \(why)")",
      experiment: n, lane: experiment.lane, cause: cause)
  }

  /// A gain in units of the noise, kept finite where the metric never moves.
  func inUnits(_ gain: Double, of noise: Double) -> Double {
    min(1e6, max(-1e6, gain / noise))
  }

  /// Whether every baseline run of the era is measured.
  var baselineComplete: Bool {
    !state.baseline.isEmpty && state.baseline.allSatisfy { state.runs[$0]?.value != nil }
  }
}

extension Run {
  /// Whether this void run was made again.
  func isRepeated(in experiment: Experiment, _ state: CampaignState) -> Bool {
    guard case .void = outcome else { return false }
    return experiment.runs.contains { $0 > id && state.runs[$0]?.role == role }
  }
}
