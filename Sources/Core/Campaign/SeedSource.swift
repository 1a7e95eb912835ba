/// Seeds for runs: a fixed sequence from one number.
package enum SeedSource {
  /// The `index`-th seed of a campaign, in 1...2^31-1.
  package static func seed(campaign: Int, index: Int) -> Int {
    let place = UInt64(bitPattern: Int64(campaign)) &+ UInt64(index) &* SplitMix.step
    return Int(SplitMix.spread(place) % 2_147_483_646) + 1
  }
}
