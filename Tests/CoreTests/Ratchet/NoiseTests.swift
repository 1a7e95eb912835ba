import Testing

@testable import Core

@Suite("Ratchet: the noise of one run")
struct NoiseTests {
  @Test func `nothing is known before two runs`() {
    var noise = Noise()
    #expect(noise.s == nil)
    noise.learn(baseline: [3])
    #expect(noise.s == nil)
    #expect(noise.freedom == 0)
  }

  @Test func `five runs give their standard deviation, inflated while there are few`() throws {
    var noise = Noise()
    noise.learn(baseline: [1, 2, 3, 4, 5])
    #expect(noise.freedom == 4)
    #expect(noise.estimate == 2.5.squareRoot())
    #expect(try abs(#require(noise.s) - 2.5.squareRoot() * 1.35) < 1e-12)
  }

  @Test func `a confirmation adds half the variance of its differences`() {
    var noise = Noise()
    noise.learn(baseline: [0, 2])
    noise.learn(differences: [3, 5, 7])
    #expect(noise.squares == 2 + 4)
    #expect(noise.freedom == 3)
  }

  @Test func `a single difference says nothing about noise`() {
    var noise = Noise()
    noise.learn(baseline: [0, 2])
    noise.learn(differences: [30])
    #expect(noise.freedom == 1)
  }

  @Test func `one broken run does not blind the rule`() {
    var noise = Noise()
    noise.learn(baseline: [-1, 1, -1, 1])
    let bound = 9 * (noise.estimate ?? 0)
    noise.learn(differences: [0, 0, 0, 1e6])
    #expect(noise.squares <= 4 + 4 * bound * bound / 2)
  }

  @Test func `more baseline runs do not make the pairs forgotten`() {
    var noise = Noise()
    noise.learn(baseline: [0, 2])
    noise.learn(differences: [3, 5, 7])
    noise.learn(baseline: [0, 2, 1])
    #expect(noise.freedom == 4)
    #expect(noise.squares == 2 + 4)
  }

  @Test func `s is never under what the metric can show`() {
    var noise = Noise(resolution: 0.001)
    noise.learn(baseline: [5, 5, 5])
    #expect(noise.estimate == 0.001)
  }

  @Test func `a level is a mean with its spread`() {
    #expect(Level(of: []) == nil)
    #expect(Level(of: [4]) == Level(mean: 4, sd: nil, runs: 1))
    #expect(Level(of: [1, 3]) == Level(mean: 2, sd: 2.0.squareRoot(), runs: 2))
  }
}

@Suite("Ratchet: the noise within a pair")
struct PairNoiseTests {
  @Test func `what a seed decides is in the noise of runs and not in that of pairs`() throws {
    var dice = SplitMix(seed: 3)
    var noise = Noise()
    noise.learn(baseline: [-1.2, 1.1, 0.5, -0.7, 0.3])
    for _ in 0..<100 {
      let shared = (0..<5).map { _ in dice.scatter() }
      let candidate = shared.map { $0 + 0.1 * dice.scatter() }
      let champion = shared.map { $0 + 0.1 * dice.scatter() }
      noise.learn(arm: candidate)
      noise.learn(arm: champion)
      noise.learn(differences: zip(candidate, champion).map { $0 - $1 })
    }
    #expect(try abs(#require(noise.estimate) - 1) < 0.1)
    #expect(try abs(#require(noise.pairEstimate) - 0.1) < 0.05)
    #expect(noise.freedom == 4 + 100 * 8)
    #expect(noise.pairFreedom == 4 + 100 * 4)
  }

  @Test func `before any pair both are the baseline's`() {
    var noise = Noise()
    noise.learn(baseline: [1, 2, 3, 4, 5])
    #expect(noise.s == noise.pairS)
    #expect(noise.s != nil)
  }
}
