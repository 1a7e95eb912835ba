/// Paths as git writes them in a diff: prefixed with a/ and b/, quoted where they hold odd bytes.
enum PatchPath {
  /// The path of a `---` or `+++` line; nil for /dev/null.
  static func named(_ text: Substring) -> String? {
    var name = text.utf8
    if name.last == UInt8(ascii: "\r") { name.removeLast() }
    // Git ends a path that holds blanks with a tab; other tools add a date after one.
    if name.first != quote, let tab = name.firstIndex(of: 0x09) { name = name[..<tab] }
    let path = Substring(name)
    return path == "/dev/null" ? nil : withoutSide(unquoted(path))
  }

  /// The two paths of a `diff --git` line, without its first words.
  static func header(_ text: Substring) -> (String?, String?) {
    let utf8 = text.utf8
    if utf8.first == quote, let end = closing(utf8) {
      let old = withoutSide(unquoted(Substring(utf8[...end])))
      let rest = utf8[utf8.index(after: end)...].drop { $0 == 0x20 }
      return (old, withoutSide(unquoted(Substring(rest))))
    }
    if utf8.last == quote, let open = first(" \"", in: utf8) {
      let new = Substring(utf8[utf8.index(after: open)...])
      return (withoutSide(String(Substring(utf8[..<open]))), withoutSide(unquoted(new)))
    }
    // Without quotes both halves are the same path unless the file was renamed, which other lines
    // say.
    let half = (utf8.count - 1) / 2
    if half > 0, let middle = utf8.index(utf8.startIndex, offsetBy: half, limitedBy: utf8.endIndex),
      middle < utf8.endIndex, utf8[middle] == 0x20
    {
      let old = withoutSide(String(Substring(utf8[..<middle])))
      let new = withoutSide(String(Substring(utf8[utf8.index(after: middle)...])))
      if old == new { return (old, new) }
    }
    guard let blank = first(" b/", in: utf8) else {
      return (withoutSide(String(text)), withoutSide(String(text)))
    }
    let new = String(Substring(utf8[utf8.index(after: blank)...]))
    return (withoutSide(String(Substring(utf8[..<blank]))), withoutSide(new))
  }

  /// A path with git's quotes and escapes resolved; unquoted text is returned as it is.
  static func unquoted(_ text: Substring) -> String {
    guard text.utf8.first == quote, text.utf8.count > 1 else { return String(text) }
    var out: [UInt8] = []
    var bytes = text.utf8.dropFirst().makeIterator()
    while let byte = bytes.next() {
      if byte == quote { break }
      guard byte == UInt8(ascii: "\\"), let escaped = bytes.next() else {
        out.append(byte)
        continue
      }
      switch escaped {
      case UInt8(ascii: "0")...UInt8(ascii: "3"):
        var value = Int(escaped &- 48)
        for _ in 0..<2 { value = value * 8 + Int((bytes.next() ?? 48) & 7) }
        out.append(UInt8(truncatingIfNeeded: value))
      default: out.append(letters.first { $0.0 == escaped }?.1 ?? escaped)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// A path with its side in front, quoted where git would read it wrongly otherwise.
  static func quoted(_ side: String, _ path: String) -> String {
    let isOdd = { (byte: UInt8) in
      byte < 0x20 || byte >= 0x7F || byte == quote || byte == UInt8(ascii: "\\")
    }
    guard path.utf8.contains(where: isOdd) else { return side + path }
    var out: [UInt8] = [quote] + Array(side.utf8)
    for byte in path.utf8 {
      guard isOdd(byte) else {
        out.append(byte)
        continue
      }
      out.append(UInt8(ascii: "\\"))
      if let letter = letters.first(where: { $0.1 == byte })?.0 {
        out.append(letter)
      } else if byte == quote || byte == UInt8(ascii: "\\") {
        out.append(byte)
      } else {
        out += [48 + byte >> 6, 48 + (byte >> 3) & 7, 48 + byte & 7]
      }
    }
    return String(decoding: out + [quote], as: UTF8.self)
  }

  private static let quote = UInt8(ascii: "\"")

  /// Escapes of one letter and what they stand for.
  private static let letters: [(UInt8, UInt8)] = [
    (UInt8(ascii: "a"), 7), (UInt8(ascii: "b"), 8), (UInt8(ascii: "t"), 9),
    (UInt8(ascii: "n"), 10), (UInt8(ascii: "v"), 11), (UInt8(ascii: "f"), 12),
    (UInt8(ascii: "r"), 13),
  ]

  private static func withoutSide(_ path: String) -> String {
    let utf8 = path.utf8
    guard utf8.starts(with: "a/".utf8) || utf8.starts(with: "b/".utf8) else { return path }
    return String(Substring(utf8.dropFirst(2)))
  }

  private static func first(_ needle: String, in text: Substring.UTF8View)
    -> Substring.Index?
  {
    text.indices.first { text[$0...].starts(with: needle.utf8) }
  }

  /// The index of the quote that closes the one at the start.
  private static func closing(_ text: Substring.UTF8View) -> Substring.Index? {
    var isEscaped = false
    for index in text.indices.dropFirst() {
      if isEscaped {
        isEscaped = false
      } else if text[index] == UInt8(ascii: "\\") {
        isEscaped = true
      } else if text[index] == quote {
        return index
      }
    }
    return nil
  }
}
