import Core

/// A series of any length in bounded memory: its newest points as they are, and of the older ones a
/// summary that grows coarser as the series grows longer.
struct CurveDigest {
  /// All points that were added.
  private(set) var count = 0
  /// Of equally many points each; the last one may not be full.
  private(set) var buckets: [CurveBucket] = []
  /// Points of a full bucket, a power of two.
  private(set) var stride = 1
  private(set) var tail: [Point] = []

  /// A series that is no longer than this is kept as it is.
  static let exact = 4096
  /// Buckets at most; when there are as many, every two become one.
  static let capacity = 1024
  /// The newest points that are kept as they are: from a half of this to this.
  static let tailCapacity = 512
  /// Points in a full bucket when a series first becomes too long.
  private static let firstStride = 4

  init() {}

  /// Whether no point is left out of ``points``.
  var isExact: Bool { buckets.isEmpty }

  mutating func append(_ points: some Collection<Point>) {
    tail.append(contentsOf: points)
    count += points.count
    guard tail.count > (isExact ? Self.exact : Self.tailCapacity) else { return }
    if isExact { stride = Self.firstStride }
    let folded = tail.count - Self.tailCapacity / 2
    let start = count - tail.count
    for (index, point) in tail.prefix(folded).enumerated() {
      fold(CurveSample(point, index: start + index))
    }
    tail = Array(tail.dropFirst(folded))
  }

  private mutating func fold(_ sample: CurveSample) {
    if let last = buckets.indices.last, buckets[last].count < stride {
      return buckets[last].add(sample)
    }
    if buckets.count == Self.capacity { halve() }
    buckets.append(CurveBucket(sample))
  }

  private mutating func halve() {
    for index in 0..<buckets.count / 2 {
      var pair = buckets[2 * index]
      pair.add(buckets[2 * index + 1])
      buckets[index] = pair
    }
    buckets.removeLast(buckets.count / 2)
    stride *= 2
  }

  // MARK: What is drawn

  /// All points, or of the older ones those that a picture needs: no extreme is missing.
  var points: [Point] {
    guard !isExact else { return tail }
    var kept: [CurveSample] = []
    kept.reserveCapacity(5 * buckets.count)
    for bucket in buckets { bucket.append(to: &kept) }
    var points: [Point] = []
    points.reserveCapacity(kept.count + tail.count)
    for sample in kept { points.append(sample.point) }
    points.append(contentsOf: tail)
    return points
  }

  /// All points, or the means of ``stride`` points each: what is to be smoothed.
  var means: [Point] {
    guard !isExact, var open = buckets.last else { return tail }
    var means = buckets.dropLast().map(\.mean)
    let start = count - tail.count
    for (index, point) in tail.enumerated() {
      let sample = CurveSample(point, index: start + index)
      if open.count < stride {
        open.add(sample)
      } else {
        means.append(open.mean)
        open = CurveBucket(sample)
      }
    }
    return means + [open.mean]
  }

  /// The course in at most so many means over equally many points; NaN where nothing is finite.
  func sparkline(_ width: Int) -> [Double] {
    guard count > 0, width > 0 else { return [] }
    var line = CurveSpark(count: count, width: width)
    var index = 0
    for bucket in buckets {
      line.add(bucket.sum, bucket.finite, at: index + bucket.count / 2)
      index += bucket.count
    }
    for point in tail {
      if point.y.isFinite { line.add(point.y, 1, at: index) }
      index += 1
    }
    return line.values
  }

  /// Where in the series points of a part of x may be; nil where there is none.
  func range(of window: ClosedRange<Double>) -> Range<Int>? {
    var found: Range<Int>?
    var index = 0
    for bucket in buckets {
      let range = index..<index + bucket.count
      if bucket.meets(window) {
        found = (found?.lowerBound ?? range.lowerBound)..<range.upperBound
      }
      index = range.upperBound
    }
    if tail.contains(where: { window.contains($0.x) }) {
      found = (found?.lowerBound ?? index)..<count
    }
    // A line from outside into the window begins one bucket before it.
    return found.map { max(0, $0.lowerBound - stride)..<min(count, $0.upperBound + stride) }
  }
}

/// Means over equal parts of a series.
struct CurveSpark {
  private let count: Int
  private var sums: [Double]
  private var numbers: [Int]

  init(count: Int, width: Int) {
    self.count = count
    sums = Array(repeating: 0, count: min(width, count))
    numbers = Array(repeating: 0, count: min(width, count))
  }

  mutating func add(_ sum: Double, _ number: Int, at index: Int) {
    guard number > 0, !sums.isEmpty else { return }
    let place = min(sums.count - 1, index * sums.count / count)
    sums[place] += sum
    numbers[place] += number
  }

  var values: [Double] {
    zip(sums, numbers).map { sum, number in number > 0 ? sum / Double(number) : .nan }
  }
}
