import Core

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Small random damage to a file.
enum Mutation {
  /// How many to try: so many, times `PAWL_FUZZ` where that is set.
  static func count(_ usual: Int) -> Int {
    let factor = ProcessInfo.processInfo.environment["PAWL_FUZZ"].flatMap(Int.init) ?? 1
    return usual * max(1, factor)
  }

  static func of(_ original: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = original
    let signs = Array("[]{}:,-#&*!|>'\"%@`?~\t\n 0\\<\u{E9}\u{0}".utf8) + [0xFF, 0x80, 0x0D]
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      guard !bytes.isEmpty else { break }
      let at = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, at + Int.random(in: 1...40, using: &random))
      let sign = signs[Int.random(in: 0..<signs.count, using: &random)]
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[at] = sign
      case 1: bytes.insert(sign, at: at)
      case 2: bytes.remove(at: at)
      case 3: bytes.removeSubrange(at..<end)
      case 4: bytes.insert(contentsOf: Array(bytes[at..<end]), at: at)
      default: bytes.swapAt(at, Int.random(in: 0..<bytes.count, using: &random))
      }
    }
    return bytes
  }
}
