import RealModule

/// The run-to-run standard deviation of unchanged code, learned from the baseline and every pair.
package struct Noise: Codable, Equatable, Sendable {
  private var baseline = Deviations()
  private var pairs = Deviations()
  /// The smallest step the metric can show; s is never under it.
  package var resolution: Double

  private struct Deviations: Codable, Equatable {
    var squares = 0.0
    var freedom = 0
  }

  package init(resolution: Double = 0) { self.resolution = resolution }

  /// A noise that is known beforehand, for simulations.
  init(known sd: Double) {
    resolution = 0
    baseline = Deviations(squares: sd * sd * 1e9, freedom: 1_000_000_000)
  }

  /// Sum of squared deviations.
  package var squares: Double { baseline.squares + pairs.squares }
  /// The degrees of freedom of `squares`.
  package var freedom: Int { baseline.freedom + pairs.freedom }

  /// Takes the runs of unchanged code, all of them each time.
  package mutating func learn(baseline values: [Double]) {
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
    guard differences.count > 1 else { return }
    let bound = estimate.map { 9 * $0 } ?? .infinity
    let mean = differences.reduce(0, +) / Double(differences.count)
    for difference in differences {
      let deviation = min(bound, max(-bound, difference - mean))
      pairs.squares += deviation * deviation / 2
    }
    pairs.freedom += differences.count - 1
  }

  /// The plain pooled estimate, not under the resolution; nil before two runs.
  package var estimate: Double? {
    guard freedom > 0 else { return nil }
    return max((squares / Double(freedom)).squareRoot(), floor)
  }

  /// The s that decisions use: inflated while it rests on few runs.
  package var s: Double? {
    estimate.map { $0 * (1 + 0.7 / Double(freedom).squareRoot()) }
  }

  private var floor: Double { max(resolution, .leastNormalMagnitude) }
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
