/// What a line holds that needs more than a plain reading.
struct LineFlags: Sendable {
  var hasEscape = false
  var hasZero = false

  /// The index of the next CR or LF at or after `from`; notes the control bytes on the way.
  static func nextEnd(
    _ p: UnsafeRawBufferPointer, from: Int, _ flags: inout LineFlags
  ) -> Int? {
    var i = from
    let n = p.count
    let ones: UInt64 = 0x0101_0101_0101_0101
    while i < n {
      if i + 8 <= n {
        // Bytes below 0x20 show in their top bit; the lowest one that shows is certain.
        let word = UInt64(littleEndian: p.loadUnaligned(fromByteOffset: i, as: UInt64.self))
        let low = (word &- ones &* 0x20) & ~word & (ones &* 0x80)
        if low == 0 {
          i += 8
          continue
        }
        i += low.trailingZeroBitCount >> 3
      }
      switch p[i] {
      case 0x0A, 0x0D: return i
      case 0x1B: flags.hasEscape = true
      case 0: flags.hasZero = true
      default: break
      }
      i += 1
    }
    return nil
  }
}

/// Removes terminal escape sequences.
enum Escapes {
  /// The line without CSI, OSC and other sequences; one that is cut off is removed to the end.
  static func strip(_ p: UnsafeRawBufferPointer) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(p.count)
    var i = 0
    while i < p.count {
      if p[i] == 0x1B {
        i = end(p, after: i + 1)
      } else {
        out.append(p[i])
        i += 1
      }
    }
    return out
  }

  /// The index after the sequence whose introducer is followed by `i`.
  static func end(_ p: UnsafeRawBufferPointer, after start: Int) -> Int {
    var i = start
    guard i < p.count else { return i }
    switch p[i] {
    case UInt8(ascii: "["):
      i += 1
      while i < p.count, (0x20...0x3F).contains(p[i]) { i += 1 }
      return i < p.count && (0x40...0x7E).contains(p[i]) ? i + 1 : i
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      i += 1
      while i < p.count {
        if p[i] == 0x07 { return i + 1 }
        if p[i] == 0x1B { return i + 1 < p.count && p[i + 1] == 0x5C ? i + 2 : i }
        i += 1
      }
      return i
    default:
      while i < p.count, (0x20...0x2F).contains(p[i]) { i += 1 }
      return min(i + 1, p.count)
    }
  }
}
