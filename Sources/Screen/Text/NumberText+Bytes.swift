extension NumberText {
  /// An amount of data: `812 bytes`, `1.2 MB`; units of a thousand.
  package static func bytes(_ count: Int) -> String {
    if abs(count) < 1000 { return count == 1 ? "1 byte" : "\(count) bytes" }
    var value = Double(count) / 1000
    var units = ["KB", "MB", "GB", "TB"][...]
    while units.count > 1, abs(value) >= 999.5 {
      value /= 1000
      units.removeFirst()
    }
    return fixed(value, digits: abs(value) < 9.95 ? 1 : 0) + " " + (units.first ?? "")
  }
}
