import Core

/// A point of a curve with its place in the series.
struct CurveSample {
  var x: Double
  /// Seconds since the run began; NaN: unknown.
  var time: Double
  var y: Double
  var index: Int

  init(_ point: Point, index: Int) {
    x = point.x
    time = point.time ?? .nan
    y = point.y
    self.index = index
  }

  var point: Point { Point(x: x, time: time.isNaN ? nil : time, y: y) }
}

/// Points that follow each other, as much of them as a picture needs (M4): the first, the lowest,
/// the highest and the last one, one that is no number, and what their mean takes.
struct CurveBucket {
  private(set) var first: CurveSample
  private(set) var last: CurveSample
  /// Of the finite values; no numbers themselves while there is none.
  private var low: CurveSample
  private var high: CurveSample
  /// The first value that is no number; a number while there is none.
  private var hole: CurveSample
  private(set) var sum = 0.0
  private(set) var finite = 0
  private(set) var count = 1

  init(_ sample: CurveSample) {
    first = sample
    last = sample
    low = sample
    high = sample
    hole = sample
    guard sample.y.isFinite else { return }
    sum = sample.y
    finite = 1
  }

  mutating func add(_ sample: CurveSample) {
    last = sample
    count += 1
    guard sample.y.isFinite else {
      if hole.y.isFinite { hole = sample }
      return
    }
    if finite == 0 || sample.y < low.y { low = sample }
    if finite == 0 || sample.y > high.y { high = sample }
    sum += sample.y
    finite += 1
  }

  mutating func add(_ other: CurveBucket) {
    last = other.last
    if other.finite > 0 {
      if finite == 0 || other.low.y < low.y { low = other.low }
      if finite == 0 || other.high.y > high.y { high = other.high }
    }
    if hole.y.isFinite { hole = other.hole }
    sum += other.sum
    finite += other.finite
    count += other.count
  }

  /// What is kept, in the order of the series, after what `kept` has already.
  func append(to kept: inout [CurveSample]) {
    let start = kept.count
    kept.append(first)
    if finite > 0 {
      insert(low, into: &kept, from: start)
      insert(high, into: &kept, from: start)
    }
    if !hole.y.isFinite { insert(hole, into: &kept, from: start) }
    insert(last, into: &kept, from: start)
  }

  private func insert(_ sample: CurveSample, into kept: inout [CurveSample], from start: Int) {
    var place = kept.count
    while place > start, kept[place - 1].index > sample.index { place -= 1 }
    if place > start, kept[place - 1].index == sample.index { return }
    kept.insert(sample, at: place)
  }

  /// The mean in the middle; NaN where there is nothing finite.
  var mean: Point {
    let time = (first.time + last.time) / 2
    return Point(
      x: (first.x + last.x) / 2, time: time.isNaN ? nil : time,
      y: finite > 0 ? sum / Double(finite) : .nan)
  }

  /// Whether it may have points within a part of x.
  func meets(_ window: ClosedRange<Double>) -> Bool {
    min(first.x, last.x) <= window.upperBound && max(first.x, last.x) >= window.lowerBound
  }
}
