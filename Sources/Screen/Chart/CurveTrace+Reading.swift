internal import Core

/// One point of a series as a trace sees it.
struct TraceSample: Equatable {
  /// Its index in the series.
  var index: Int
  var x: Double
  /// Smoothed; NaN in a gap.
  var y: Double
  var raw: Double
}

/// A trace's part inside a window, as lines and as a band.
struct TraceSlice: Equatable {
  /// Every extreme.
  var outline = CurvePath()
  /// The same at the groups' means, to compare with another trace.
  var means = CurvePath()
  /// Between the lowest and the highest value as logged.
  var band = CurveBand()
  /// Where values are no numbers; of neighbours in one group only the first.
  var broken: [Double] = []
  /// Values there are, drawn or summed up.
  var points = 0

  init() {}
}

/// A series, its tokens and its trace.
struct TracedSeries {
  var trace: CurveTrace
  var series: Series?
  var tokens: Series?

  init(_ series: Series?, _ recipe: CurveRecipe, tokens: Series? = nil, prepared: CurveTrace? = nil)
  {
    self.series = series
    self.tokens = tokens
    guard let series else {
      trace = CurveTrace(recipe)
      return
    }
    // Its smoothing is its maker's choice: a series that stands for more points needs less of it.
    if var prepared, prepared.recipe.draws(like: recipe), prepared.taken <= series.points.count {
      if prepared.taken < series.points.count { prepared.extend(series, tokens: tokens) }
      trace = prepared
    } else {
      trace = CurveTrace(series, recipe, tokens: tokens)
    }
  }

  /// The part inside a window and one group beyond it at either side, read point by point where the
  /// groups would be coarser than half the columns.
  ///
  /// - Parameter isLogarithmic: Whether the first places have more room than the later ones.
  func slice(_ window: ClosedRange<Double>?, columns: Int, isLogarithmic: Bool = false)
    -> TraceSlice
  {
    let groups = trace.groups(in: window)
    guard trace.size > 1 else { return TraceSlice(trace.buckets[groups]) }
    if groups.count < columns / 2 {
      return TraceSlice(refined(groups, into: columns * 4)[...])
    }
    guard isLogarithmic else { return TraceSlice(trace.buckets[groups]) }
    let first = groups.prefix(16)
    return TraceSlice(
      (refined(first, into: .max) + trace.buckets[first.endIndex..<groups.upperBound])[...])
  }

  /// The points of some groups in smaller groups, about so many.
  private func refined(_ groups: Range<Int>, into count: Int) -> [TraceBucket] {
    guard let first = groups.first, first < trace.buckets.count else { return [] }
    let size = max(1, groups.count * trace.size / max(1, count))
    var result: [TraceBucket] = []
    var last = -1
    forEach(in: groups) { index, place, value, smooth, isGap, average in
      if result.isEmpty || index / size != last {
        last = index / size
        result.append(TraceBucket(start: average, end: place))
      }
      if isGap {
        result[result.count - 1].addGap(place, isBroken: !value.isFinite)
      } else {
        result[result.count - 1].add(place, smooth, raw: value)
      }
    }
    return result
  }

  /// The points of some groups, read from the series again.
  func samples(_ groups: Range<Int>) -> [TraceSample] {
    var result: [TraceSample] = []
    forEach(in: groups) { index, place, value, smooth, _, _ in
      result.append(TraceSample(index: index, x: place, y: smooth, raw: value))
    }
    return result
  }

  /// Reads groups again: a point's index, place, value, smoothed value (NaN in a gap), whether it is
  /// a gap, and the average up to it.
  private func forEach(
    in groups: Range<Int>, _ body: (Int, Double, Double, Double, Bool, Smoothing) -> Void
  ) {
    guard let series, let first = groups.first, first < trace.buckets.count else { return }
    var average = trace.buckets[first].start
    var reader = PointReader(trace.recipe)
    for index in first * trace.size..<min(trace.taken, groups.upperBound * trace.size) {
      let point = series.points[index]
      switch reader.read(point, axis: series.axis, tokens: tokens) {
      case .gap(let place, _):
        _ = average.add(.nan)
        body(index, place, point.y, .nan, true, average)
      case .value(let place, let value):
        let smooth = average.add(value)
        body(index, place, value, smooth, false, average)
      case .nowhere, nil:
        continue
      }
    }
  }

  /// The points around a place; all of them where x falls.
  private func samples(around place: Double) -> [TraceSample] {
    samples(trace.groups(in: place...place)).filter { $0.y.isFinite }
  }

  /// The drawn value at a place, linear between the points around it; nil outside and in gaps.
  func value(at place: Double) -> Double? {
    guard place.isFinite else { return nil }
    var path = CurvePath()
    for sample in samples(trace.groups(in: place...place)) { path.append(sample.x, sample.y) }
    return path.rising.value(at: place).flatMap { $0.isFinite ? $0 : nil }
  }

  /// The point nearest to a place that has a value.
  func nearest(to place: Double) -> TraceSample? {
    guard place.isFinite else { return nil }
    let near = samples(around: place).min { abs($0.x - place) < abs($1.x - place) }
    if let near { return near }
    // In a long gap: the nearest group with a value.
    let group = trace.buckets.indices.filter { trace.buckets[$0].count > 0 }.min {
      distance(trace.buckets[$0], place) < distance(trace.buckets[$1], place)
    }
    return group.flatMap { group in
      samples(group..<group + 1).filter { $0.y.isFinite }.min {
        abs($0.x - place) < abs($1.x - place)
      }
    }
  }

  private func distance(_ bucket: TraceBucket, _ place: Double) -> Double {
    min(abs(bucket.first.x - place), abs(bucket.last.x - place))
  }

  /// The next point with a value after a place, or before it.
  func next(after place: Double, forwards: Bool) -> TraceSample? {
    let groups = trace.groups(in: place...place)
    let order =
      forwards
      ? Array(groups.lowerBound..<trace.buckets.count)
      : Array((0..<min(groups.upperBound, trace.buckets.count)).reversed())
    for group in order where trace.buckets[group].count > 0 {
      let found = samples(group..<group + 1).filter {
        $0.y.isFinite && (forwards ? $0.x > place : $0.x < place)
      }
      if let best = found.min(by: { forwards ? $0.x < $1.x : $0.x > $1.x }) { return best }
    }
    return nil
  }

  /// The first place along x a logarithmic axis can show.
  var firstPositive: Double? {
    guard let extent = trace.extent, extent.upperBound > 0 else { return nil }
    if extent.lowerBound > 0 { return extent.lowerBound }
    let firsts = trace.buckets.indices.lazy.compactMap { group -> Double? in
      trace.buckets[group].end > 0
        ? samples(group..<group + 1).lazy.map(\.x).filter { $0 > 0 }.min() : nil
    }
    return trace.isRising ? firsts.first : firsts.min()
  }

  /// How many drawn values inside a window lie outside a range of y.
  func clipped(by range: ClosedRange<Double>, within window: ClosedRange<Double>) -> Int {
    var count = 0
    for group in trace.groups(in: window) {
      let bucket = trace.buckets[group]
      guard bucket.count > 0 else { continue }
      let isInside = range.contains(bucket.low.y) && range.contains(bucket.high.y)
      let isInWindow = window.contains(bucket.first.x) && window.contains(bucket.last.x)
      if isInside { continue }
      if trace.size == 1 {
        count += isInWindow ? 1 : 0
      } else if isInWindow, bucket.low.y > range.upperBound || bucket.high.y < range.lowerBound {
        count += bucket.count
      } else {
        count += samples(group..<group + 1).count {
          $0.y.isFinite && window.contains($0.x) && !range.contains($0.y)
        }
      }
    }
    return count
  }
}

extension CurveTrace {
  /// The groups a window reaches into, and one more at either side; all where x falls.
  func groups(in window: ClosedRange<Double>?) -> Range<Int> {
    guard let window, isRising else { return 0..<buckets.count }
    let low = firstGroup { $0.end >= window.lowerBound }
    let high = firstGroup { $0.end > window.upperBound }
    return max(0, low - 1)..<max(max(0, low - 1), min(buckets.count, high + 2))
  }

  private func firstGroup(_ isBeyond: (TraceBucket) -> Bool) -> Int {
    var (low, high) = (0, buckets.count)
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(buckets[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension TraceSlice {
  init(_ buckets: ArraySlice<TraceBucket>) {
    outline.reserve(buckets.count * 4)
    means.reserve(buckets.count)
    band.reserve(buckets.count)
    for bucket in buckets { append(bucket) }
  }

  private mutating func append(_ bucket: TraceBucket) {
    if let place = bucket.brokenAt { broken.append(place) }
    points += bucket.count
    guard bucket.count > 0 else {
      if bucket.gapBefore || bucket.gapAfter { breakOff(at: bucket.end) }
      return
    }
    if bucket.gapBefore { breakOff(at: bucket.first.x) }
    outline.append(bucket.first.x, bucket.first.y)
    if bucket.count > 1 {
      let isLowFirst = bucket.low.x <= bucket.high.x
      let inner = isLowFirst ? (bucket.low, bucket.high) : (bucket.high, bucket.low)
      if inner.0.x > bucket.first.x { outline.append(inner.0.x, inner.0.y) }
      if inner.1.x < bucket.last.x { outline.append(inner.1.x, inner.1.y) }
      outline.append(bucket.last.x, bucket.last.y)
    }
    let mean = bucket.mean
    means.append(mean.x, mean.y)
    band.append(mean.x, bucket.rawLow, bucket.rawHigh)
    if bucket.gapAfter { breakOff(at: bucket.last.x) }
  }

  private mutating func breakOff(at place: Double) {
    outline.breakOff(at: place)
    means.breakOff(at: place)
  }
}
