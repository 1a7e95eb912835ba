internal import Core
internal import RealModule

/// A series ready to be drawn: one unit of x, smoothed, thinned, with its gaps.
struct CurveTrace {
  /// NaN in `y` is a gap.
  private(set) var x: [Double] = []
  private(set) var y: [Double] = []
  /// The values before smoothing, for ranges that one outlier must not spoil.
  private(set) var raw: [Double] = []
  /// Where the log said something that is no number; of neighbours in a long series only some.
  private(set) var broken: [Double] = []
  /// Since when the series has been no number, if it ends so.
  private(set) var divergedAt: Double?
  private(set) var isRising = true

  /// Longer series are thinned to the extremes of as many groups, far finer than any screen.
  private static let groups = 8192

  /// - Parameter smoothing: weight of the past in a debiased exponential mean, 0 for none. It
  ///   starts anew after a gap.
  init(_ series: Series?, unit: CurveUnit, smoothing: Double, logarithmic: Bool = false) {
    guard let series else { return }
    let points = series.points
    var average = Smoothing(weight: smoothing)
    var thinner = CurveThinner(size: max(1, points.count / CurveTrace.groups))
    var last = -Double.infinity
    for point in points {
      guard let place = unit == .time ? point.time : point.x, place.isFinite else { continue }
      if place < last { isRising = false }
      last = place
      guard point.y.isFinite, !logarithmic || point.y > 0 else {
        if !point.y.isFinite {
          if thinner.isFirst { broken.append(place) }
          divergedAt = divergedAt ?? place
        }
        thinner.flush(into: &self)
        if y.last?.isNaN != true { append(place, .nan, .nan) }
        _ = average.add(.nan)
        continue
      }
      divergedAt = nil
      if thinner.add(place, average.add(point.y), raw: point.y) { thinner.flush(into: &self) }
    }
    thinner.flush(into: &self)
    guard logarithmic else { return }
    y = y.map { Double.log10($0) }
    raw = raw.map { Double.log10($0) }
  }

  /// Nothing yet; differences are made point by point.
  init() {}

  mutating func append(_ x: Double, _ y: Double, _ raw: Double) {
    self.x.append(x)
    self.y.append(y)
    self.raw.append(raw)
  }

  var isEmpty: Bool { x.isEmpty }

  /// The first and the last place along x.
  var extent: ClosedRange<Double>? {
    guard var low = x.first else { return nil }
    var high = low
    for value in x {
      low = min(low, value)
      high = max(high, value)
    }
    return low...high
  }
}

/// Keeps of every group of neighbours the lowest and the highest, in their order.
struct CurveThinner {
  private typealias Sample = (x: Double, y: Double, raw: Double)

  private let size: Int
  private var count = 0
  private var low: Sample = (0, 0, 0)
  private var high: Sample = (0, 0, 0)
  private var breaks = 0

  init(size: Int) {
    self.size = size
  }

  /// True once per group, to thin what has no value.
  var isFirst: Bool {
    mutating get {
      defer { breaks += 1 }
      return breaks % size == 0
    }
  }

  /// True when the group is full.
  mutating func add(_ x: Double, _ y: Double, raw: Double) -> Bool {
    let sample = (x, y, raw)
    if count == 0 || y < low.y { low = sample }
    if count == 0 || y > high.y { high = sample }
    count += 1
    return count >= size
  }

  mutating func flush(into trace: inout CurveTrace) {
    guard count > 0 else { return }
    let isLowFirst = low.x <= high.x
    let first = isLowFirst ? low : high
    let second = isLowFirst ? high : low
    trace.append(first.x, first.y, first.raw)
    if count > 1, second.x != first.x { trace.append(second.x, second.y, second.raw) }
    count = 0
  }
}
