extension Reducer {
  /// Why a run is ended that a later engine makes again.
  static let stopped = "stopped"

  mutating func runStarted(_ id: RunID, _ started: Timestamp, _ overhead: Double?) {
    guard let run = state.runs[id], run.state != .ended else { return }
    slotIsHad(by: id)
    change(id) {
      $0.state = .training
      $0.started = started
    }
    if let overhead {
      state.overheads.append(overhead)
      if state.overheads.count > 512 { state.overheads.removeFirst() }
    }
    let subject = run.experiment.map { "#\($0) " } ?? ""
    tell(
      "run.started", "\(subject)\(run.role.text) on \(run.slot ?? "?"), seed \(run.seed)",
      experiment: run.experiment, run: id, cause: .rule)
  }

  mutating func runEvaluating(_ id: RunID, _ reported: Double?) {
    guard let run = state.runs[id], run.state != .ended else { return }
    slotIsHad(by: id)
    change(id) {
      $0.state = .evaluating
      $0.reported = reported
    }
  }

  mutating func runEnded(
    _ id: RunID, _ outcome: RunOutcome, _ reported: Double?, _ usage: RunUsage, _ ended: Timestamp
  ) {
    guard let run = state.runs[id], run.state != .ended else { return }
    slotIsHad(by: id)
    state.live.remove(id)
    var final = outcome
    let at = at
    let isVerified = state.settings?.verified == true
    switch (run.ending, outcome) {
    case (Self.stopped?, _): final = .void(Self.stopped)
    case (let ending?, _): final = run.stopOutcome ?? .ended(ending)
    // Nobody here asked for it.
    case (nil, .ended(let why)): final = .void(why)
    case (nil, .measured(let value)) where !value.isFinite:
      final = .crashed("\(state.settings?.metric ?? "the metric") is \(value.fixed(0))")
    case (nil, .measured):
      if let why = disturbance(of: run, usage) { final = .void(why) }
    case (nil, _): break
    }
    change(id) {
      $0.state = .ended
      $0.ended = ended
      $0.outcome = final
      $0.reported = reported ?? $0.reported
      $0.usage = usage
      if isVerified, case .measured(let value) = final { $0.verified = value }
    }
    if let slot = run.slot {
      change(slot: slot) {
        if $0.run == id { $0.run = nil }
        $0.busy += max(0, at - (run.leased ?? at))
        $0.since = at
      }
    }
    if let n = run.experiment {
      let seconds = max(0, at - (run.leased ?? at))
      change(experiment: n) {
        $0.seconds += seconds
        if let reported, !run.role.isChampion { $0.reported = reported }
      }
    }
    tellEnd(of: run, final)
    count(run, final)
    switch run.role {
    case .baseline: baselineEnded(id, run, final)
    case .champion: championRunEnded(run, final)
    case .pairCandidate(let index), .pairChampion(let index): halfEnded(run, index, final)
    case .audit(let index): auditHalfEnded(run, index, final)
    case .first, .second, .rerun: repeatIfVoid(run, final)
    }
  }

  /// Why a measured run says nothing: it was starved beside runs of the same code.
  ///
  /// A machine that stays slower is believed after two such runs.
  private func disturbance(of run: Run, _ usage: RunUsage) -> String? {
    guard let settings = state.settings, run.voids < 2, run.audit == nil else { return nil }
    var isCounted = false
    if case .steps = settings.budget {
      guard !settings.rule.isBefore(3) else { return nil }
      isCounted = true
    }
    if let n = run.experiment, let experiment = state.experiment(n), experiment.disturbed >= 2 {
      return nil
    }
    guard usage.steps != nil else { return nil }
    let others = state.runs.values.compactMap { other -> Double? in
      guard other.commit == run.commit, other.era == run.era, other.value != nil else { return nil }
      return other.usage?.steps
    }
    return Disturbance.starved(steps: usage.steps, others: others, isCounted: isCounted)
  }

  private mutating func count(_ run: Run, _ outcome: RunOutcome) {
    if case .baseline = run.role { return }
    if run.audit != nil, state.audit?.isDue != true {
      state.tally.audits += 1
    } else {
      state.tally.runs += 1
    }
    if case .void = outcome, run.ending == nil { state.tally.voids += 1 }
    guard run.role == .first, let n = run.experiment, let experiment = state.experiment(n) else {
      return
    }
    let first = experiment.runs.first { state.runs[$0]?.role == .first }
    if first == run.id { state.tally.proposals += 1 }
  }

  private mutating func tellEnd(of run: Run, _ outcome: RunOutcome) {
    let subject = run.experiment.map { "#\($0) " } ?? ""
    let text: String
    switch outcome {
    case .measured(let value): text = "\(subject)\(run.role.text): \(metric(value))"
    case .crashed(let why): text = "\(subject)\(run.role.text) crashed: \(why)"
    case .refused(let why): text = "\(subject)\(run.role.text) refused: \(why)"
    case .void(let why): text = "\(subject)\(run.role.text) is void: \(why)"
    case .ended(let why): text = "\(subject)\(run.role.text) ended: \(why)"
    }
    tell("run.ended", text, experiment: run.experiment, run: run.id, cause: .rule)
  }

  /// The metric in words, with as many digits as the noise lets mean something.
  func metric(_ value: Double) -> String {
    "\(state.settings?.metric ?? "metric") \(value.text(noise: state.noise.estimate))"
  }

  /// Makes a void run again; after three times it counts as a crash.
  private mutating func repeatIfVoid(_ run: Run, _ outcome: RunOutcome) {
    guard case .void = outcome, let n = run.experiment, let experiment = state.experiment(n) else {
      return
    }
    guard state.open.contains(n), experiment.runs.contains(run.id) else { return }
    guard run.voids < 3 || run.ending != nil else { return }
    let id = addRun(role: run.role, experiment: n, commit: run.commit)
    change(id) { $0.voids = run.voidsWithThis }
  }

  private mutating func baselineEnded(_ id: RunID, _ run: Run, _ outcome: RunOutcome) {
    guard run.era == state.era else { return }
    switch outcome {
    case .measured:
      learnBaseline()
    case .crashed(let why), .refused(let why):
      replaceBaseline(id, run)
      halt("the unchanged code does not give a score: \(why)")
    case .void(let why):
      replaceBaseline(id, run)
      if run.voidsWithThis > 3 { halt("a baseline run came out void four times: \(why)") }
    case .ended:
      replaceBaseline(id, run)
    }
  }

  private mutating func replaceBaseline(_ id: RunID, _ run: Run) {
    let next = addRun(role: run.role, experiment: nil, commit: run.commit, seed: run.seed)
    change(next) { $0.voids = run.voidsWithThis }
    if let index = state.baseline.firstIndex(of: id) { state.baseline[index] = next }
  }

  mutating func halt(_ why: String) {
    guard state.halted == nil else { return }
    state.halted = why
    tell("campaign.halted", "everything waits: \(why)", cause: .rule)
  }

  private mutating func learnBaseline() {
    guard let settings = state.settings, let base = state.runs[state.baseline[0]]?.commit else {
      return
    }
    let scores = state.baselineScores
    state.levels[base] = scores
    state.noise.resolution = scores.map { abs($0) }.reduce(0, max) * 1e-9
    state.noise.learn(baseline: scores)
    if !settings.rule.isFirstEdition { state.noise.see(scores) }
    let measured = state.baseline.compactMap { state.runs[$0] }.filter { $0.value != nil }
    guard measured.count == state.baseline.count else { return }
    let seeds = Set(measured.map(\.seed))
    state.seedIgnored = seeds.count > 2 && Set(measured.compactMap(\.value)).count == 1
    let level = Level(of: scores)
    tell(
      "baseline.measured", "baseline \(metric(level?.mean ?? .nan)), \(noiseWords)", cause: .rule)
    if settings.rule.naive { state.seedIgnored = false }
  }

  /// How much unchanged code scatters, or why it does not.
  private var noiseWords: String {
    if state.noise.isDeterministic {
      return state.seedIgnored
        ? "the same for every seed: PAWL_SEED is ignored, or the metric is deterministic"
        : "no run-to-run noise"
    }
    let noise = (state.noise.estimate ?? 0).significant(2)
    guard let step = state.noise.step else { return "run-to-run noise \(noise)" }
    return state.noise.isCoarse
      ? "run-to-run noise under \(step.significant(2)), the smallest step of the metric, which counts as noise"
      : "run-to-run noise \(noise), in steps of \(step.significant(2))"
  }

  private mutating func championRunEnded(_ run: Run, _ outcome: RunOutcome) {
    guard run.era == state.era, run.commit == state.champion else { return }
    switch outcome {
    case .measured(let value):
      state.levels[run.commit, default: []].append(value)
    case .void(let why), .ended(let why):
      let id = addRun(role: .champion, experiment: nil, commit: run.commit)
      change(id) { $0.voids = run.voidsWithThis }
      if run.voidsWithThis > 3 { halt("a run of the champion came out void four times: \(why)") }
    case .crashed(let why), .refused(let why):
      halt("the champion \(run.commit.prefix(7)) does not give a score: \(why)")
      _ = addRun(role: .champion, experiment: nil, commit: run.commit)
    }
  }
}

extension Run {
  /// How often it came out void, once it is void itself; pawl's own stopping does not count.
  fileprivate var voidsWithThis: Int { ending == nil ? voids + 1 : voids }
}
