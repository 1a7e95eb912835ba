/// What JSON spells with a backslash.
enum JSONEscapes {
  /// A text with its escapes resolved; halves of characters become U+FFFD.
  static func resolved(_ text: ArraySlice<UInt8>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var rest = text
    while let escape = rest.firstIndex(of: UInt8(ascii: "\\")) {
      bytes += rest[..<escape]
      rest = rest[(escape + 1)...]
      switch rest.popFirst() {
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "r"): bytes.append(13)
      case UInt8(ascii: "b"): bytes.append(8)
      case UInt8(ascii: "f"): bytes.append(12)
      case UInt8(ascii: "u"):
        var units = [popUnit(&rest)]
        // The two halves of one character come one after the other.
        while rest.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
          rest = rest.dropFirst(2)
          units.append(popUnit(&rest))
        }
        bytes += String(decoding: units, as: UTF16.self).utf8
      case .some(let byte): bytes.append(byte)
      case nil: break
      }
    }
    return String(decoding: bytes + rest, as: UTF8.self)
  }

  private static func popUnit(_ rest: inout ArraySlice<UInt8>) -> UInt16 {
    defer { rest = rest.dropFirst(4) }
    return UInt16(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) ?? 0xFFFD
  }
}
