import Core
import Foundation

/// How much is tried at random: `PAWL_FUZZ` in the environment multiplies it.
enum Fuzz {
  private static let factor = max(
    1, ProcessInfo.processInfo.environment["PAWL_FUZZ"].flatMap { Int($0) } ?? 1)

  static func rounds(_ count: Int) -> Int { count * factor }

  static func seeds(_ count: Int) -> Range<UInt64> { 0..<UInt64(rounds(count)) }

  /// So many of a list, chosen evenly and its ends among them; the whole list where that is less.
  static func some<Item>(_ count: Int, of items: [Item]) -> [Item] {
    let wanted = min(items.count, rounds(count))
    guard wanted > 1 else { return Array(items.prefix(wanted)) }
    return (0..<wanted).map { items[$0 * (items.count - 1) / (wanted - 1)] }
  }
}

extension SplitMix {
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
