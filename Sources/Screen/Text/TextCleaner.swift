/// Makes a line of anybody's output safe to draw.
///
/// What comes out has no control characters, nothing of an escape sequence, nothing that changes
/// the direction of text. Tabs are expanded, backspaces obeyed, and of what a carriage return wrote
/// over only the last state is left.
package enum TextCleaner {
  package static let tabWidth = 8
  /// Marks on one character beyond which further ones are left out.
  private static let marks = 4

  /// - Returns: the text, and whether it was written over as progress bars are.
  package static func clean(_ bytes: UnsafeRawBufferPointer) -> (text: String, isBar: Bool) {
    var end = bytes.count
    if end > 0, bytes[end - 1] == 0x0A { end -= 1 }
    if end > 0, bytes[end - 1] == 0x0D { end -= 1 }
    let line = UnsafeRawBufferPointer(rebasing: bytes[0..<end])
    if line.allSatisfy({ $0 &- 0x20 < 0x5F }) {
      return (String(decoding: line, as: UTF8.self), false)
    }
    let obeyed = withoutSequences(line)
    let parts = obeyed.split(separator: 0x0D)
    let last = parts.last.map { String(decoding: $0, as: UTF8.self) } ?? ""
    let isBar = parts.count > 1 || obeyed.contains(0x0D)
    return (expanded(withoutControls(last)), isBar)
  }

  package static func clean(_ text: String) -> String {
    var text = text
    return text.withUTF8 { clean(UnsafeRawBufferPointer($0)).text }
  }

  /// How many bytes the escape sequence takes that the bytes begin with.
  package static func sequenceEnd(_ bytes: UnsafeRawBufferPointer) -> Int {
    bytes.first == 0x1B ? end(bytes, after: 1) : 0
  }

  private static func withoutSequences(_ p: UnsafeRawBufferPointer) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(p.count)
    var i = 0
    while i < p.count {
      if p[i] == 0x1B {
        i = end(p, after: i + 1)
      } else if p[i] == 0xC2, i + 1 < p.count, p[i + 1] &- 0x80 < 0x20 {
        // The same introducers as single characters of the upper control range.
        i = end(p, introducer: p[i + 1] - 0x40, at: i + 2)
      } else {
        out.append(p[i])
        i += 1
      }
    }
    return out
  }

  /// The index after a sequence; `start` follows its ESC.
  private static func end(_ p: UnsafeRawBufferPointer, after start: Int) -> Int {
    var i = start
    while i < p.count, p[i] == 0x1B { i += 1 }
    guard i < p.count else { return i }
    return end(p, introducer: p[i], at: i + 1)
  }

  private static func end(_ p: UnsafeRawBufferPointer, introducer: UInt8, at start: Int) -> Int {
    var i = start
    switch introducer {
    case UInt8(ascii: "["):
      while i < p.count, p[i] &- 0x20 < 0x20 { i += 1 }
      return i < p.count && p[i] &- 0x40 < 0x3F ? i + 1 : i
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      while i < p.count {
        switch p[i] {
        case 0x07, 0x18, 0x1A: return i + 1
        case 0x1B: return i + 1 < p.count && p[i + 1] == 0x5C ? i + 2 : i
        case 0xC2 where i + 1 < p.count && p[i + 1] == 0x9C: return i + 2
        default: i += 1
        }
      }
      return i
    case 0x20..<0x30:
      while i < p.count, p[i] &- 0x20 < 0x10 { i += 1 }
      return i < p.count && p[i] &- 0x30 < 0x4F ? i + 1 : i
    // A control character is no part of a sequence, and what is not ASCII ends none.
    case 0..<0x20, 0x7F...: return start - 1
    default: return start
    }
  }

  private static func withoutControls(_ text: String) -> String.UnicodeScalarView {
    var out = String.UnicodeScalarView()
    var marks = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20..<0x7F, 0x09: break
      case 0x08:
        if !out.isEmpty { out.removeLast() }
        continue
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: continue
      case 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F: continue
      case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: continue
      case 0x300...:
        if isMark(scalar) {
          marks += 1
          if marks > TextCleaner.marks || out.isEmpty { continue }
          out.append(scalar)
          continue
        }
      default: break
      }
      marks = 0
      out.append(scalar)
    }
    return out
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark, .format: true
    default: false
    }
  }

  private static func expanded(_ scalars: String.UnicodeScalarView) -> String {
    let text = String(scalars)
    guard scalars.contains("\t") else { return text }
    var out = ""
    var column = 0
    for character in text {
      guard character == "\t" else {
        out.append(character)
        column += CellWidth.columns(of: character)
        continue
      }
      let blanks = tabWidth - column % tabWidth
      out += String(repeating: " ", count: blanks)
      column += blanks
    }
    return out
  }
}
