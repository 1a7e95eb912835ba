package import Core

extension Snapshot {
  /// Lanes that are still there.
  var lanes: [Lane] {
    record.lanes.filter { !$0.removed || $0.turn != nil }
  }

  func lane(_ id: LaneID) -> Lane? { record.lanes.first { $0.id == id } }

  func slot(_ id: SlotID) -> Slot? { record.slots.first { $0.id == id } }

  /// The run a slot holds.
  func run(in slot: Slot) -> Run? { slot.run.flatMap { record.runs[$0] } }

  /// The run of an experiment to look at: one that runs, else the last one that began.
  func run(of experiment: Experiment) -> Run? {
    let runs = experiment.runs.compactMap { record.runs[$0] }.filter { $0.leased != nil }
    let own = runs.filter { run in
      if case .pairChampion = run.role { false } else { true }
    }
    // A half that was ended early because its pair was no longer needed says little.
    return own.last { $0.state != .ended } ?? own.last { $0.value != nil } ?? own.last ?? runs.last
  }

  /// Runs that hold a slot.
  var liveRuns: [Run] { record.slots.compactMap { run(in: $0) } }

  /// How far a run is; one that says nothing gets on with the time it has.
  func fraction(of run: Run) -> Double? {
    let known = progress[run.id]
    guard run.state == .training, let summary = record.summary, summary.budgetKind == "wall",
      let budget = summary.budgetSeconds, budget > 0, let started = run.started
    else { return known }
    return max(known ?? 0, min(1, max(0, now - started) / budget))
  }

  /// The last keep that a person can still find on the ratchet.
  var lastKeep: Keep? { record.keeps.last { $0.experiment != nil && !$0.revoked } }

  /// Whether the idea of an experiment in this state has been tried: its first run is over.
  static func isTried(_ state: ExperimentState) -> Bool {
    state.isVerdict || state == .confirming
  }

  /// A metric with digits down to the noise.
  func metric(_ value: Double) -> String {
    NumberText.metric(value, noise: record.summary?.noise)
  }

  /// The odds a confirmation needs, 20 unless the rule says otherwise.
  var oddsWanted: Double {
    record.summary?.odds ?? RatchetRule.standard.odds
  }

  /// How far a confirmation is: `7 of 20`.
  func odds(evidence: Double?) -> String {
    let wanted = NumberText.fixed(oddsWanted, digits: 0)
    guard let evidence else { return "? of \(wanted)" }
    return "\(Snapshot.oddsText(evidence)) of \(wanted)"
  }

  /// Odds as a number: `7`, `0.6`, `1200`.
  static func oddsText(_ evidence: Double) -> String {
    let odds = Odds.odds(evidence: evidence)
    return NumberText.fixed(odds, digits: odds < 0.95 ? 1 : 0)
  }

  /// The time of day of a moment, `HH:MM`.
  package func timeOfDay(_ moment: Timestamp) -> String {
    guard moment.isFinite, abs(moment) < 1e15 else { return "?" }
    let minutes = ((Int(moment) + utcOffset) / 60) % 1440
    let (hour, minute) = ((minutes + 1440) % 1440 / 60, (minutes + 1440) % 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  /// How long ago something was, `2 min`; nil for what has no time.
  func age(_ moment: Timestamp?) -> String? {
    moment.map { NumberText.duration(max(0, now - $0)) }
  }

  /// The lines of a text, if it is the one that was read.
  func lines(of source: TextSource?) -> [String] {
    source != nil && source == textOf ? text.lines.map(\.text) : []
  }

  /// Whether nothing is started because the engine met something it cannot repair itself.
  var isHalted: Bool { record.summary?.halted != nil }

  /// Whether something goes on only when a person acts.
  package var waitsForPerson: Bool { !Need.all(self).isEmpty }
}
