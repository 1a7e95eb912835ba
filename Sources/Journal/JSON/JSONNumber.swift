/// Numbers as JSON writes them.
enum JSONNumber {
  /// The nearest double to the number that begins at a place, and the place behind it; nil where
  /// there is none.
  static func double(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (Double, end: Int)? {
    var end = start
    let isNegative = end < bytes.count && bytes[end] == UInt8(ascii: "-")
    if isNegative { end += 1 }
    let first = end
    var mantissa: UInt64 = 0
    var point: Int?
    scan: while end < bytes.count {
      switch bytes[end] {
      case let byte where byte &- 48 < 10: mantissa = mantissa &* 10 &+ UInt64(byte &- 48)
      case UInt8(ascii: ".") where point == nil: point = end
      default: break scan
      }
      end += 1
    }
    let digits = end - first - (point == nil ? 0 : 1)
    let decimals = point.map { end - $0 - 1 } ?? 0
    let isLong = end < bytes.count && isExponent(bytes[end])
    guard digits > 0 else { return nil }
    guard !isLong, digits <= mostDigits else { return other(bytes, from: start, to: end) }
    let value = nearest(mantissa, decimals)
    return (isNegative ? -value : value, end)
  }

  /// A whole number without a point or an exponent; nil where there is none, or none that fits.
  static func integer<T: FixedWidthInteger>(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> (T, end: Int)? {
    var end = start
    let isNegative = end < bytes.count && bytes[end] == UInt8(ascii: "-")
    if isNegative { end += 1 }
    let first = end
    var value: T = 0
    while end < bytes.count, bytes[end] &- 48 < 10 {
      guard let digit = T(exactly: bytes[end] &- 48) else { return nil }
      let (scaled, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (next, tooFar) =
        isNegative
        ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
      guard !tooLarge, !tooFar else { return nil }
      value = next
      end += 1
    }
    let isWhole = end == bytes.count || bytes[end] != UInt8(ascii: ".") && !isExponent(bytes[end])
    return end > first && isWhole ? (value, end) : nil
  }

  private static func isExponent(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
  }

  /// Very long, very large or very small.
  private static func other(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to place: Int
  ) -> (Double, end: Int)? {
    var end = place
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        end += 1
        continue
      default: break
      }
      break
    }
    let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
    return Double(String(decoding: text, as: UTF8.self)).map { ($0, end) }
  }

  /// As many digits always fit 64 bits.
  private static let mostDigits = 19

  /// The nearest double to a whole number divided by so many tens, of a tie the even one.
  private static func nearest(_ mantissa: UInt64, _ decimals: Int) -> Double {
    // One operation on exact operands is exact but for its own rounding.
    if decimals == 0 { return Double(mantissa) }
    if mantissa < 1 << 53 { return Double(mantissa) / tens[decimals] }
    // Both with their highest bit set, so that 64 bits of the quotient can be had, and whether
    // anything is left.
    let shift = mantissa.leadingZeroBitCount
    let number = mantissa << UInt64(shift)
    let power = powers[decimals]
    let powerShift = power.leadingZeroBitCount
    let divisor = power << UInt64(powerShift)
    let isHalved = number >= divisor
    let (quotient, rest) = divisor.dividingFullWidth(
      isHalved ? (number >> 1, number << 63) : (number, 0))
    let half: UInt64 = 1 << 10
    let tail = quotient & (2 * half - 1)
    var significand = quotient >> 11
    if tail > half || tail == half && (rest > 0 || significand & 1 == 1) { significand += 1 }
    let exponent = powerShift - shift - (isHalved ? 63 : 64) + 11
    return Double(significand) * Double(sign: .plus, exponent: exponent, significand: 1)
  }

  private static let powers: [UInt64] = (0...mostDigits).map { count in
    (0..<count).reduce(1) { power, _ in power * 10 }
  }
  private static let tens = powers.map { Double($0) }
}
