import Foundation

/// A positive number as it stands in a source file, and how to write another one in the same style.
struct NumberLiteral: Equatable, Sendable {
  enum Style: Equatable, Sendable {
    case plain
    /// Digits in groups of three, `100_000`.
    case grouped
    /// `3e-4`
    case exponent
    /// `2**10`
    case power(base: Int)
  }

  let value: Double
  let isInteger: Bool
  let style: Style

  /// Nil for anything but a positive decimal number or a power of two whole numbers.
  init?(_ text: Substring) {
    if let stars = text.range(of: "**") {
      guard let base = Int(text[..<stars.lowerBound].filter { $0 != " " }), base > 1,
        let exponent = Int(text[stars.upperBound...].filter { $0 != " " }),
        (1...30).contains(exponent)
      else { return nil }
      let value = pow(Double(base), Double(exponent))
      guard value < 1e15 else { return nil }
      self.init(value: value, isInteger: true, style: .power(base: base))
      return
    }
    guard text.utf8.first.map({ $0.isDecimalDigit || $0 == UInt8(ascii: ".") }) == true,
      text.utf8.contains(where: \.isDecimalDigit),
      text.utf8.allSatisfy({ $0.isDecimalDigit || "._eE+-".utf8.contains($0) }),
      !text.hasSuffix("_"), !text.contains("__")
    else { return nil }
    let leadingZero =
      text.count > 1 && text.hasPrefix("0") && text.utf8.allSatisfy(\.isDecimalDigit)
    guard !leadingZero, let value = Double(text.filter { $0 != "_" }), value > 0, value.isFinite
    else { return nil }
    let isInteger = !text.contains(where: { ".eE".contains($0) })
    let exponent = text.contains(where: { "eE".contains($0) })
    guard !isInteger || value < 1e15 else { return nil }
    self.init(
      value: value, isInteger: isInteger,
      style: exponent ? .exponent : text.contains("_") ? .grouped : .plain)
  }

  private init(value: Double, isInteger: Bool, style: Style) {
    self.value = value
    self.isInteger = isInteger
    self.style = style
  }

  /// The text of `value` in this literal's style: whole numbers stay whole, others keep three digits.
  func render(_ value: Double) -> String {
    guard isInteger else { return Self.decimal(value, exponent: style == .exponent) }
    let whole = Int(value.rounded())
    switch style {
    case .power(let base):
      let exponent = (log(value) / log(Double(base))).rounded()
      let exact = exponent >= 1 && pow(Double(base), exponent) == value.rounded()
      return exact ? "\(base)**\(Int(exponent))" : "\(whole)"
    case .grouped: return Self.grouped(whole)
    case .plain, .exponent: return "\(whole)"
    }
  }

  /// Two digits where they are within 0.7 percent, else three.
  private static func decimal(_ value: Double, exponent: Bool) -> String {
    let two = String(format: "%.1e", value)
    let near = abs((Double(two) ?? 0) - value) <= 0.007 * abs(value)
    let text = near ? two : String(format: "%.2e", value)
    guard let split = text.firstIndex(of: "e"), let power = Int(text[text.index(after: split)...])
    else { return text }
    if exponent || power < -4 || power > 14 {
      let mantissa = trimmed(text[..<split])
      return (mantissa.hasSuffix(".0") ? String(mantissa.dropLast(2)) : mantissa) + "e\(power)"
    }
    let digits = max(1, (near ? 1 : 2) - power)
    return trimmed(String(format: "%.\(digits)f", Double(text) ?? value)[...])
  }

  /// Without zeros at the end, but always with one digit after the point.
  private static func trimmed(_ text: Substring) -> String {
    var result = String(text)
    while result.hasSuffix("0") && !result.hasSuffix(".0") { result.removeLast() }
    return result
  }

  private static func grouped(_ whole: Int) -> String {
    var result = ""
    for (index, digit) in String(whole).reversed().enumerated() {
      if index > 0 && index % 3 == 0 { result.append("_") }
      result.append(digit)
    }
    return String(result.reversed())
  }
}

extension UInt8 {
  var isDecimalDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
