import RealModule

/// The run-to-run standard deviation of unchanged code, and what is left of it within a pair.
///
/// Both halves of a pair share a seed: where seeds matter, less differs within a pair than between
/// two runs. Screening compares runs of different seeds, evidence the halves of pairs, so each has
/// a noise of its own. Both begin with the baseline.
package struct Noise: Codable, Equatable, Sendable {
  private var baseline = Deviations()
  private var pairs = Deviations()
  /// Runs of one code within a confirmation, about their own mean.
  private var arms = Deviations()
  /// The smallest step the metric can show; s is never under it.
  package var resolution: Double
  private var grid = Grid()
  /// Known beforehand, so that nothing is learned.
  private var isKnown = false

  private struct Deviations: Codable, Equatable {
    var squares = 0.0
    var freedom = 0
  }

  package init(resolution: Double = 0) { self.resolution = resolution }

  /// A noise that is known beforehand, for simulations.
  init(known sd: Double, pair: Double) {
    resolution = 0
    arms = Deviations(squares: sd * sd * 1e9, freedom: 1_000_000_000)
    pairs = Deviations(squares: pair * pair * 1e9, freedom: 1_000_000_000)
    isKnown = true
  }

  /// Sum of squared deviations of runs.
  package var squares: Double { baseline.squares + runs.squares }
  /// The degrees of freedom of `squares`.
  package var freedom: Int { baseline.freedom + runs.freedom }

  private var runs: Deviations { arms.freedom > 0 ? arms : pairs }

  /// Takes the runs of unchanged code, all of them each time.
  package mutating func learn(baseline values: [Double]) {
    guard !isKnown else { return }
    baseline = Deviations()
    guard values.count > 1 else { return }
    let mean = values.reduce(0, +) / Double(values.count)
    baseline.squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    baseline.freedom = values.count - 1
  }

  /// Adds the differences of one confirmation: half their variance about their own mean.
  ///
  /// A difference beyond 9 s from the mean is cut off, so that one broken run does not blind the rule.
  package mutating func learn(differences: [Double]) {
    learn(differences, into: \.pairs, share: 0.5, bound: pairEstimate)
  }

  /// Adds the runs of one code in one confirmation, the seeds of which differ.
  package mutating func learn(arm values: [Double]) {
    learn(values, into: \.arms, share: 1, bound: estimate)
  }

  private mutating func learn(
    _ values: [Double], into place: WritableKeyPath<Noise, Deviations>, share: Double,
    bound: Double?
  ) {
    guard values.count > 1, !isKnown else { return }
    let bound = bound.map { 9 * $0 } ?? .infinity
    let mean = values.reduce(0, +) / Double(values.count)
    for value in values {
      let deviation = min(bound, max(-bound, value - mean))
      self[keyPath: place].squares += share * deviation * deviation
    }
    self[keyPath: place].freedom += values.count - 1
  }

  /// Looks at scores of one code for the steps in which the metric moves.
  package mutating func see(_ values: [Double]) {
    if !isKnown { grid.see(values) }
  }

  /// The step of the grid that the scores lie on; nil where they lie on none that shows.
  package var step: Double? {
    guard let step = grid.step, let plain, step > 0.1 * plain else { return nil }
    return step
  }

  /// Whether the metric moves in steps that are larger than its noise.
  package var isCoarse: Bool {
    guard let step, let plain else { return false }
    return step > plain
  }

  /// Whether runs of unchanged code never differ.
  package var isDeterministic: Bool { freedom > 0 && squares == 0 }

  /// The plain pooled estimate, not under the resolution; nil before two runs.
  package var estimate: Double? { plain.map { max($0, floor) } }

  private var plain: Double? { freedom > 0 ? (squares / Double(freedom)).squareRoot() : nil }

  /// The s that screening uses: inflated while it rests on few runs, never under a step.
  package var s: Double? {
    plain.map { max($0 * Self.inflation(freedom), floor) }
  }

  /// The degrees of freedom of the noise within a pair.
  package var pairFreedom: Int { baseline.freedom + pairs.freedom }

  /// The standard deviation of one half of a pair, its differences having twice the variance.
  package var pairEstimate: Double? { pairPlain.map { max($0, floor) } }

  private var pairPlain: Double? {
    guard pairFreedom > 0 else { return nil }
    return ((baseline.squares + pairs.squares) / Double(pairFreedom)).squareRoot()
  }

  /// The s that evidence uses.
  package var pairS: Double? {
    pairPlain.map { max($0 * Self.inflation(pairFreedom), floor) }
  }

  private static func inflation(_ freedom: Int) -> Double {
    1 + 0.7 / Double(freedom).squareRoot()
  }

  private var floor: Double { max(resolution, grid.step ?? 0, .leastNormalMagnitude) }
}

extension Level {
  /// The mean of values with their spread; nil for none.
  package init?(of values: [Double]) {
    guard !values.isEmpty else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    var sd: Double?
    if values.count > 1 {
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      sd = (squares / Double(values.count - 1)).squareRoot()
    }
    self.init(mean: mean, sd: sd, runs: values.count)
  }
}
