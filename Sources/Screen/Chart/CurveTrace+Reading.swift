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
    if var prepared, prepared.recipe == recipe, prepared.taken <= series.points.count {
      if !prepared.isCurrent(series, recipe) { prepared.extend(series, tokens: tokens) }
      trace = prepared
    } else {
      trace = CurveTrace(series, recipe, tokens: tokens)
    }
  }

  /// The part inside a window and one point beyond it at either side, read point by point where the
  /// groups would be coarser than the columns.
  func slice(_ window: ClosedRange<Double>?, columns: Int) -> TraceSlice {
    let groups = trace.groups(in: window)
    guard trace.size > 1, groups.count < columns else { return trace.slice(groups) }
    var slice = TraceSlice()
    for sample in samples(groups) {
      guard sample.y.isFinite else {
        slice.outline.breakOff(at: sample.x)
        if !sample.raw.isFinite { slice.broken.append(sample.x) }
        continue
      }
      slice.outline.append(sample.x, sample.y)
      slice.band.append(sample.x, sample.raw, sample.raw)
    }
    slice.means = slice.outline
    return slice
  }

  /// The points of some groups, read from the series again.
  func samples(_ groups: Range<Int>) -> [TraceSample] {
    guard let series, let first = groups.first, first < trace.buckets.count else { return [] }
    var average = trace.buckets[first].start
    var reader = PointReader(trace.recipe)
    let points = first * trace.size..<min(trace.taken, groups.upperBound * trace.size)
    var result: [TraceSample] = []
    result.reserveCapacity(points.count)
    for index in points {
      let point = series.points[index]
      switch reader.read(point, axis: series.axis, tokens: tokens) {
      case .gap(let place, _):
        _ = average.add(.nan)
        result.append(TraceSample(index: index, x: place, y: .nan, raw: point.y))
      case .value(let place, let value):
        let smooth = average.add(value)
        result.append(TraceSample(index: index, x: place, y: smooth, raw: value))
      case .nowhere, nil:
        continue
      }
    }
    return result
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

  func slice(_ groups: Range<Int>) -> TraceSlice {
    var slice = TraceSlice()
    slice.outline.reserve(groups.count * (size > 1 ? 4 : 1))
    for bucket in buckets[groups] {
      if bucket.broken > 0 { slice.broken.append(bucket.brokenAt) }
      guard bucket.count > 0 else {
        if bucket.gapBefore || bucket.gapAfter { slice.breakOff(at: bucket.end) }
        continue
      }
      if bucket.gapBefore { slice.breakOff(at: bucket.first.x) }
      slice.outline.append(bucket.first.x, bucket.first.y)
      if bucket.count > 1 {
        let isLowFirst = bucket.low.x <= bucket.high.x
        let inner = isLowFirst ? (bucket.low, bucket.high) : (bucket.high, bucket.low)
        slice.outline.append(inner.0.x, inner.0.y)
        slice.outline.append(inner.1.x, inner.1.y)
        slice.outline.append(bucket.last.x, bucket.last.y)
      }
      let mean = bucket.mean
      slice.means.append(mean.x, mean.y)
      slice.band.append(mean.x, bucket.rawLow, bucket.rawHigh)
      if bucket.gapAfter { slice.breakOff(at: bucket.last.x) }
    }
    return slice
  }
}

extension TraceSlice {
  mutating func breakOff(at place: Double) {
    outline.breakOff(at: place)
    means.breakOff(at: place)
  }
}
