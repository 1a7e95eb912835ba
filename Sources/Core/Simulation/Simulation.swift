/// Campaigns in which the truth is known, decided by the same code as real ones.
package enum Simulation {
  /// Plays campaigns and says what the rule did to them; the same seed gives the same result.
  package static func run(
    world: SimulatedWorld, rule: RatchetRule, campaigns: Int, seed: Int
  ) -> SimulationResult {
    var ends: [SimulatedCampaign.End] = []
    for index in 0..<max(1, campaigns) {
      let own = SeedSource.seed(campaign: seed, index: index)
      var campaign = SimulatedCampaign(world: world, rule: rule, seed: own)
      ends.append(campaign.play())
    }
    func mean(_ value: (SimulatedCampaign.End) -> Double) -> Double {
      ends.reduce(0) { $0 + value($1) } / Double(ends.count)
    }
    return SimulationResult(
      rule: rule.name, campaigns: ends.count, proposals: world.proposals,
      kept: mean { Double($0.kept) },
      falseKeeps: SimulatedCount(of: ends.map(\.falseKeeps)),
      harmfulKeeps: SimulatedCount(of: ends.map(\.harmfulKeeps)),
      gain: mean(\.gain), claimed: mean(\.claimed),
      extraRuns: mean { Double($0.extraRuns) / Double(world.proposals) },
      missed: mean { Double($0.missed) })
  }
}
