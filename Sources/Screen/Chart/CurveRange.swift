internal import Core
internal import RealModule

/// Which values a chart's y axis shows.
package enum CurveRangeMode: Equatable, Sendable {
  /// What the curves do after their first descent; what few values do beyond is clipped and marked.
  case robust
  /// From the lowest to the highest value of whole curves.
  case full
  /// From the lowest to the highest value in the window.
  case visible
  /// These, whatever arrives.
  case locked(ClosedRange<Double>)
}

/// Which part of the plane a curve chart shows.
enum CurveRange {
  /// All of x: to the end of the reference, or of a growing subject, widened in steps.
  static func x(_ input: CurveInput, subject: TracedSeries, all: [TracedSeries])
    -> ClosedRange<Double>?
  {
    let extents = all.compactMap(\.trace.extent)
    guard var low = extents.map(\.lowerBound).min(), let last = extents.map(\.upperBound).max()
    else { return nil }
    if input.logarithmicX {
      guard let first = all.compactMap(\.firstPositive).min() else { return nil }
      low = first
    } else if low > 0, low <= last * 0.1 {
      low = 0
    }
    var high = last
    if let fraction = input.budgetFraction, fraction < 1,
      let end = subject.trace.extent?.upperBound, end >= last
    {
      if fraction > 0.02, extents.count == 1 { high = max(high, low + (end - low) / fraction) }
      high = Viewport.widened(high, from: low)
    }
    if high > low { return low...high }
    return input.logarithmicX ? low...low * 10 : low...low + 1
  }

  /// Along y, padded a little.
  static func y(
    _ slices: [TraceSlice], within x: ClosedRange<Double>, input: CurveInput,
    band: CurveBand = CurveBand()
  ) -> ClosedRange<Double>? {
    var ranges = slices.compactMap { slice in
      input.range == .robust
        ? robust(
          slice, within: ChartScale(x, isLogarithmic: input.logarithmicX),
          isLogarithmic: input.logarithmic)
        : exact(slice.outline, within: x)
    }
    if let extra = exact(band, within: x), !ranges.isEmpty { ranges.append(extra) }
    guard var low = ranges.map(\.lowerBound).min(), var high = ranges.map(\.upperBound).max()
    else { return nil }
    // The best so far is worth a fifth more room, not more.
    if let level = input.level, level.isFinite {
      let room = (high - low) * 0.2
      if level < low, level >= low - room { low = level }
      if level > high, level <= high + room { high = level }
    }
    guard input.logarithmic else { return padded(low...high) }
    guard low > 0 else { return nil }
    let logarithms = padded(Double.log10(low)...Double.log10(high))
    let (bottom, top) = (
      Double.pow(10, logarithms.lowerBound), Double.pow(10, logarithms.upperBound)
    )
    return bottom > 0 && top.isFinite ? bottom...top : low...high
  }

  /// A range with room for most of a band, but not so much that the line becomes flat.
  static func withBand(
    _ band: CurveBand?, _ range: ClosedRange<Double>, within x: ClosedRange<Double>
  ) -> ClosedRange<Double> {
    guard let band else { return range }
    let start = x.lowerBound + (x.upperBound - x.lowerBound) * 0.02
    var lows = sample(band.x, band.low, from: start, to: x.upperBound)
    var highs = sample(band.x, band.high, from: start, to: x.upperBound)
    guard let low = quantile(&lows, 0.02), let high = quantile(&highs, 0.98) else { return range }
    let room = (range.upperBound - range.lowerBound) * 0.75
    let bottom = max(range.lowerBound - room, low)
    let top = min(range.upperBound + room, high)
    guard bottom < range.lowerBound || top > range.upperBound else { return range }
    return padded(min(bottom, range.lowerBound)...max(top, range.upperBound))
  }

  static func padded(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let (low, high) = (range.lowerBound, range.upperBound)
    let span = high - low
    guard span > 0 else {
      let margin = max(abs(high) * 0.001, 1e-6)
      return (low - margin)...(high + margin)
    }
    guard span.isFinite else { return range }
    // Ends on a coarse grid: a growing curve must not shift the chart with every point.
    let grid = Ticks.round(up: span / 25)
    let bottom = ((low - span * 0.02) / grid).rounded(.down) * grid
    let top = ((high + span * 0.02) / grid).rounded(.up) * grid
    return bottom.isFinite && top.isFinite && bottom < top ? bottom...top : range
  }

  /// A symmetric range for differences: a round number that most of them stay under.
  static func difference(
    _ path: CurvePath, band: CurveBand = CurveBand(), within x: ClosedRange<Double>
  ) -> Double {
    let start = x.lowerBound + (x.upperBound - x.lowerBound) * 0.05
    var values = sample(path.x, path.y, from: start, to: x.upperBound).map { abs($0) }
    if values.isEmpty {
      values = sample(path.x, path.y, from: x.lowerBound, to: x.upperBound).map { abs($0) }
    }
    guard var largest = quantile(&values, 0.98), largest > 0 else { return 1 }
    if let most = quantile(&values, 0.85), most > 0, largest > 5 * most { largest = most }
    // The champion's seeds say what a difference is worth: as much of them as leaves it readable.
    var seeds = sample(band.x, band.low, from: start, to: x.upperBound).map { -$0 }
    seeds += sample(band.x, band.high, from: start, to: x.upperBound)
    if let wide = quantile(&seeds, 0.9) {
      largest = max(largest, min(wide * 1.1, 4 * largest))
    }
    return Ticks.round(up: largest)
  }

  /// The smoothed values' range, or the raw ones' where the slow decay of an outlier would spoil it.
  private static func robust(
    _ slice: TraceSlice, within x: ChartScale, isLogarithmic: Bool
  ) -> ClosedRange<Double>? {
    let (path, band) = (slice.outline, slice.band)
    let start = x.value(at: 0.02)
    guard let smooth = bulk(path.x, path.y, from: start, within: x, isLogarithmic) else {
      return nil
    }
    guard let low = bulk(band.x, band.low, from: start, within: x, isLogarithmic),
      let high = bulk(band.x, band.high, from: start, within: x, isLogarithmic)
    else { return smooth }
    let raw = min(low.lowerBound, high.lowerBound)...max(low.upperBound, high.upperBound)
    let smoothSpan = smooth.upperBound - smooth.lowerBound
    return smoothSpan > 2 * (raw.upperBound - raw.lowerBound) ? raw : smooth
  }

  /// From the 1st to the 97th percentile, or to the ends where these are not far off.
  private static func bulk(
    _ x: [Double], _ y: [Double], from start: Double, within window: ChartScale,
    _ isLogarithmic: Bool
  ) -> ClosedRange<Double>? {
    let all = sample(x, y, from: window.domain.lowerBound, in: window)
    var values = sample(x, y, from: start, in: window)
    if values.count < 8 { values = all }
    guard let smallest = all.min(), let largest = all.max(),
      let low = quantile(&values, 0.01), let high = quantile(&values, 0.97)
    else { return nil }
    func measure(_ value: Double) -> Double { isLogarithmic ? Double.log10(value) : value }
    let near = max(measure(high) - measure(low), .leastNormalMagnitude) * 0.3
    let bottom = measure(low) - measure(smallest) <= near ? smallest : low
    let top = measure(largest) - measure(high) <= near ? largest : high
    return bottom...top
  }

  private static func exact(_ path: CurvePath, within x: ClosedRange<Double>)
    -> ClosedRange<Double>?
  {
    extremes(path.x, path.y, path.y, within: x)
  }

  private static func exact(_ band: CurveBand, within x: ClosedRange<Double>)
    -> ClosedRange<Double>?
  {
    extremes(band.x, band.low, band.high, within: x)
  }

  private static func extremes(
    _ x: [Double], _ lows: [Double], _ highs: [Double], within window: ClosedRange<Double>
  ) -> ClosedRange<Double>? {
    var (low, high) = (Double.infinity, -Double.infinity)
    for index in x.indices where window.contains(x[index]) {
      guard lows[index].isFinite, highs[index].isFinite else { continue }
      low = min(low, lows[index])
      high = max(high, highs[index])
    }
    return low <= high ? low...high : nil
  }

  /// At most a thousand or so of the finite values in a range; on a logarithmic axis as many from
  /// every part of its length.
  private static func sample(
    _ x: [Double], _ y: [Double], from low: Double, in scale: ChartScale
  ) -> [Double] {
    guard scale.isLogarithmic else { return sample(x, y, from: low, to: scale.domain.upperBound) }
    var values: [Double] = []
    var last = -1.0
    for index in x.indices where scale.domain.contains(x[index]) && x[index] >= low {
      let part = (scale.share(of: x[index]) * 512).rounded(.down)
      guard part != last, y[index].isFinite else { continue }
      last = part
      values.append(y[index])
    }
    return values
  }

  /// The same between two places.
  private static func sample(
    _ x: [Double], _ y: [Double], from low: Double, to high: Double
  ) -> [Double] {
    let every = max(1, x.count / 512)
    var values: [Double] = []
    values.reserveCapacity(min(x.count, 1024))
    for index in stride(from: 0, to: x.count, by: every) {
      let place = x[index]
      if place >= low, place <= high, y[index].isFinite { values.append(y[index]) }
    }
    return values
  }

  /// The value that this share of the others lies below; puts them into another order.
  private static func quantile(_ values: inout [Double], _ share: Double) -> Double? {
    guard let last = values.indices.last else { return nil }
    return values.select(Int((Double(last) * share).rounded()))
  }
}
