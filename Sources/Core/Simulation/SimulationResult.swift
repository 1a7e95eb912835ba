/// A number that differs between campaigns.
package struct SimulatedCount: Codable, Equatable, Sendable {
  package var mean: Double
  /// What 95 of 100 campaigns do not exceed.
  package var p95: Double

  package init(mean: Double, p95: Double) {
    self.mean = mean
    self.p95 = p95
  }

  init(of counts: [Int]) {
    let sorted = counts.sorted()
    mean = Double(counts.reduce(0, +)) / Double(max(1, counts.count))
    let rank = Int((0.95 * Double(counts.count)).rounded(.up))
    p95 = sorted.isEmpty ? 0 : Double(sorted[min(sorted.count, max(1, rank)) - 1])
  }
}

/// What the decision rule did in simulated campaigns; means over campaigns unless said otherwise.
package struct SimulationResult: Codable, Equatable, Sendable {
  package var rule: String
  package var campaigns: Int
  /// Proposals of each campaign.
  package var proposals: Int
  package var kept: Double
  /// Keeps that are not better than what they were put on, and those of them that are worse.
  package var falseKeeps: SimulatedCount
  package var harmfulKeeps: SimulatedCount
  /// How much better the champion is than the first commit in truth, and what the history adds up
  /// to; in nominal standard deviations.
  package var gain: Double
  package var claimed: Double
  /// Runs beyond one for each proposal, the baseline left out, as a share of the proposals.
  package var extraRuns: Double
  /// Good proposals that were not kept.
  package var missed: Double

  package enum CodingKeys: String, CodingKey {
    case rule, campaigns, proposals, kept
    case falseKeeps = "false_keeps"
    case harmfulKeeps = "harmful_keeps"
    case gain, claimed
    case extraRuns = "extra_runs"
    case missed
  }
}
