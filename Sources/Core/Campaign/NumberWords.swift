import RealModule

extension Double {
  /// With so many digits after the point.
  package func fixed(_ digits: Int) -> String {
    guard isFinite else { return isNaN ? "nan" : self < 0 ? "-inf" : "inf" }
    guard abs(self) < 1e15 else { return "\(self)" }
    let places = max(0, min(12, digits))
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (abs(self) * scale).rounded()
    guard scaled < 9e18 else { return "\(self)" }
    var text = String(UInt64(scaled))
    if places > 0 {
      while text.count <= places { text = "0" + text }
      text.insert(".", at: text.index(text.endIndex, offsetBy: -places))
    }
    return self < 0 && scaled > 0 ? "-" + text : text
  }

  /// With so many significant digits, never in exponents between 1e-12 and 1e15.
  package func significant(_ digits: Int) -> String {
    guard isFinite, self != 0 else { return fixed(0) }
    let magnitude = Int(Double.log10(abs(self)).rounded(.down))
    return fixed(digits - 1 - magnitude)
  }

  /// A metric value, one digit finer than the noise; four digits where the noise is unknown.
  package func text(noise: Double?) -> String {
    guard isFinite else { return fixed(0) }
    guard let noise, noise > 1e-9 else { return fixed(4) }
    return fixed(max(0, 1 - Int(Double.log10(noise).rounded(.down))))
  }
}
