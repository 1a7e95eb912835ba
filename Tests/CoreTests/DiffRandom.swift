import Foundation

/// Random numbers that are the same in every run (SplitMix64).
struct DiffRandom: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// How many inputs a fuzz test tries: the number given, times `PAWL_FUZZ` when that is set.
  static func rounds(_ count: Int) -> Int {
    count * max(1, ProcessInfo.processInfo.environment["PAWL_FUZZ"].flatMap { Int($0) } ?? 1)
  }

  /// Bytes with some changed, dropped, doubled or cut off.
  mutating func mutated(_ bytes: [UInt8], with alphabet: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &self) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &self)
      switch Int.random(in: 0..<6, using: &self) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &self)
      case 1: bytes[place] = alphabet.randomElement(using: &self) ?? 0
      case 2: bytes.remove(at: place)
      case 3: bytes.insert(alphabet.randomElement(using: &self) ?? 0, at: place)
      case 4:
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &self))
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      default: bytes.removeSubrange(place..<min(bytes.count, place + 40))
      }
    }
    return bytes
  }
}
