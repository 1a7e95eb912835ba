import RealModule

/// Numbers as agents are given them: no finer than the noise lets mean something.
///
/// Whoever is told the exact score of every try can find out what is hidden by asking often enough, and
/// whoever optimises digits below the noise optimises luck. People are shown the exact values.
package struct AgentNumbers: Sendable {
  private let noise: Double?

  /// - Parameter noise: the noise of one run; nil where it is not known.
  package init(noise: Double?) { self.noise = noise }

  /// The distance of two neighbouring values: half a deviation, rounded up to 1, 2 or 5 in its digit;
  /// nil where nothing is to be rounded.
  package var step: Double? {
    guard let noise, noise > 1e-9, noise.isFinite else { return nil }
    let half = noise / 2
    let unit = Double.pow(10, Double.log10(half).rounded(.down))
    let factor = [1, 2, 5, 10].first { Double($0) * unit >= half * (1 - 1e-9) } ?? 10
    return Double(factor) * unit
  }

  /// A value of the metric.
  package func metric(_ value: Double) -> String {
    guard let step, value.isFinite else { return value.text(noise: nil) }
    let places = max(0, -Int((Double.log10(step) + 1e-9).rounded(.down)))
    return ((value / step).rounded() * step).fixed(places)
  }

  /// A gain in units of the noise, by halves.
  package func gain(_ gain: Double) -> Double {
    guard gain.isFinite else { return gain }
    let rounded = (gain * 2).rounded() / 2
    return rounded == 0 ? 0 : rounded
  }

  /// Odds, to one digit of 1, 2 or 5: those after a pair tell its difference.
  package func odds(_ odds: Double) -> String {
    guard odds.isFinite, odds > 0 else { return odds.fixed(0) }
    let unit = Double.pow(10, Double.log10(odds).rounded(.down))
    let near = [1.0, 2, 5, 10].min { abs($0 * unit - odds) < abs($1 * unit - odds) } ?? 1
    return (near * unit).significant(1)
  }

  /// The reason of a verdict; what a person or a program said stays as it is.
  package func why(_ experiment: Experiment) -> String {
    guard experiment.cause == .rule else { return experiment.why }
    switch experiment.state {
    case .crashed, .refused, .vetoed, .revoked: return experiment.why
    case .review, .queued, .running, .confirming, .kept, .discarded: return words(experiment.why)
    }
  }

  /// A sentence of the rule with its numbers made coarse: gains in s, odds, and the metric where it is
  /// reported or verified.
  package func words(_ text: String) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for place in words.indices {
      let word = words[place]
      let core = word.prefix { $0.isNumber || "+-.".contains($0) }
      guard let value = Double(core), core.contains(where: \.isNumber) else { continue }
      let rest = word.dropFirst(core.count)
      guard rest.allSatisfy({ ",:;)".contains($0) }) else { continue }
      let before = place > 0 ? words[place - 1] : ""
      let after = place + 1 < words.count ? words[place + 1] : ""
      if rest.isEmpty, after.prefix(while: { $0.isLetter }) == "s" {
        let half = gain(value)
        words[place] = core.hasPrefix("+") ? half.signed(1) : half.fixed(1)
      } else if before.hasSuffix("odds") {
        words[place] = odds(value) + rest
      } else if ["reported", "verified"].contains(before) {
        words[place] = metric(value) + rest
      }
    }
    return words.joined(separator: " ")
  }
}

extension AgentNumbers {
  /// What agents are told of an experiment's gain; nil where it has none.
  package func gain(of experiment: Experiment) -> Double? {
    experiment.delta.flatMap { $0.isFinite ? gain($0) : nil }
  }
}
