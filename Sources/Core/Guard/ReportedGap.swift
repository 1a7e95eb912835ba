/// How far what training printed is from what the evaluator measured, beside the same of unchanged code.
///
/// A script may print its metric of other data, or before its last step: unchanged code then differs
/// too, and that much says nothing. What is beyond it is either a changed report or a changed measure.
package struct ReportedGap: Equatable, Sendable {
  /// Means over the runs that have both.
  package var reported: Double
  package var verified: Double
  /// Reported less verified for unchanged code; nil where that is not known.
  package var usual: Double?
  /// The noise of one run; 0 where the metric never moves.
  package var noise: Double

  /// Rounding of what is printed does not count, where there is no noise to compare with.
  private static let relative = 1e-6

  /// - Parameter unchanged: runs of code that is not the candidate's.
  /// - Returns: nil where no run has both values.
  package init?(of own: [Run], besides unchanged: [Run], noise: Double?) {
    func both(_ runs: [Run]) -> (reported: Double, verified: Double)? {
      let known = runs.compactMap { run -> (Double, Double)? in
        guard let reported = run.reported, let verified = run.verified, reported.isFinite,
          verified.isFinite
        else { return nil }
        return (reported, verified)
      }
      guard !known.isEmpty else { return nil }
      let sum = known.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
      return (sum.0 / Double(known.count), sum.1 / Double(known.count))
    }
    guard let (reported, verified) = both(own) else { return nil }
    self.reported = reported
    self.verified = verified
    usual = both(unchanged).map { $0.reported - $0.verified }
    self.noise = noise ?? 0
  }

  /// What is not explained by how unchanged code reports.
  package var excess: Double { reported - verified - (usual ?? 0) }

  /// Whether more than noise, or rounding, is between the two.
  package var isBeyondNoise: Bool {
    excess.magnitude > max(noise, Self.relative * max(reported.magnitude, verified.magnitude))
  }

  /// `reported 0.912, verified 0.981: differs by 9.2 s`, and what unchanged code does.
  package var text: String {
    let isNoisy = noise > Self.relative * max(reported.magnitude, verified.magnitude)
    func value(_ value: Double) -> String {
      isNoisy ? value.text(noise: noise) : value.significant(7)
    }
    func size(_ gap: Double) -> String {
      isNoisy ? "\((gap.magnitude / noise).fixed(1)) s" : gap.magnitude.significant(2)
    }
    let gap = reported - verified
    let base = "reported \(value(reported)), verified \(value(verified)): differs by \(size(gap))"
    guard let usual, usual.magnitude > max(noise / 10, Self.relative * verified.magnitude) else {
      return base
    }
    return base + ", unchanged code by \(size(usual))\(usual * gap < 0 ? " the other way" : "")"
  }
}

extension ReportedGap {
  /// The gap of an experiment; nil where nothing was both reported and verified.
  package init?(of experiment: Experiment, in runs: some RunSource, noise: Double?) {
    let (own, unchanged) = experiment.runs(beside: runs)
    self.init(of: own, besides: unchanged, noise: noise)
  }
}

extension Experiment {
  /// Its own runs of its era, and runs of unchanged code to hold them against: the champion's halves of
  /// its pairs, or without any the runs that measured the baseline or a champion.
  package func runs(beside all: some RunSource) -> (own: [Run], unchanged: [Run]) {
    let made = runs.compactMap { all[$0] }.filter { $0.era == era }
    let halves = made.filter(\.role.isChampion)
    let own = made.filter { !$0.role.isChampion }
    guard halves.isEmpty else { return (own, halves) }
    let others = all.values.filter { run in
      guard run.era == era else { return false }
      if case .baseline = run.role { return true }
      return run.role == .champion
    }
    return (own, others.sorted { $0.id < $1.id })
  }
}
