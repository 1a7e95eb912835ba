/// Numbers that are the same everywhere for the same seed: SplitMix64 (Steele, Lea and Flood 2014).
package struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= Self.step
    return Self.spread(state)
  }

  /// Evenly spread over 0 to 1, without 1.
  package mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// How far apart two states are that follow each other.
  package static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The finaliser: every bit of a number depends on every bit of the other.
  static func spread(_ number: UInt64) -> UInt64 {
    var z = number
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
