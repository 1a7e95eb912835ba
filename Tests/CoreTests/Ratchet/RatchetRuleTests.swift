import RealModule
import Testing

@testable import Core

@Suite("Ratchet: the decision rule")
struct RatchetRuleTests {
  private let rule = RatchetRule.standard

  @Test func `the screen asks for one s and the second look for one and a half`() {
    #expect(rule.passesScreen(gain: 2, noise: 2))
    #expect(!rule.passesScreen(gain: 1.99, noise: 2))
    #expect(rule.passesSecondLook(gain: 3, noise: 2))
    #expect(!rule.passesSecondLook(gain: 2.99, noise: 2))
  }

  @Test func `presets differ in their numbers alone`() {
    #expect(RatchetRule.preset(named: "lean")?.secondLook == nil)
    #expect(RatchetRule.preset(named: "lean")?.passesSecondLook(gain: -9, noise: 1) == true)
    #expect(RatchetRule.preset(named: "thorough")?.odds == 50)
    #expect(RatchetRule.preset(named: "naive")?.passesScreen(gain: 1e-9, noise: 5) == true)
    #expect(RatchetRule.preset(named: "naive")?.passesScreen(gain: 0, noise: 5) == false)
    #expect(RatchetRule.preset(named: "strict") == nil)
  }

  @Test func `a pair adds evidence in proportion to its difference, within bounds`() {
    #expect(rule.evidence(difference: 1, noise: 2) == 0)
    #expect(rule.evidence(difference: 0, noise: 2) == -0.25)
    #expect(abs(rule.evidence(difference: 6, noise: 2) - 1.25) < 1e-12)
    #expect(rule.evidence(difference: 1000, noise: 2) == rule.evidence(difference: 10.4, noise: 2))
    #expect(rule.evidence(difference: -1000, noise: 2) == rule.evidence(difference: -8.4, noise: 2))
  }

  @Test func `two pairs are the fewest that keep, one can drop`() {
    let most = rule.evidence(difference: 1e9, noise: 1)
    #expect(rule.verdict(evidence: most, pairs: 1) == .undecided)
    #expect(rule.verdict(evidence: 2 * most, pairs: 2) == .keep)
    let least = rule.evidence(difference: -1e9, noise: 1)
    #expect(rule.verdict(evidence: least, pairs: 1) == .drop)
  }

  @Test func `keep, drop and not proven are reached at their odds`() {
    #expect(rule.verdict(evidence: Double.log(20), pairs: 5) == .keep)
    #expect(rule.verdict(evidence: Double.log(19.9), pairs: 5) == .undecided)
    #expect(rule.verdict(evidence: Double.log(0.5), pairs: 5) == .drop)
    #expect(rule.verdict(evidence: Double.log(0.51), pairs: 13) == .undecided)
    #expect(rule.verdict(evidence: Double.log(19.9), pairs: 14) == .notProven)
    #expect(rule.verdict(evidence: Double.log(20), pairs: 14) == .keep)
  }

  @Test func `the evidence for something no better is an e-value`() {
    var dice = SplitMix(seed: 11)
    var sum = 0.0
    let count = 40_000
    for _ in 0..<count {
      let difference = dice.scatter() - dice.scatter()
      sum += Double.exp(rule.evidence(difference: difference, noise: 1))
    }
    #expect(sum / Double(count) < 1.02)
  }

  @Test func `something no better is kept at most once in twenty confirmations`() {
    var dice = SplitMix(seed: 12)
    var kept = 0
    for _ in 0..<2000 {
      var evidence = 0.0
      for pair in 1...14 {
        evidence += rule.evidence(difference: dice.scatter() - dice.scatter(), noise: 1)
        let verdict = rule.verdict(evidence: evidence, pairs: pair)
        if verdict == .keep { kept += 1 }
        guard verdict == .undecided else { break }
      }
    }
    #expect(kept <= 100)
  }

  @Test func `odds are shown within reason`() {
    #expect(Odds.odds(evidence: 0) == 1)
    #expect(abs(Odds.odds(evidence: Double.log(20)) - 20) < 1e-9)
    #expect(Odds.odds(evidence: 500) == 1e6)
  }
}
