import Testing

@testable import Core

/// What the rule promises in each world, in fewer and shorter campaigns than it is measured with.
@Suite("Ratchet: the worlds that the rule is held to")
struct WorldTests {
  private static let campaigns = 12
  private static let names = SimulatedWorld.named.map(\.name)

  private func play(_ name: String, _ rule: RatchetRule) async throws -> SimulationResult {
    var world = try #require(SimulatedWorld.named(name))
    world.proposals = 250
    return await Simulation.run(world: world, rule: rule, campaigns: Self.campaigns, seed: 11)
  }

  @Test(arguments: names)
  func `false keeps are rare, harmful ones rarer, and checking costs little`(name: String)
    async throws
  {
    let result = try await play(name, .standard)
    let isDense = name == "lanes-dense"
    #expect(result.falseKeeps.mean <= 0.5)
    #expect(result.falseKeeps.p95 <= 2)
    #expect(result.harmfulKeeps.mean <= 0.1)
    #expect(result.extraRuns <= (isDense ? 1.2 : 0.34))
    if let within = result.claimWithin { #expect(within >= 0.75) }
    if name == "none-good" {
      #expect(result.kept <= 0.3)
    } else {
      #expect(result.gain > 0)
    }
  }

  @Test func `what is noticed to be disturbed is void, made again and reported`() async throws {
    let seen = try await play("starved", .standard)
    let unseen = try await play("starved-unseen", .standard)
    #expect(seen.voids > 0.02 && seen.voids < 0.04)
    #expect(unseen.voids == 0)
    #expect(seen.gain > unseen.gain)
  }

  @Test func `seeds that correlate do not make the screen let more through`() async throws {
    let result = try await play("seeds-correlate", .standard)
    var first = RatchetRule.standard
    first.edition = nil
    let before = try await play("seeds-correlate", first)
    // The audit at the end has nothing to do with the screen.
    let audit = Double(2 * Audit.pairs) / Double(result.proposals)
    #expect(result.extraRuns - audit < before.extraRuns - 0.02)
  }

  @Test func `cores do not change the result`() async throws {
    var world = try #require(SimulatedWorld.named("lanes-sparse"))
    world.proposals = 60
    let together = await Simulation.run(world: world, rule: .standard, campaigns: 6, seed: 3)
    var ends: [SimulatedEnd] = []
    for index in 0..<6 {
      var campaign = SimulatedCampaign(
        world: world, rule: .standard, seed: SeedSource.seed(campaign: 3, index: index))
      ends.append(campaign.play())
    }
    #expect(SimulationResult(ends, world: world, rule: .standard) == together)
  }

  @Test func `worlds have names of their own and can be`() {
    #expect(Set(Self.names).count == Self.names.count)
    #expect(SimulatedWorld.named.allSatisfy { $0.world.problem == nil })
    #expect(SimulatedWorld.named("flat") == nil)
  }
}
