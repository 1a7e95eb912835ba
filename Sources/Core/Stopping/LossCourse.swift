/// How a loss went over the budget of a run, in few numbers: what early stopping compares.
///
/// The budget is cut into 64 equal parts. Of each part the course knows how many finite values fell
/// into it, their mean and how they spread; courses of several runs add up to one of all their values.
package struct LossCourse: Codable, Equatable, Sendable {
  /// Parts of the budget.
  package static let parts = 64

  /// What fell into one part.
  package struct Part: Codable, Equatable, Sendable {
    package private(set) var count = 0
    package private(set) var mean = 0.0
    /// Sum of squared deviations from the mean, by Welford's update.
    private var squares = 0.0

    mutating func add(_ value: Double) {
      count += 1
      let deviation = value - mean
      mean += deviation / Double(count)
      squares += deviation * (value - mean)
    }

    mutating func add(_ other: Part) {
      guard other.count > 0 else { return }
      let total = count + other.count
      let deviation = other.mean - mean
      squares +=
        other.squares + deviation * deviation * Double(count) * Double(other.count) / Double(total)
      mean += deviation * Double(other.count) / Double(total)
      count = total
    }

    /// Variance of single values; 0 for fewer than two.
    var variance: Double { count > 1 ? squares / Double(count - 1) : 0 }
  }

  /// What is equal when two courses are compared: steps or seconds.
  package let base: Comparison.Base
  /// The whole budget in that unit; over 0.
  package let span: Double
  package private(set) var values = [Part](repeating: Part(), count: parts)
  /// Where the newest value was, as a share of the budget; 0 before the first.
  package private(set) var share = 0.0
  /// Values in a row, up to the newest one, that were NaN or infinite.
  package private(set) var nonfinite = 0
  /// The first finite value.
  package private(set) var first: Double?

  package init(base: Comparison.Base, span: Double) {
    self.base = base
    self.span = span.isFinite && span > 0 ? span : 1
  }

  /// Takes the next value of the log; one without a place only counts where it is not finite.
  package mutating func add(_ point: Point) {
    guard point.y.isFinite else {
      nonfinite += 1
      return
    }
    nonfinite = 0
    if first == nil { first = point.y }
    guard let place = base == .step ? point.x : point.time, place.isFinite, place >= 0 else {
      return
    }
    share = min(1, max(share, place / span))
    values[index(of: place / span)].add(point.y)
  }

  /// Takes the values of another run of the same code.
  package mutating func merge(_ other: LossCourse) {
    guard other.base == base, other.span == span else { return }
    for index in values.indices { values[index].add(other.values[index]) }
    share = max(share, other.share)
    if first == nil { first = other.first }
  }

  private func index(of share: Double) -> Int {
    min(Self.parts - 1, Int(min(1, max(0, share)) * Double(Self.parts)))
  }

  /// A mean with the square of its standard error.
  package struct Mean: Equatable, Sendable {
    package var value: Double
    package var variance: Double
  }

  /// The mean over a part of the budget and the two before it; nil where there is no value.
  ///
  /// Values that follow each other are alike, so half of them count for the error.
  package func mean(at part: Int) -> Mean? {
    guard values.indices.contains(part), values[part].count > 0 else { return nil }
    var window = Part()
    for index in max(0, part - 2)...part { window.add(values[index]) }
    let worth = max(1, Double(window.count) / 2)
    return Mean(value: window.mean, variance: window.variance / worth)
  }

  /// How far this course lies above another in a part of the budget, and three standard errors of it.
  package struct Gap: Equatable, Sendable {
    package var size: Double
    package var error: Double
  }

  /// The gap in a part; nil where either has no value there.
  package func gap(over reference: LossCourse, at part: Int) -> Gap? {
    guard base == reference.base, span == reference.span, let own = mean(at: part),
      let other = reference.mean(at: part)
    else { return nil }
    return Gap(
      size: own.value - other.value, error: 3 * (own.variance + other.variance).squareRoot())
  }

  /// The newest part that is full, as a run still writes into the last one; nil before there is one.
  package var settledPart: Int? {
    let part = Int(share * Double(Self.parts)) - 1
    return part >= 0 ? min(part, Self.parts - 1) : nil
  }

  /// The widest gap from a share of the budget on; nil where nothing can be compared.
  package func widestGap(over reference: LossCourse, from share: Double) -> Double? {
    let begin = index(of: share)
    return (begin..<Self.parts).compactMap { gap(over: reference, at: $0)?.size }.max()
  }

  /// How far the course fell, from its first value to its lowest mean; nil before it has both.
  package var fall: Double? {
    guard let first, let lowest = values.indices.compactMap({ mean(at: $0)?.value }).min() else {
      return nil
    }
    return max(0, first - lowest)
  }
}
