/// Campaigns in which the truth is known, decided by the same code as real ones.
package enum Simulation {
  /// Plays campaigns, as many at once as there are cores, and says what the rule did to them.
  ///
  /// The same seed gives the same result on any machine.
  package static func run(
    world: SimulatedWorld, rule: RatchetRule, campaigns: Int, seed: Int
  ) async -> SimulationResult {
    let count = max(1, campaigns)
    var ends = [SimulatedEnd](repeating: SimulatedEnd(), count: count)
    await withTaskGroup(of: (Int, SimulatedEnd).self) { group in
      for index in 0..<count {
        group.addTask {
          let own = SeedSource.seed(campaign: seed, index: index)
          var campaign = SimulatedCampaign(world: world, rule: rule, seed: own)
          return (index, campaign.play())
        }
      }
      for await (index, end) in group { ends[index] = end }
    }
    return SimulationResult(ends, world: world, rule: rule)
  }
}
