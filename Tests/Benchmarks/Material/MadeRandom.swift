/// Numbers that depend on nothing but what they are for: the same every time, also after a restart.
package struct MadeRandom: Sendable {
  let seed: Int

  package init(seed: Int) { self.seed = seed }

  package func bits(_ words: [Int]) -> UInt64 {
    var z = UInt64(bitPattern: Int64(seed)) &+ 0x9E37_79B9_7F4A_7C15
    for word in words {
      z = (z ^ UInt64(bitPattern: Int64(word))) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 29)) &* 0x94D0_49BB_1331_11EB
      z ^= z >> 32
    }
    return z
  }

  /// A number in 0..<1.
  package func unit(_ words: Int...) -> Double { unit(words) }

  private func unit(_ words: [Int]) -> Double { Double(bits(words) >> 11) / 0x1p53 }

  /// About normal: mean 0, standard deviation 1.
  package func normal(_ words: Int...) -> Double {
    let bits = bits(words)
    let sum = (0..<4).reduce(0.0) { $0 + Double((bits >> (16 * $1)) & 0xFFFF) / 65_536 }
    return (sum - 2) * 1.732_050_8
  }

  package func pick<Item>(_ items: [Item], _ words: Int...) -> Item {
    items[Int(bits(words) >> 33) % items.count]
  }

  /// A name for a commit.
  func commit(_ words: Int...) -> String {
    (0..<3).map { part in
      let text = String(bits(words + [part]), radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined().prefix(40).description
  }
}
