internal import RealModule

/// Numbers as people read them on a screen.
///
/// No value ever shows as `-0.0`, and digits come from what can be told apart, so that a gain in the
/// fourth decimal is never rounded away.
package enum NumberText {
  /// Digits after the point that tell apart values one `step` apart; 0...12.
  package static func digits(for step: Double) -> Int {
    guard step.isFinite, step != 0 else { return 4 }
    let exact = -Double.log10(abs(step))
    let digits = (exact - 1e-9).rounded(.up)
    return max(0, min(12, Int(digits)))
  }

  /// With exactly so many digits after the point; huge values get an exponent.
  package static func fixed(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return special(value) }
    let digits = max(0, min(12, digits))
    let scale = Double.pow(10, Double(digits))
    let scaled = (abs(value) * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled < 9e15 else {
      return abs(value) < 9e15 ? fixed(value, digits: digits - 1) : scientific(value, digits: 2)
    }
    let whole = Int(scaled)
    let unit = Int(scale)
    var text = String(whole / unit)
    if digits > 0 {
      let fraction = String(whole % unit)
      text += "." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
    return value < 0 && whole != 0 ? "-" + text : text
  }

  /// A metric, with digits down to the noise, or four significant ones where none is known.
  package static func metric(_ value: Double, noise: Double? = nil) -> String {
    guard value.isFinite else { return special(value) }
    if let noise, noise.isFinite, noise > 0 {
      let digits = digits(for: noise)
      if value == 0 || abs(value) * Double.pow(10, Double(digits)) >= 0.5 {
        return fixed(value, digits: digits)
      }
    }
    return significant(value, 4)
  }

  /// So many significant digits; very small values get an exponent.
  package static func significant(_ value: Double, _ count: Int) -> String {
    guard value.isFinite else { return special(value) }
    guard value != 0 else { return "0" }
    let magnitude = abs(value)
    if magnitude < 1e-5 || magnitude >= 1e9 { return scientific(value, digits: max(0, count - 2)) }
    let exponent = Int(Double.log10(magnitude).rounded(.down))
    return fixed(value, digits: max(0, count - 1 - exponent))
  }

  /// Up to three significant digits, without trailing zeros.
  static func trimmed(_ value: Double) -> String {
    var text = significant(value, 3)
    guard text.contains("."), !text.contains("e") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// A mantissa and a power of ten, as in `3e-6`.
  package static func scientific(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return special(value) }
    guard value != 0 else { return "0" }
    var exponent = Int(Double.log10(abs(value)).rounded(.down))
    var mantissa = abs(value) / Double.pow(10, Double(exponent))
    if mantissa.isInfinite || mantissa.isNaN { return value < 0 ? "-0" : "0" }
    let scale = Double.pow(10, Double(max(0, digits)))
    if (mantissa * scale).rounded() >= 10 * scale {
      mantissa /= 10
      exponent += 1
    }
    var text = fixed(mantissa, digits: digits)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return (value < 0 ? "-" : "") + text + "e" + String(exponent)
  }

  /// With its sign, also when positive; zero has none.
  package static func signed(_ value: Double, digits: Int) -> String {
    let text = fixed(value, digits: digits)
    guard value > 0, text.contains(where: { $0 >= "1" && $0 <= "9" }) || value.isInfinite else {
      return text
    }
    return "+" + text
  }

  /// A gain in units of the noise: `+2.2`, `-13`; positive is better.
  package static func gain(_ value: Double) -> String {
    signed(value, digits: abs(value) >= 99.95 ? 0 : 1)
  }

  /// A share of one as a percentage: `64 %`.
  package static func percent(_ fraction: Double, digits: Int = 0) -> String {
    fixed(fraction * 100, digits: digits) + (fraction.isFinite ? " %" : "")
  }

  /// Dollars and cents.
  package static func dollars(_ value: Double) -> String {
    if value > 0, value < 0.005 { return "<$0.01" }
    return value < 0 ? "-$" + fixed(-value, digits: 2) : "$" + fixed(value, digits: 2)
  }

  static func special(_ value: Double) -> String {
    value.isNaN ? "nan" : (value < 0 ? "-inf" : "inf")
  }
}
