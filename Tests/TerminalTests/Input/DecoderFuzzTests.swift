import Screen
import Terminal
import Testing

/// A repeatable source of numbers (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

struct DecoderFuzzTests {
  /// Bytes that lead somewhere, so that noise reaches deep states.
  static let likely = Array("\u{1B}\u{1B}[[O]P<?;:0123456789~MmuABRy$\u{7}\\\r".utf8)

  private func noise(_ random: inout SplitMix, _ count: Int) -> [UInt8] {
    (0..<count).map { _ in
      Bool.random(using: &random)
        ? Self.likely[Int.random(in: Self.likely.indices, using: &random)]
        : UInt8.random(in: 0...255, using: &random)
    }
  }

  @Test(arguments: 1...8)
  func `noise never crashes the decoder and the next key is read right`(seed: UInt64) {
    var random = SplitMix(state: seed)
    var decoder = Decoder()
    for _ in 0..<2_000 {
      _ = decoder.feed(noise(&random, Int.random(in: 1...40, using: &random)))
      _ = decoder.flush()
      #expect(decoder.patience == nil)
      let inputs = decoder.feed([UInt8(ascii: "q")])
      guard inputs == [Typed.key(.character("q"))] else {
        Issue.record("lost its place")
        return
      }
    }
  }

  @Test(arguments: 1...8)
  func `noise means the same however it is split`(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<500 {
      let bytes = noise(&random, 60)
      var whole = Decoder()
      var parts = Decoder()
      var rest = bytes[...]
      var inputs: [Input] = []
      while !rest.isEmpty {
        let count = Int.random(in: 1...rest.count, using: &random)
        inputs += parts.feed(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      #expect(inputs + parts.flush() == whole.feed(bytes) + whole.flush())
    }
  }
}
