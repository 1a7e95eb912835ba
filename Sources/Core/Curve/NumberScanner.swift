/// A number found in a line of text.
struct ScannedNumber: Equatable, Sendable {
  /// May be NaN or infinite when the text says so.
  var value: Double
  /// Index of the byte after the number and its unit.
  var end: Int
  /// Digits after the decimal point; tells a cut-off number from a whole one.
  var decimals = 0
  /// Seconds in the glued-on unit of time; 0 for any other unit or none.
  var secondsPerUnit = 0.0
  var isPercent = false
  /// The b of `a/b`; 0 when there is none.
  var total = 0.0
}

/// Reads numbers as logs write them: signs, thousands commas, exponents, glued-on units, `a/b`.
enum NumberScanner {
  typealias Bytes = UnsafeRawBufferPointer

  /// The number at `start`, or nil when what stands there is a date, a version, a name, ...
  static func scan(_ p: Bytes, at start: Int, to n: Int) -> ScannedNumber? {
    guard var number = plain(p, at: start, to: n) else { return nil }
    var i = number.end
    guard i < n else { return number }
    let next = p[i]
    if next.isLetter {
      guard let unit = unitEnd(p, at: i, to: n) else { return nil }
      number.secondsPerUnit = seconds(p, i, unit)
      number.end = unit
      return number
    }
    switch next {
    case UInt8(ascii: "%"):
      number.isPercent = true
      number.end = i + 1
    case UInt8(ascii: "/"):
      i += 1
      while i < n, p[i] == UInt8(ascii: " ") { i += 1 }
      guard i < n, p[i].isDigit, let below = plain(p, at: i, to: n), below.value > 0 else {
        return number
      }
      guard below.end >= n || !isGlue(p, below.end, n) else { return nil }
      number.total = below.value
      number.end = below.end
    case UInt8(ascii: " "):
      if number.decimals == 0, i + 4 < n, p[i + 1] == UInt8(ascii: "o"),
        p[i + 2] == UInt8(ascii: "f"), p[i + 3] == UInt8(ascii: " "), p[i + 4].isDigit,
        let below = plain(p, at: i + 4, to: n), below.decimals == 0, below.value >= number.value,
        below.end >= n || !isGlue(p, below.end, n)
      {
        number.total = below.value
        number.end = below.end
      }
    default:
      if isGlue(p, i, n) { return nil }
    }
    return number
  }

  /// Whether the byte at `i` makes what stands before it part of a date, a version or a name.
  private static func isGlue(_ p: Bytes, _ i: Int, _ n: Int) -> Bool {
    switch p[i] {
    case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: ","):
      i + 1 < n && p[i + 1].isDigit && (p[i] != UInt8(ascii: ",") || isClock(p, i))
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "_"), UInt8(ascii: "/"):
      i + 1 < n && (p[i + 1].isDigit || p[i + 1].isLetter)
    case UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "\\"): true
    default: p[i].isLetter
    }
  }

  /// Whether the digits before a comma at `i` follow a colon: the milliseconds of a time of day.
  private static func isClock(_ p: Bytes, _ i: Int) -> Bool {
    var k = i - 1
    while k >= 0, p[k].isDigit { k -= 1 }
    return k > 0 && p[k] == UInt8(ascii: ":") && p[k - 1].isDigit
  }

  /// The number alone: sign, digits with thousands commas, fraction, exponent; or nan, inf.
  static func plain(_ p: Bytes, at start: Int, to n: Int) -> ScannedNumber? {
    var i = start
    var negative = false
    if i < n, p[i] == UInt8(ascii: "-") || p[i] == UInt8(ascii: "+") {
      negative = p[i] == UInt8(ascii: "-")
      i += 1
    }
    guard i < n else { return nil }
    if p[i].isLetter { return notFinite(p, at: i, to: n, negative: negative) }
    var mantissa: UInt64 = 0
    var significant = 0
    var dropped = 0
    let digits = i
    var hasCommas = false
    while i < n {
      if p[i].isDigit {
        if significant < 18 {
          mantissa = mantissa &* 10 &+ UInt64(p[i] &- 48)
          if mantissa > 0 { significant += 1 }
        } else {
          dropped += 1
        }
        i += 1
      } else if p[i] == UInt8(ascii: ","), isThousands(p, at: i, from: digits, to: n, hasCommas) {
        hasCommas = true
        i += 1
      } else {
        break
      }
    }
    let whole = i - digits
    var decimals = 0
    if i < n, p[i] == UInt8(ascii: "."), i + 1 < n ? p[i + 1].isDigit : whole > 0 {
      i += 1
      while i < n, p[i].isDigit {
        if significant < 18 {
          mantissa = mantissa &* 10 &+ UInt64(p[i] &- 48)
          if mantissa > 0 { significant += 1 }
          dropped -= 1
        }
        decimals += 1
        i += 1
      }
    } else if whole > 0, i + 1 < n, p[i] == UInt8(ascii: "."), p[i + 1] != UInt8(ascii: "."),
      !p[i + 1].isLetter
    {
      i += 1
    }
    guard whole > 0 || decimals > 0 else { return nil }
    if i < n, p[i] | 0x20 == UInt8(ascii: "e") {
      var k = i + 1
      var down = false
      if k < n, p[k] == UInt8(ascii: "-") || p[k] == UInt8(ascii: "+") {
        down = p[k] == UInt8(ascii: "-")
        k += 1
      }
      if k < n, p[k].isDigit {
        var exponent = 0
        while k < n, p[k].isDigit {
          exponent = min(exponent * 10 + Int(p[k] &- 48), 100_000)
          k += 1
        }
        dropped += down ? -exponent : exponent
        i = k
      }
    }
    let size = Decimal64.value(mantissa, exponent: dropped)
    return ScannedNumber(value: negative ? -size : size, end: i, decimals: decimals)
  }

  private static func isThousands(
    _ p: Bytes, at comma: Int, from digits: Int, to n: Int, _ hasCommas: Bool
  ) -> Bool {
    guard hasCommas || (comma - digits <= 3 && comma > digits && p[digits] != 48) else {
      return false
    }
    guard comma + 3 < n, p[comma + 1].isDigit, p[comma + 2].isDigit, p[comma + 3].isDigit else {
      return false
    }
    return comma + 4 >= n || !p[comma + 4].isDigit
  }

  private static func notFinite(_ p: Bytes, at i: Int, to n: Int, negative: Bool) -> ScannedNumber?
  {
    var end = i
    while end < n, p[end].isLetter || p[end].isDigit { end += 1 }
    if ASCIIWord.equal(p, i, end, "nan") { return ScannedNumber(value: .nan, end: end) }
    guard ASCIIWord.equal(p, i, end, "inf") || ASCIIWord.equal(p, i, end, "infinity") else {
      return nil
    }
    return ScannedNumber(value: negative ? -.infinity : .infinity, end: end)
  }

  /// Where a unit that starts at `i` ends; nil when the letters are no unit.
  static func unitEnd(_ p: Bytes, at i: Int, to n: Int) -> Int? {
    var end = i
    while end < n, p[end].isLetter { end += 1 }
    guard isUnit(p, i, end) else { return nil }
    guard end < n else { return end }
    if p[end] == UInt8(ascii: "/") {
      while end < n, p[end].isLetter || p[end] == UInt8(ascii: "/") { end += 1 }
      return end
    }
    return p[end].isDigit || p[end] == UInt8(ascii: "_") ? nil : end
  }

  private static func isUnit(_ p: Bytes, _ i: Int, _ end: Int) -> Bool {
    guard end - i <= 4 else { return false }
    switch ASCIIWord.packed(p, i, end) {
    // s m h d k x g t b
    case 0x73, 0x6D, 0x68, 0x64, 0x6B, 0x78, 0x67, 0x74, 0x62: return true
    // ms us ns kb mb gb tb it hr
    case 0x6D73, 0x7573, 0x6E73, 0x6B62, 0x6D62, 0x6762, 0x7462, 0x6974, 0x6872: return true
    // sec min hrs kib mib gib tib tok
    case 0x73_6563, 0x6D_696E, 0x68_7273, 0x6B_6962, 0x6D_6962, 0x67_6962, 0x74_6962, 0x74_6F6B:
      return true
    // secs mins iter step
    case 0x7365_6373, 0x6D69_6E73, 0x6974_6572, 0x7374_6570: return true
    default: return false
    }
  }

  private static func seconds(_ p: Bytes, _ i: Int, _ end: Int) -> Double {
    if ASCIIWord.equal(p, i, end, "s") || ASCIIWord.equal(p, i, end, "sec") { return 1 }
    if ASCIIWord.equal(p, i, end, "ms") { return 1e-3 }
    if ASCIIWord.equal(p, i, end, "us") { return 1e-6 }
    if ASCIIWord.equal(p, i, end, "ns") { return 1e-9 }
    if ASCIIWord.equal(p, i, end, "min") { return 60 }
    return 0
  }
}
