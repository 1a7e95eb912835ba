package import Core

/// The levels that experiments were judged against, as far as they are known today.
package struct ChampionLevels: Sendable {
  private let record: CampaignRecord
  private let goal: Goal

  package init(_ record: CampaignRecord) {
    self.record = record
    goal = record.summary?.goal ?? .minimize
  }

  /// The noise that decisions use: inflated while it rests on few runs; nil before two runs.
  package var noise: Double? {
    guard let summary = record.summary, let noise = summary.noise, noise.isFinite, noise > 0 else {
      return nil
    }
    guard summary.noiseFreedom > 0 else { return noise }
    return noise * (1 + 0.7 / Double(summary.noiseFreedom).squareRoot())
  }

  /// The noise an experiment's gains are counted in.
  package func noise(of experiment: Experiment) -> Double? {
    if let noise = experiment.noise, noise.isFinite, noise > 0 { return noise }
    return experiment.era == record.summary?.era ? noise : nil
  }

  /// What unchanged code measured in an era.
  package func baseline(era: Int) -> Level? {
    if era == record.summary?.era, let baseline = record.summary?.baseline { return baseline }
    return level(of: record.runs.runs { if case .baseline = $0 { true } else { false } }, era: era)
  }

  /// The level of a step of the ratchet: today's for the champion, measured anew for a person's own.
  package func level(of keep: Keep) -> Level? {
    if keep.commit == record.summary?.champion, keep.era == record.summary?.era,
      let best = record.summary?.best
    {
      return best
    }
    if let after = keep.after { return after }
    let runs = record.runs.runs { $0 == .champion }.filter { $0.commit == keep.commit }
    return level(of: runs, era: keep.era)
  }

  private func level(of runs: [Run], era: Int) -> Level? {
    let ordered = runs.filter { $0.era == era }.sorted { $0.id < $1.id }
    return Level(of: ordered.compactMap(\.value).filter(\.isFinite))
  }

  /// The level of what an experiment was proposed on, in its own era.
  package func base(of experiment: Experiment) -> Level? {
    let kept = record.keeps.last { $0.commit == experiment.base && $0.era == experiment.era }
    if let kept { return level(of: kept) }
    let first = record.experiments.firstPlace(era: experiment.era)
    return first.map { record.experiments.base(at: $0) } == experiment.base
      ? baseline(era: experiment.era) : nil
  }

  /// How far a measured value lies above what the experiment was proposed on, in its noise.
  package func gain(of value: Double, in experiment: Experiment) -> Double? {
    guard let base = base(of: experiment), let noise = noise(of: experiment) else { return nil }
    let gain = goal.gain(of: value, over: base.mean) / noise
    return gain.isFinite ? gain : nil
  }

  /// Half of a level's 95 % interval, from the noise of all runs rather than from its own few.
  package func margin(of level: Level, noise: Double?) -> Double? {
    guard level.runs > 0, let noise, noise.isFinite, noise > 0 else { return nil }
    return 1.96 * noise / Double(level.runs).squareRoot()
  }

  package func margin(of keep: Keep, _ level: Level) -> Double? {
    if keep.era == record.summary?.era { return margin(of: level, noise: noise) }
    let own = keep.experiment.flatMap { record.experiment($0) }
    return margin(of: level, noise: own.flatMap { noise(of: $0) })
  }

  /// What a step gained over the one before, in the noise of its confirmation.
  package func gain(of keep: Keep) -> Double? {
    guard let experiment = keep.experiment.flatMap({ record.experiment($0) }) else { return nil }
    if let delta = experiment.delta, delta.isFinite { return delta }
    guard let before = keep.before, let after = keep.after, let noise = noise(of: experiment) else {
      return nil
    }
    let gain = goal.gain(of: after.mean, over: before.mean) / noise
    return gain.isFinite ? gain : nil
  }
}
