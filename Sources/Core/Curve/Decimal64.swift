/// Turns a decimal mantissa and exponent into the nearest double, without text in between.
enum Decimal64 {
  /// `mantissa * 10^exponent`, correctly rounded.
  ///
  /// The mantissa has at most 18 digits. Up to 2^53 and 10^22 one operation on exact doubles rounds
  /// correctly (Clinger 1990); beyond that the standard library reads the digits.
  static func value(_ mantissa: UInt64, exponent: Int) -> Double {
    if mantissa == 0 { return 0 }
    if exponent == 0 { return Double(mantissa) }
    if mantissa <= 1 << 53, (-22...22).contains(exponent) {
      return exponent < 0
        ? Double(mantissa) / powers[-exponent] : Double(mantissa) * powers[exponent]
    }
    if exponent > 400 { return .infinity }
    if exponent < -400 { return 0 }
    return wide(mantissa, exponent)
  }

  /// As above for 17-digit fractions: one 128-bit division, its remainder kept as a sticky bit.
  private static func wide(_ mantissa: UInt64, _ exponent: Int) -> Double {
    guard (-18..<0).contains(exponent) else { return Double("\(mantissa)e\(exponent)") ?? .nan }
    let divisor = integers[-exponent]
    // Makes the quotient 63 or 64 bits wide: more than a double's 53 and one to round with.
    let up = mantissa.leadingZeroBitCount - divisor.leadingZeroBitCount + 63
    let high = up >= 64 ? mantissa << UInt64(up - 64) : mantissa >> UInt64(64 - up)
    let low = up >= 64 ? 0 : mantissa << UInt64(up)
    let (quotient, remainder) = divisor.dividingFullWidth((high, low))
    let sticky = quotient | (remainder == 0 ? 0 : 1)
    return Double(sticky) * Double(sign: .plus, exponent: -up, significand: 1)
  }

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
  private static let integers: [UInt64] = (0...18).map { k in
    (0..<k).reduce(UInt64(1)) { product, _ in product * 10 }
  }
}
