internal import Core

/// Which part of the plane a curve chart shows.
enum CurveRange {
  /// Along x: to the end of the reference, or of a growing subject, widened in steps.
  static func x(_ input: CurveInput, subject: CurveTrace, all: [CurveTrace])
    -> ClosedRange<Double>?
  {
    if let window = input.window, window.upperBound > window.lowerBound { return window }
    let extents = all.compactMap(\.extent)
    guard var low = extents.map(\.lowerBound).min(), let last = extents.map(\.upperBound).max()
    else { return nil }
    if low > 0, low <= last * 0.1 { low = 0 }
    var high = last
    if let fraction = input.budgetFraction, fraction < 1,
      let end = subject.extent?.upperBound, end >= last
    {
      if fraction > 0.02, extents.count == 1 { high = max(high, low + (end - low) / fraction) }
      high = Viewport.widened(high, from: low)
    }
    return low...(high > low ? high : low + 1)
  }

  /// Along y: what the traces do after their first steep descent, padded a little.
  ///
  /// Values outside are clipped and marked.
  static func y(_ traces: [CurveTrace], within x: ClosedRange<Double>) -> ClosedRange<Double>? {
    var ranges: [ClosedRange<Double>] = []
    for trace in traces {
      if let range = robust(trace, within: x) { ranges.append(range) }
    }
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max()
    else { return nil }
    let span = high - low
    guard span > 0 else {
      let margin = max(abs(high) * 0.001, 1e-6)
      return (low - margin)...(high + margin)
    }
    guard span.isFinite else { return low...high }
    // Ends on a coarse grid: a growing curve must not shift the chart with every point.
    let grid = Ticks.round(up: span / 25)
    let bottom = ((low - span * 0.02) / grid).rounded(.down) * grid
    let top = ((high + span * 0.02) / grid).rounded(.up) * grid
    return bottom.isFinite && top.isFinite && bottom < top ? bottom...top : low...high
  }

  /// A symmetric range for differences: a round number that most of them stay under.
  static func difference(_ trace: CurveTrace, within x: ClosedRange<Double>) -> Double {
    let start = x.lowerBound + (x.upperBound - x.lowerBound) * 0.05
    var values = sample(trace.x, trace.y, from: start, to: x.upperBound).map { abs($0) }
    if values.isEmpty {
      values = sample(trace.x, trace.y, from: x.lowerBound, to: x.upperBound).map { abs($0) }
    }
    values.sort()
    guard var largest = quantile(values, 0.98), largest > 0 else { return 1 }
    if let most = quantile(values, 0.85), most > 0, largest > 5 * most { largest = most }
    return Ticks.round(up: largest)
  }

  /// The smoothed values' range, or the raw ones' where the slow decay of an outlier would spoil it.
  private static func robust(_ trace: CurveTrace, within x: ClosedRange<Double>)
    -> ClosedRange<Double>?
  {
    let start = x.lowerBound + (x.upperBound - x.lowerBound) * 0.02
    guard let smooth = bulk(trace, trace.y, from: start, within: x) else { return nil }
    guard let raw = bulk(trace, trace.raw, from: start, within: x) else { return smooth }
    let smoothSpan = smooth.upperBound - smooth.lowerBound
    return smoothSpan > 2 * (raw.upperBound - raw.lowerBound) ? raw : smooth
  }

  /// From the 1st to the 97th percentile, or to the ends where these are not far off.
  private static func bulk(
    _ trace: CurveTrace, _ y: [Double], from start: Double, within x: ClosedRange<Double>
  ) -> ClosedRange<Double>? {
    let all = sample(trace.x, y, from: x.lowerBound, to: x.upperBound)
    var values = sample(trace.x, y, from: start, to: x.upperBound)
    if values.count < 8 { values = all }
    values.sort()
    guard let smallest = all.min(), let largest = all.max(),
      let low = quantile(values, 0.01), let high = quantile(values, 0.97)
    else { return nil }
    let near = max(high - low, .leastNormalMagnitude) * 0.3
    let bottom = low - smallest <= near ? smallest : low
    let top = largest - high <= near ? largest : high
    return bottom...top
  }

  /// At most a few thousand of the finite values in a range.
  private static func sample(
    _ x: [Double], _ y: [Double], from low: Double, to high: Double
  ) -> [Double] {
    let every = max(1, x.count / 4096)
    var values: [Double] = []
    for index in stride(from: 0, to: x.count, by: every) {
      let place = x[index]
      if place >= low, place <= high, y[index].isFinite { values.append(y[index]) }
    }
    return values
  }

  private static func quantile(_ sorted: [Double], _ share: Double) -> Double? {
    guard let last = sorted.indices.last else { return nil }
    return sorted[Int((Double(last) * share).rounded())]
  }
}
