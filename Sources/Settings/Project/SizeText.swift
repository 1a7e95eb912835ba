/// Sizes as people write them: `500MB`, `16GB`, `1.5TB`, `64GiB`, or plain bytes.
package enum SizeText {
  private static let units: [(name: String, bytes: Double)] = [
    ("TiB", 0x1p40), ("GiB", 0x1p30), ("MiB", 0x1p20), ("KiB", 0x1p10),
    ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("KB", 1e3), ("B", 1),
  ]

  /// Bytes, or nil for anything else; at most 1 EB.
  package static func bytes(_ text: String) -> Int? {
    let lower = text.lowercased()
    let unit = units.first { lower.hasSuffix($0.name.lowercased()) }
    let number = lower.dropLast(unit?.name.count ?? 0).trimmingSuffix { $0 == " " }
    guard let value = Double(number), value.isFinite, value >= 0 else { return nil }
    let bytes = value * (unit?.bytes ?? 1)
    return bytes <= 1e18 ? Int(bytes.rounded()) : nil
  }

  /// The shortest exact spelling.
  package static func text(_ bytes: Int) -> String {
    let spellings = units.compactMap { unit -> String? in
      let isExact = bytes.isMultiple(of: Int(unit.bytes)) && bytes >= Int(unit.bytes)
      return isExact ? "\(bytes / Int(unit.bytes))\(unit.name)" : nil
    }
    return spellings.min { $0.count < $1.count } ?? "\(bytes)B"
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while matches: (Character) -> Bool) -> Substring {
    var text = self
    while let last = text.last, matches(last) { text.removeLast() }
    return text
  }
}
