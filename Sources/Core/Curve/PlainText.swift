/// Makes text safe to show on one line: no escapes, no control characters, no bidi overrides.
///
/// Tabs and line ends become blanks. What is longer than `limit` characters ends in an ellipsis.
package func plainText(_ text: String, limit: Int = 240) -> String {
  if text.utf8.count <= limit, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
  var bytes = Array(text.utf8)
  if bytes.contains(0x1B) { bytes = bytes.withUnsafeBytes { Escapes.strip($0) } }
  var out = String.UnicodeScalarView()
  for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: out.append(" ")
    case 0..<0x20, 0x7F..<0xA0: continue
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: continue
    case 0xE0000...0xE007F: continue
    default: out.append(scalar)
    }
  }
  let plain = String(out)
  guard limit > 0, plain.count > limit else { return limit > 0 ? plain : "" }
  return plain.prefix(limit - 1) + "…"
}
