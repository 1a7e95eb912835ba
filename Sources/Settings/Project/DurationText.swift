/// Durations as people write them: `6m`, `300s`, `1h30m`, `500ms`; a plain number is in seconds.
package enum DurationText {
  private static let units: [(name: String, seconds: Double)] = [
    ("d", 86400), ("h", 3600), ("m", 60), ("s", 1), ("ms", 0.001),
  ]

  /// The seconds a text stands for, with a sign if it has one; nil when it is no duration.
  package static func seconds(_ text: String) -> Double? {
    var rest = Substring(text).drop(while: { $0 == " " })
    var sign = 1.0
    if let first = rest.first, first == "-" || first == "+" {
      sign = first == "-" ? -1 : 1
      rest = rest.dropFirst()
    }
    var total = 0.0
    var lastUnit = Double.infinity
    var parts = 0
    while !rest.isEmpty {
      let digits = rest.prefix(while: { $0 == "." || ("0"..."9").contains($0) })
      guard let number = Double(digits), number.isFinite else { return nil }
      rest = rest[digits.endIndex...].drop(while: { $0 == " " })
      let name = rest.prefix(while: { $0.isASCII && $0.isLetter })
      rest = rest[name.endIndex...].drop(while: { $0 == " " })
      if name.isEmpty {
        guard parts == 0, rest.isEmpty else { return nil }
        return sign * number
      }
      guard let unit = units.first(where: { $0.name == name })?.seconds, unit < lastUnit
      else { return nil }
      total += number * unit
      lastUnit = unit
      parts += 1
    }
    return parts > 0 && total.isFinite ? sign * total : nil
  }

  /// The shortest text that reads back as these seconds, exact to a millisecond.
  package static func text(_ seconds: Double) -> String {
    guard seconds.isFinite, abs(seconds) < 1e12 else { return "\(seconds)" }
    var rest = Int((abs(seconds) * 1000).rounded())
    guard rest > 0 else { return "0s" }
    var text = seconds < 0 ? "-" : ""
    for (name, length) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60000), ("s", 1000)] {
      let count = rest / length
      rest %= length
      if count > 0 { text += "\(count)\(name)" }
    }
    return rest > 0 ? text + "\(rest)ms" : text
  }
}
