import RealModule

/// The numbers of the decision rule; every threshold is in units of the noise s.
package struct RatchetRule: Codable, Equatable, Sendable {
  /// `lean`, `standard`, `thorough`, `naive`, or `custom`.
  package var name: String
  /// Runs of unchanged code before anything is confirmed.
  package var baselineRuns: Int
  /// What the first run must beat the champion by.
  package var screen: Double
  /// What the mean of two runs must beat it by; nil: no second look.
  package var secondLook: Double?
  /// The improvement the evidence is collected for.
  package var step: Double
  /// Odds to keep at, and odds to drop at.
  package var odds: Double
  package var floor: Double
  /// Pairs after which an undecided confirmation is dropped as not proven.
  package var maximumPairs: Int
  /// Pairs of one confirmation in flight at once.
  package var pairsInFlight: Int
  /// Differences are cut off below `-clipLow` and above `clipHigh`.
  package var clipLow: Double
  package var clipHigh: Double
  /// Whether single runs are believed, without noise or confirmation: for comparison only.
  package var naive: Bool
  /// How the rule goes about what its numbers leave open; nil: as its first edition did.
  ///
  /// A campaign is replayed by the edition that decided it.
  package var edition: Int?

  /// The fourth.
  ///
  /// With the second came two noises, a queue of confirmations and audits; with the third, keeps are
  /// measured again in pairs where a person asks, and results trip a wire by steps beside the budget,
  /// or by what they report; with the fourth, a confirmation that others wait for has more pairs in
  /// flight, and where most are kept the next is tested on top of it meanwhile.
  package static let newest = 4

  package init(
    name: String = "custom", baselineRuns: Int = 5, screen: Double = 1.0,
    secondLook: Double? = 1.5, step: Double = 1.0, odds: Double = 20, floor: Double = 0.5,
    maximumPairs: Int = 14, pairsInFlight: Int = 2, clipLow: Double = 4.2, clipHigh: Double = 5.2,
    naive: Bool = false, edition: Int? = RatchetRule.newest
  ) {
    self.name = name
    self.baselineRuns = baselineRuns
    self.screen = screen
    self.secondLook = secondLook
    self.step = step
    self.odds = odds
    self.floor = floor
    self.maximumPairs = maximumPairs
    self.pairsInFlight = pairsInFlight
    self.clipLow = clipLow
    self.clipHigh = clipHigh
    self.naive = naive
    self.edition = edition
  }

  package var isFirstEdition: Bool { isBefore(2) }

  /// Whether it is of an edition before this one.
  func isBefore(_ edition: Int) -> Bool { (self.edition ?? 1) < edition }

  package static let standard = RatchetRule(name: "standard")
  package static let lean = RatchetRule(
    name: "lean", screen: 2.0, secondLook: nil, step: 1.5, odds: 10, floor: 0.2, maximumPairs: 8)
  package static let thorough = RatchetRule(
    name: "thorough", screen: 0.5, secondLook: 1.0, odds: 50, floor: 0.35)
  package static let naive = RatchetRule(
    name: "naive", baselineRuns: 1, screen: 0, secondLook: nil, naive: true)

  /// What has to be said wherever the naive rule is named.
  package static let naiveWords = "which believes single runs and confirms nothing"

  /// The preset of this name, or nil.
  package static func preset(named name: String) -> RatchetRule? {
    switch name {
    case "lean": lean
    case "standard": standard
    case "thorough": thorough
    case "naive": naive
    default: nil
    }
  }
}

/// What the evidence of a confirmation says.
package enum ConfirmationVerdict: Equatable, Sendable {
  /// More pairs are needed.
  case undecided
  case keep
  case drop
  /// All pairs are spent without a decision.
  case notProven
}

extension RatchetRule {
  /// The evidence that one pair adds, as a natural logarithm of odds.
  ///
  /// `(step d - step^2 / 2) / (2 s^2)` with d clipped: Wald's ratio for a difference of two runs,
  /// whose variance is 2 s^2. Its exponential is an e-value, so looking after any pair is allowed.
  package func evidence(difference: Double, noise: Double) -> Double {
    let d = clipped(difference, noise: noise) / noise
    return (step * d - step * step / 2) / 2
  }

  /// The difference cut off where one run could decide alone.
  package func clipped(_ difference: Double, noise: Double) -> Double {
    min(clipHigh * noise, max(-clipLow * noise, difference))
  }

  /// What to do with a confirmation that has this much evidence after so many pairs.
  package func verdict(evidence: Double, pairs: Int) -> ConfirmationVerdict {
    if evidence >= Double.log(odds) { return .keep }
    if evidence <= Double.log(floor) { return .drop }
    return pairs >= maximumPairs ? .notProven : .undecided
  }

  /// Fresh pairs on top of a champion that moved, for what was proven against the one before, and
  /// the odds they have to reach.
  package static let retestPairs = 3
  package static let retestOdds = 2.0

  /// What to do with something proven that is tested again on top of another champion.
  package func retestVerdict(evidence: Double, pairs: Int) -> ConfirmationVerdict {
    if evidence <= Double.log(floor) { return .drop }
    if pairs < Self.retestPairs { return .undecided }
    return evidence >= Double.log(Self.retestOdds) ? .keep : .notProven
  }

  /// Whether a proposal passes the first run, the gain being in the metric's unit.
  package func passesScreen(gain: Double, noise: Double) -> Bool {
    naive ? gain > 0 : reaches(gain, screen * noise)
  }

  /// Whether the mean of two runs is good enough to be confirmed.
  package func passesSecondLook(gain: Double, noise: Double) -> Bool {
    guard let secondLook else { return true }
    return reaches(gain, secondLook * noise)
  }

  /// Whether a gain comes up to a bar; what a whole number of steps is short of it by rounding is not
  /// counted against it.
  func reaches(_ gain: Double, _ bar: Double) -> Bool { gain >= bar - abs(bar) * 1e-9 }
}
