import Testing

@testable import Core

@Suite("Ratchet: metrics that move in steps")
struct GridTests {
  @Test func `accuracies of a hundred samples move by one hundredth`() throws {
    var grid = Grid()
    #expect(grid.step == nil)
    grid.see([0.91, 0.91, 0.94])
    #expect(try abs(#require(grid.step) - 0.03) < 1e-9)
    grid.see([0.55, 0.57])
    #expect(try abs(#require(grid.step) - 0.01) < 1e-9)
    grid.see([0.33, 0.97])
    #expect(try abs(#require(grid.step) - 0.01) < 1e-9)
  }

  @Test func `numbers in single precision lie on their grid all the same`() throws {
    var grid = Grid()
    grid.see([0.91, 0.92, 0.97, 0.88].map { Double(Float($0)) })
    #expect(try abs(#require(grid.step) - 0.01) < 1e-6)
  }

  @Test func `a metric that moves freely has no step that shows`() throws {
    for seed in 1...200 {
      var dice = SplitMix(seed: UInt64(seed))
      var noise = Noise()
      let values = (0..<5).map { _ in 3 + 0.01 * dice.scatter() }
      noise.learn(baseline: values)
      noise.see(values)
      // Large scores blur steps; what was lost in it must not come back as a large step.
      for _ in 0..<5 { noise.see([dice.scatter(), 900 + dice.scatter()]) }
      #expect(noise.step == nil)
      let estimate = try #require(noise.estimate)
      #expect(abs(estimate - (Level(of: values)?.sd ?? 0)) < 1e-9)
    }
  }

  @Test func `s is never under a step, and a step that shows is told`() throws {
    var noise = Noise()
    noise.learn(baseline: [0.91, 0.91, 0.92, 0.91, 0.91])
    noise.see([0.91, 0.91, 0.92, 0.91, 0.91])
    #expect(try abs(#require(noise.s) - 0.01) < 1e-9)
    #expect(noise.isCoarse)
    #expect(noise.step != nil)
    #expect(!noise.isDeterministic)
  }

  @Test func `scores that never differ have no step, and the metric is deterministic`() {
    var noise = Noise(resolution: 1e-9)
    noise.learn(baseline: [0.91, 0.91, 0.91])
    noise.see([0.91, 0.91, 0.91])
    #expect(noise.step == nil)
    #expect(noise.isDeterministic)
    #expect(noise.s == 1e-9)
  }
}
