internal import RealModule

/// Round values along an axis, one, two or five times a power of ten apart.
package struct Ticks: Equatable, Sendable {
  /// Rising, inside the domain.
  package var values: [Double]
  /// The distance between neighbours; digits of labels follow from it.
  package var step: Double

  private init(_ values: [Double], step: Double) {
    self.values = values
    self.step = step
  }

  /// The finest ticks over a domain that are at most so many; one more where there would be only one.
  package init(over domain: ClosedRange<Double>, atMost limit: Int) {
    let span = domain.upperBound - domain.lowerBound
    guard limit > 0, span.isFinite, span > 0 else {
      let isShown = limit > 0 && domain.lowerBound.isFinite
      self.init(isShown ? [domain.lowerBound] : [], step: 1)
      return
    }
    var best = Ticks([], step: Ticks.round(up: span))
    var step = Ticks.round(up: span)
    while step > span / Double(3 * limit + 3) {
      let values = Ticks.multiples(of: step, in: domain)
      let allowed = best.values.count < 2 ? max(2, limit + 1) : limit
      guard values.count <= allowed, values.count <= limit || limit > 1 else { break }
      if !values.isEmpty { best = Ticks(values, step: step) }
      step = Ticks.round(up: step * 0.4)
    }
    self.init(best.values, step: best.step)
  }

  /// Ticks over a positive domain seen as logarithms: decades, with 2 and 5 where there are few.
  package static func logarithmic(over domain: ClosedRange<Double>, atMost limit: Int) -> Ticks {
    let low = domain.lowerBound
    let high = domain.upperBound
    guard limit > 0, low > 0, high.isFinite, high > low else { return Ticks([], step: 1) }
    let decades = Double.log10(high / low)
    guard decades >= 1 else { return Ticks(over: domain, atMost: limit) }
    let first = Int(Double.log10(low).rounded(.down))
    let last = Int(Double.log10(high).rounded(.up))
    let factors: [Double] = decades < 2 ? [1, 2, 5] : [1]
    var all: [Double] = []
    for power in first...last {
      let decade = Double.pow(10, Double(power))
      for factor in factors {
        let value = factor * decade
        if value >= low * (1 - 1e-9), value <= high * (1 + 1e-9) { all.append(value) }
      }
    }
    let every = max(1, (all.count + limit - 1) / limit)
    let values = stride(from: 0, to: all.count, by: every).map { all[$0] }
    return Ticks(values, step: values.first ?? 1)
  }

  /// The smallest of 1, 2, 5 times a power of ten that is not below `value`.
  package static func round(up value: Double) -> Double {
    guard value.isFinite, value > 0 else { return 1 }
    let power = Double.pow(10, Double.log10(value).rounded(.down))
    guard power.isFinite, power > 0 else { return value }
    for factor in [1.0, 2, 5, 10] where factor * power >= value * (1 - 1e-9) {
      return factor * power
    }
    return 10 * power
  }

  /// All multiples of a step in a domain.
  init(step: Double, in domain: ClosedRange<Double>) {
    self.init(Ticks.multiples(of: step, in: domain), step: step)
  }

  private static func multiples(of step: Double, in domain: ClosedRange<Double>) -> [Double] {
    let first = (domain.lowerBound / step - 1e-9).rounded(.up)
    let last = (domain.upperBound / step + 1e-9).rounded(.down)
    guard first <= last, last - first < 1000 else { return [] }
    return stride(from: first, through: last, by: 1).map { $0 == 0 ? 0 : $0 * step }
  }
}
