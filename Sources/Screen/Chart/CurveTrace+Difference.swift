extension CurveTrace {
  /// The same trace with x rising; of two points at one place the later one counts.
  var sorted: CurveTrace {
    guard !isRising else { return self }
    var result = CurveTrace()
    for index in x.indices.sorted(by: { (x[$0], -$0) < (x[$1], -$1) })
    where result.x.last != x[index] {
      result.append(x[index], y[index], raw[index])
    }
    return result
  }

  /// This trace minus another one at equal x, the other interpolated; only where both are.
  func minus(_ other: CurveTrace) -> CurveTrace {
    let other = other.sorted
    let mine = sorted
    var result = CurveTrace()
    var index = 0
    for (place, value) in zip(mine.x, mine.y) {
      while index + 1 < other.x.count, other.x[index + 1] < place { index += 1 }
      guard let reference = other.value(at: place, after: index) else { continue }
      result.append(place, value - reference, value - reference)
    }
    return result
  }

  /// The value at a place, from the points around it; nil outside.
  func value(at place: Double) -> Double? {
    let trace = sorted
    var low = 0
    var high = trace.x.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if trace.x[middle] <= place { low = middle } else { high = middle }
    }
    return trace.value(at: place, after: low)
  }

  private func value(at place: Double, after index: Int) -> Double? {
    guard index < x.count, place >= x[index] else { return nil }
    if place == x[index] { return y[index] }
    guard index + 1 < x.count, place <= x[index + 1] else { return nil }
    let share = (place - x[index]) / (x[index + 1] - x[index])
    return y[index] + (y[index + 1] - y[index]) * share
  }
}
