internal import RealModule

extension Ticks {
  /// Labels with the digits the step asks for: no two alike, none rounded.
  package var labels: [String] {
    let digits = NumberText.digits(for: step)
    let largest = values.map { abs($0) }.max() ?? 0
    if largest >= 100_000 {
      let isFine = step < largest * 1e-4
      if isFine, largest < 1e9 { return values.map { NumberText.fixed($0, digits: digits) } }
      return values.map { NumberText.count($0, step: step) }
    }
    guard digits > 7, largest > 0, largest < 1e-4 else {
      return values.map { NumberText.fixed($0, digits: digits) }
    }
    let exponent = Double.log10(largest).rounded(.down)
    let relative = NumberText.digits(for: step / Double.pow(10, exponent))
    return values.map { NumberText.scientific($0, digits: min(6, relative)) }
  }

  /// What long labels have in common, to be printed once, and what is left of each; nil where that
  /// saves no room.
  static func shared(_ labels: [String]) -> (prefix: String, rests: [String])? {
    guard labels.count > 1, let first = labels.first, labels.allSatisfy({ $0.count > 7 }),
      !labels.contains(where: { $0.contains("e") || ($0.last?.isLetter ?? false) }),
      Set(labels.map(\.count)).count == 1
    else { return nil }
    var length = 0
    let all = labels.map(Array.init)
    while length < first.count - 2, all.allSatisfy({ $0[length] == all[0][length] }) { length += 1 }
    guard length >= 4, first.prefix(length).contains(".") else { return nil }
    return (String(first.prefix(length)), labels.map { String($0.dropFirst(length)) })
  }

  /// Ticks over seconds, whole in the unit people would use for so long a time.
  static func time(over domain: ClosedRange<Double>, unit: Double, atMost limit: Int) -> Ticks {
    let steps: [Double] =
      switch unit {
      case 60: [0.5, 1, 2, 5, 10, 15, 30, 60]
      case 3600: [0.25, 0.5, 1, 2, 3, 6, 12, 24]
      case 86_400: [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
      default: [1, 2, 5, 10, 15, 30, 60]
      }
    let scaled = (domain.lowerBound / unit)...(domain.upperBound / unit)
    let span = scaled.upperBound - scaled.lowerBound
    guard let step = steps.first(where: { span / $0 <= Double(max(1, limit)) }),
      step != steps.first
    else { return Ticks(over: scaled, atMost: limit) }
    return Ticks(step: step, in: scaled)
  }
}

extension NumberText {
  /// A count with a suffix and the digits that tell it from its neighbours: `123.42k`.
  static func count(_ value: Double, step: Double) -> String {
    guard value.isFinite else { return special(value) }
    let magnitude = abs(value)
    guard magnitude < 1e15 else {
      let exponent = Double.log10(magnitude).rounded(.down)
      return scientific(value, digits: digits(for: step / Double.pow(10, exponent)))
    }
    let units = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")]
    let (unit, suffix) = units.first { magnitude >= $0.0 } ?? (1, "")
    var text = fixed(value / unit, digits: digits(for: step / unit))
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text + suffix
  }
}
