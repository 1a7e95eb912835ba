/// What a simulated campaign is played in: what agents propose, and how noisy scores are.
///
/// Effects are in units of one nominal standard deviation. The defaults are those of a long
/// campaign in which three proposals of a hundred are any good.
package struct SimulatedWorld: Codable, Equatable, Sendable {
  /// How the noise of one run is spread; both have the standard deviation `sd`.
  package enum Tails: String, Codable, Sendable {
    case normal
    /// Student's t with three degrees of freedom: rare scores far off.
    case t3
  }

  package var proposals = 700
  /// Share of proposals that are better, and their effects: log-normal, at least 0.25.
  package var good = 0.03
  package var effectMedian = 1.5
  package var effectLogSD = 0.8
  /// Share that changes nothing, and share that crashes; the rest is harmful.
  package var null = 0.3
  package var crash = 0.05
  package var harmMedian = 2.0
  package var harmLogSD = 1.3
  /// Standard deviation of one run.
  package var sd = 1.0
  /// Whether the rule is told `sd` instead of learning it.
  package var sdKnown = false
  /// Standard deviation of a slow wandering that all runs of a time share.
  package var drift = 0.0
  package var tails = Tails.normal
  /// Share of runs that another process disturbs; they score ten worse.
  package var starved = 0.0
  /// Share of those that pawl notices: they are void and made again.
  package var seen = 1.0
  /// Correlation of two runs with the same seed.
  package var seedCorrelation = 0.0
  /// Lanes at work at once, each with a slot.
  package var lanes = 1
  /// Chance that a change kept meanwhile takes away what a later one would have gained.
  package var spoil = 0.15

  package init() {}

  package enum CodingKeys: String, CodingKey, CaseIterable {
    case proposals, good
    case effectMedian = "effect_median"
    case effectLogSD = "effect_logsd"
    case null, crash
    case harmMedian = "harm_median"
    case harmLogSD = "harm_logsd"
    case sd
    case sdKnown = "sd_known"
    case drift, tails, starved, seen
    case seedCorrelation = "seed_correlation"
    case lanes, spoil
  }

  /// A key that is missing keeps its default.
  ///
  /// Unknown keys are the reader's to find.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func read<T: Decodable>(_ value: inout T, _ key: CodingKeys) throws {
      if let given = try values.decodeIfPresent(T.self, forKey: key) { value = given }
    }
    try read(&proposals, .proposals)
    try read(&good, .good)
    try read(&effectMedian, .effectMedian)
    try read(&effectLogSD, .effectLogSD)
    try read(&null, .null)
    try read(&crash, .crash)
    try read(&harmMedian, .harmMedian)
    try read(&harmLogSD, .harmLogSD)
    try read(&sd, .sd)
    try read(&sdKnown, .sdKnown)
    try read(&drift, .drift)
    try read(&tails, .tails)
    try read(&starved, .starved)
    try read(&seen, .seen)
    try read(&seedCorrelation, .seedCorrelation)
    try read(&lanes, .lanes)
    try read(&spoil, .spoil)
  }

  /// What cannot be simulated, in words; nil when all is well.
  package var problem: String? {
    let shares = [good, null, crash, starved, seen, spoil]
    if !(1...1_000_000).contains(proposals) { return "proposals is not between 1 and 1000000" }
    if !(1...64).contains(lanes) { return "lanes is not between 1 and 64" }
    if shares.contains(where: { !(0...1).contains($0) }) || good + null + crash > 1 {
      return
        "good, null, crash, starved, seen and spoil are shares: each 0 to 1, the first three at most 1 together"
    }
    if !(0...1).contains(seedCorrelation) { return "seed_correlation is not between 0 and 1" }
    let sizes = [effectMedian, harmMedian, sd]
    if sizes.contains(where: { !($0 > 0 && $0.isFinite) }) {
      return "effect_median, harm_median and sd are numbers over 0"
    }
    let spreads = [effectLogSD, harmLogSD, drift]
    if spreads.contains(where: { !($0 >= 0 && $0.isFinite) }) {
      return "effect_logsd, harm_logsd and drift are numbers of at least 0"
    }
    return nil
  }
}
