internal import RealModule

extension NumberText {
  /// A count with a suffix: `850`, `2k`, `1.5k`, `3M`, `1.2B`.
  package static func count(_ value: Double) -> String {
    guard value.isFinite else { return special(value) }
    let magnitude = abs(value)
    for (unit, suffix) in [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")]
    where magnitude >= unit * 0.9995 {
      return short(value / unit) + suffix
    }
    return short(value)
  }

  /// A running clock: `0:42`, `3:12`, `7:31:05`.
  package static func clock(_ seconds: Double) -> String {
    guard seconds.isFinite, abs(seconds) < 1e12 else { return "-" }
    let total = max(0, Int(seconds))
    let minutes = (total / 60) % 60
    let rest = pair(total % 60)
    return total < 3600
      ? "\(minutes):\(rest)" : "\(total / 3600):\(pair(minutes)):\(rest)"
  }

  /// How long, in its two largest units: `45 s`, `38 min`, `7 h 31 m`, `3 d 4 h`.
  package static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, abs(seconds) < 1e12 else { return "-" }
    let total = max(0, Int(seconds))
    switch total {
    case ..<60: return "\(total) s"
    case ..<3600: return "\(total / 60) min"
    case ..<86_400: return "\(total / 3600) h \(pair((total / 60) % 60)) m"
    default: return "\(total / 86_400) d \((total / 3600) % 24) h"
    }
  }

  private static func pair(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }

  /// At most two digits after the point, without trailing zeros.
  private static func short(_ value: Double) -> String {
    let digits = abs(value) >= 100 ? 0 : (abs(value) >= 10 ? 1 : 2)
    var text = fixed(value, digits: digits)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
