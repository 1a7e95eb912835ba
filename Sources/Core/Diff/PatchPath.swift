/// Paths as git writes them in a diff: prefixed with a/ and b/, quoted where they hold odd bytes.
enum PatchPath {
  /// The path of a `---` or `+++` line; nil for /dev/null.
  static func named(_ text: Substring) -> String? {
    var name = text
    if name.last == "\r" { name = name.dropLast() }
    // Git ends a path that holds blanks with a tab; other tools add a date after one.
    if !name.hasPrefix("\""), let tab = name.firstIndex(of: "\t") { name = name[..<tab] }
    if name == "/dev/null" { return nil }
    return withoutSide(unquoted(name))
  }

  /// The two paths of a `diff --git` line, without its first words.
  static func header(_ text: Substring) -> (String?, String?) {
    if text.hasPrefix("\""), let end = closing(text) {
      let old = withoutSide(unquoted(text[...end]))
      return (old, withoutSide(unquoted(text[text.index(after: end)...].drop { $0 == " " })))
    }
    if text.hasSuffix("\""), let open = text.firstRange(of: " \"")?.lowerBound {
      let new = text[text.index(after: open)...]
      return (withoutSide(String(text[..<open])), withoutSide(unquoted(new)))
    }
    // Without quotes both halves are the same path unless the file was renamed, which other lines say.
    let half = (text.utf8.count - 1) / 2
    let utf8 = text.utf8
    if half > 0, let middle = utf8.index(utf8.startIndex, offsetBy: half, limitedBy: utf8.endIndex),
      middle < utf8.endIndex, utf8[middle] == UInt8(ascii: " ")
    {
      let old = withoutSide(String(Substring(utf8[..<middle])))
      let new = withoutSide(String(Substring(utf8[utf8.index(after: middle)...])))
      if old == new { return (old, new) }
    }
    guard let blank = text.firstRange(of: " b/")?.lowerBound else {
      return (withoutSide(String(text)), withoutSide(String(text)))
    }
    let new = String(text[text.index(after: blank)...])
    return (withoutSide(String(text[..<blank])), withoutSide(new))
  }

  /// A path with git's quotes and escapes resolved; unquoted text is returned as it is.
  static func unquoted(_ text: Substring) -> String {
    guard text.first == "\"", text.utf8.count > 1 else { return String(text) }
    var out: [UInt8] = []
    var bytes = text.utf8.dropFirst().makeIterator()
    while let byte = bytes.next() {
      if byte == UInt8(ascii: "\"") { break }
      guard byte == UInt8(ascii: "\\"), let escaped = bytes.next() else {
        out.append(byte)
        continue
      }
      switch escaped {
      case UInt8(ascii: "n"): out.append(10)
      case UInt8(ascii: "t"): out.append(9)
      case UInt8(ascii: "r"): out.append(13)
      case UInt8(ascii: "a"): out.append(7)
      case UInt8(ascii: "b"): out.append(8)
      case UInt8(ascii: "f"): out.append(12)
      case UInt8(ascii: "v"): out.append(11)
      case UInt8(ascii: "0")...UInt8(ascii: "3"):
        var value = Int(escaped &- 48)
        for _ in 0..<2 { value = value * 8 + Int((bytes.next() ?? 48) & 7) }
        out.append(UInt8(truncatingIfNeeded: value))
      default: out.append(escaped)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func withoutSide(_ path: String) -> String {
    path.hasPrefix("a/") || path.hasPrefix("b/") ? String(path.dropFirst(2)) : path
  }

  /// The index of the quote that closes the one at the start.
  private static func closing(_ text: Substring) -> Substring.Index? {
    var isEscaped = false
    for index in text.indices.dropFirst() {
      if isEscaped {
        isEscaped = false
      } else if text[index] == "\\" {
        isEscaped = true
      } else if text[index] == "\"" {
        return index
      }
    }
    return nil
  }
}
