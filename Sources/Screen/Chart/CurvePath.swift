/// A line to be drawn: places in order, with NaN in `y` where it is interrupted.
struct CurvePath: Equatable {
  private(set) var x: [Double] = []
  private(set) var y: [Double] = []

  mutating func append(_ x: Double, _ y: Double) {
    self.x.append(x)
    self.y.append(y)
  }

  /// An interruption; several in a row are one.
  mutating func breakOff(at place: Double) {
    if let last = y.last, !last.isNaN { append(place, .nan) }
  }

  mutating func reserve(_ count: Int) {
    x.reserveCapacity(count)
    y.reserveCapacity(count)
  }

  var isEmpty: Bool { x.isEmpty }

  /// The same with x rising; of two points at one place the later one counts.
  var rising: CurvePath {
    if zip(x, x.dropFirst()).allSatisfy({ $0 < $1 }) { return self }
    var result = CurvePath()
    for index in x.indices.sorted(by: { (x[$0], -$0) < (x[$1], -$1) })
    where result.x.last != x[index] {
      result.append(x[index], y[index])
    }
    return result
  }

  /// This minus another one at equal x, the other interpolated; only where both are.
  func minus(_ other: CurvePath) -> CurvePath {
    let other = other.rising
    let mine = rising
    var result = CurvePath()
    var index = 0
    for (place, value) in zip(mine.x, mine.y) {
      while index + 1 < other.x.count, other.x[index + 1] < place { index += 1 }
      guard let reference = other.value(at: place, after: index) else { continue }
      result.append(place, value - reference)
    }
    return result
  }

  /// The value at a place, from the points around it; nil outside; x has to rise.
  func value(at place: Double) -> Double? {
    var low = 0
    var high = x.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if x[middle] <= place { low = middle } else { high = middle }
    }
    return value(at: place, after: low)
  }

  func value(at place: Double, after index: Int) -> Double? {
    guard index < x.count, place >= x[index] else { return nil }
    if place == x[index] { return y[index] }
    guard index + 1 < x.count, place <= x[index + 1] else { return nil }
    let share = (place - x[index]) / (x[index + 1] - x[index])
    return y[index] + (y[index + 1] - y[index]) * share
  }
}

/// The room between a lowest and a highest value along x; NaN where there is none.
struct CurveBand: Equatable {
  private(set) var x: [Double] = []
  private(set) var low: [Double] = []
  private(set) var high: [Double] = []

  mutating func reserve(_ count: Int) {
    x.reserveCapacity(count)
    low.reserveCapacity(count)
    high.reserveCapacity(count)
  }

  mutating func append(_ x: Double, _ low: Double, _ high: Double) {
    self.x.append(x)
    self.low.append(low)
    self.high.append(high)
  }

  var isEmpty: Bool { x.isEmpty }
}
