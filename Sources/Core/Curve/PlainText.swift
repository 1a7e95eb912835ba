/// Makes text safe to show on one line: no escapes, no control characters, nothing invisible.
///
/// Tabs and line ends become blanks. What is longer than `limit` characters ends in an ellipsis.
package func plainText(_ text: String, limit: Int = 240) -> String {
  if text.utf8.count <= limit, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
  var bytes = Array(text.utf8)
  if bytes.contains(0x1B) { bytes = bytes.withUnsafeBytes { Escapes.strip($0) } }
  var out = String.UnicodeScalarView()
  for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
    switch scalar.visibility {
    case .shown, .combining, .selector: out.append(scalar)
    case .blank: out.append(" ")
    case .control, .invisible: continue
    }
  }
  let plain = String(out)
  guard limit > 0, plain.count > limit else { return limit > 0 ? plain : "" }
  return plain.prefix(limit - 1) + "…"
}
