/// Seeds for runs: a fixed sequence from one number, spread by SplitMix64's finaliser.
package enum SeedSource {
  /// The `index`-th seed of a campaign, in 1...2^31-1.
  package static func seed(campaign: Int, index: Int) -> Int {
    var z = UInt64(bitPattern: Int64(campaign)) &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Int(z % 2_147_483_646) + 1
  }
}
