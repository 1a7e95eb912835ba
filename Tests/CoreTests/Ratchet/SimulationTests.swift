import Foundation
import Testing

@testable import Core

@Suite("Ratchet: simulated campaigns")
struct SimulationTests {
  private static func world(_ change: (inout SimulatedWorld) -> Void = { _ in }) -> SimulatedWorld {
    var world = SimulatedWorld()
    world.proposals = 200
    change(&world)
    return world
  }

  private func play(
    _ rule: RatchetRule, _ world: SimulatedWorld = world(), campaigns: Int = 10
  ) async -> SimulationResult {
    await Simulation.run(world: world, rule: rule, campaigns: campaigns, seed: 1)
  }

  @Test func `the standard rule keeps what is better and hardly anything else`() async {
    let result = await play(.standard)
    #expect(result.falseKeeps.mean <= 0.3)
    #expect(result.falseKeeps.p95 <= 1)
    #expect(result.harmfulKeeps.p95 == 0)
    #expect(result.extraRuns <= 0.3)
    #expect(result.kept >= 1)
    #expect(result.gain > 3)
    #expect(result.claimed / result.gain < 1.3)
    #expect(result.proposals == 200)
    #expect(result.rule == "standard")
  }

  @Test func `a loop that believes single runs keeps mostly what is not better`() async {
    let naive = await play(.naive)
    #expect(naive.falseKeeps.mean > naive.kept / 2)
    #expect(naive.extraRuns == 0)
    #expect(naive.claimed > naive.gain)
  }

  @Test func `without a good proposal next to nothing is kept`() async {
    let result = await play(.standard, Self.world { $0.good = 0 })
    #expect(result.kept <= 0.3)
    #expect(result.missed == 0)
  }

  @Test func `thorough costs more runs than standard, and lean fewer`() async {
    var runs: [Double] = []
    for rule in [RatchetRule.lean, .standard, .thorough] {
      runs.append(await play(rule, campaigns: 4).extraRuns)
    }
    #expect(runs == runs.sorted())
    #expect(Set(runs).count == 3)
  }

  @Test func `the same seed gives the same result`() async {
    let one = await play(.standard, campaigns: 2)
    #expect(await play(.standard, campaigns: 2) == one)
    let other = await Simulation.run(world: Self.world(), rule: .standard, campaigns: 2, seed: 2)
    #expect(other != one)
  }

  @Test(arguments: [
    world { $0.tails = .t3 }, world { $0.drift = 2 }, world { $0.starved = 0.03 },
    world { $0.seedCorrelation = 0.5 }, world { $0.sd = 1.5 }, world { $0.sdKnown = true },
    world { $0.lanes = 8 },
  ])
  func `false keeps stay rare in worlds that are less kind`(world: SimulatedWorld) async {
    let result = await play(.standard, world, campaigns: 5)
    #expect(result.falseKeeps.mean <= 0.6)
    #expect(result.gain > 0)
  }

  @Test func `the noise has the spread it is asked for`() {
    for tails in [SimulatedWorld.Tails.normal, .t3] {
      var noise = SimulatedNoise(
        world: Self.world {
          $0.tails = tails
          $0.sd = 2
        }, seed: 5)
      let values = (0..<40_000).compactMap { noise.next(seed: $0) }
      let level = Level(of: values)
      #expect(abs(level?.mean ?? 9) < 0.1)
      #expect(abs((level?.sd ?? 0) - 2) < 0.3)
    }
  }

  @Test func `runs that share a seed share a part of their noise`() {
    var noise = SimulatedNoise(world: Self.world { $0.seedCorrelation = 0.5 }, seed: 5)
    let differences = (1...20_000).map { seed in
      (noise.next(seed: seed) ?? 0) - (noise.next(seed: seed) ?? 0)
    }
    // Half the variance of a difference is 1 without correlation.
    #expect(abs((Level(of: differences)?.sd ?? 0) - 1) < 0.05)
  }

  @Test func `a world may name only what is different`() throws {
    let text = #"{"good": 0.1, "tails": "t3", "sd_known": true}"#
    let world = try JSONDecoder().decode(SimulatedWorld.self, from: Data(text.utf8))
    #expect(
      world
        == Self.world {
          $0.proposals = 700
          $0.good = 0.1
          $0.tails = .t3
          $0.sdKnown = true
        })
    #expect(world.problem == nil)
  }

  @Test func `a world that cannot be is named`() {
    #expect(Self.world { $0.good = 0.8 }.problem?.contains("at most 1 together") == true)
    #expect(Self.world { $0.lanes = 0 }.problem == "lanes is not between 1 and 64")
    #expect(Self.world { $0.sd = 0 }.problem?.contains("sd") == true)
  }

  @Test func `a result is written with the names people read`() async throws {
    let result = await play(.standard, Self.world { $0.proposals = 20 }, campaigns: 1)
    let data = try JSONEncoder().encode(result)
    let object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "rule", "campaigns", "proposals", "kept", "false_keeps", "harmful_keeps", "gain", "claimed",
        "extra_runs", "missed", "expected_false_keeps", "confirmed", "claim_within", "audit_runs",
        "voids", "unmasked", "slandered",
      ])
  }
}
