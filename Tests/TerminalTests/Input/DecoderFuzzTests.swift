import Core
import Screen
import Terminal
import Testing

struct DecoderFuzzTests {
  /// Cases a seed, each an input and one place to split it at; `PAWL_FUZZ` multiplies them.
  static let cases = 25_000 * (Probe.variable("PAWL_FUZZ").flatMap { Int($0) } ?? 1)

  /// Bytes that lead somewhere, so that noise reaches deep states.
  private static let likely = Array("\u{1B}\u{1B}[[O]P<?;:$0123456789~MmuABRyc^@\u{7}\\\r".utf8)
  private static let known = Typed.all.map(\.bytes).filter { $0.count < 40 }

  private func noise(_ random: inout SplitMix, _ count: Int) -> [UInt8] {
    (0..<count).map { _ in
      Bool.random(using: &random)
        ? Self.likely[Int.random(in: Self.likely.indices, using: &random)]
        : UInt8.random(in: 0...255, using: &random)
    }
  }

  /// Something known with a byte changed, taken out or put in, alone or after another.
  private func mutated(_ random: inout SplitMix) -> [UInt8] {
    var bytes = Self.known[Int.random(in: Self.known.indices, using: &random)]
    if Int.random(in: 0..<3, using: &random) == 0 {
      bytes += Self.known[Int.random(in: Self.known.indices, using: &random)]
    }
    for _ in 0..<Int.random(in: 0...2, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: bytes.indices, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[place] = noise(&random, 1)[0]
      case 1: bytes.remove(at: place)
      default: bytes.insert(noise(&random, 1)[0], at: place)
      }
    }
    return bytes
  }

  @Test(arguments: 1...8)
  func `an input means the same wherever it is split, and the next key is read right`(
    seed: UInt64
  ) {
    var random = SplitMix(seed: seed)
    var cases = 0
    while cases < Self.cases {
      let bytes =
        Bool.random(using: &random)
        ? mutated(&random) : noise(&random, Int.random(in: 1...12, using: &random))
      var whole = Decoder()
      var meaning = whole.feed(bytes)
      meaning += whole.flush()
      guard whole.patience == nil, whole.feed(CollectionOfOne(0x71)) == [Self.q] else {
        Issue.record("lost its place after \(bytes)")
        return
      }
      // Byte by byte up to each place, then the rest at once.
      var bytewise = Decoder()
      var before: [Input] = []
      for place in bytes.indices {
        var parts = bytewise
        guard before + parts.feed(bytes[place...]) + parts.flush() == meaning else {
          Issue.record("split at \(place): \(bytes)")
          return
        }
        before += bytewise.feed(CollectionOfOne(bytes[place]))
        cases += 1
      }
      guard before + bytewise.flush() == meaning else {
        Issue.record("byte by byte: \(bytes)")
        return
      }
    }
  }

  private static let q = Typed.key(.character("q"))

  @Test func `garbage without end is forgotten and bounded`() {
    for lead in ["\u{1B}[", "\u{1B}O1", "\u{1B}]", "\u{1B}P", "\u{1B}[<", "\u{1B}[?"] {
      var decoder = Decoder()
      var inputs = decoder.feed(
        Array(lead.utf8) + Array(repeating: UInt8(ascii: "7"), count: 5_000_000))
      inputs = decoder.flush()
      #expect(inputs.count < 2, "\(lead)")
      #expect(decoder.feed([UInt8(ascii: "q")]) == [Self.q])
    }
  }
}
