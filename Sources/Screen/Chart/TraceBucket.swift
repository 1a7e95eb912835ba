internal import Core

/// What a group of neighbouring points looks like from afar: its first, lowest, highest and last
/// value, which is all a line needs that is drawn in fewer columns than there are groups.
struct TraceBucket: Equatable, Sendable {
  /// A value and its place along x.
  struct Sample: Equatable, Sendable {
    var x = 0.0
    var y = 0.0
  }

  /// How smooth the values before it were; reading goes on from here.
  let start: Smoothing
  /// The farthest place along x up to its end.
  var end: Double
  /// Meaningless, as the next three, while the group has no values.
  var first = Sample()
  var low = Sample()
  var high = Sample()
  var last = Sample()
  /// The values as logged, before smoothing.
  var rawLow = Double.infinity
  var rawHigh = -Double.infinity
  var sumX = 0.0
  var sumY = 0.0
  /// Values that can be drawn, and the other kinds: no number, or not positive on a logarithmic axis.
  var count = 0
  var broken = 0
  var hidden = 0
  /// Where the first value stands that is no number.
  var brokenAt: Double?
  /// Whether a gap lies before its first or after its last value.
  var gapBefore = false
  var gapAfter = false

  init(start: Smoothing, end: Double) {
    self.start = start
    self.end = end
  }

  mutating func add(_ x: Double, _ y: Double, raw: Double) {
    let sample = Sample(x: x, y: y)
    if count == 0 {
      (first, low, high) = (sample, sample, sample)
    } else {
      if y < low.y { low = sample }
      if y > high.y { high = sample }
    }
    last = sample
    rawLow = min(rawLow, raw)
    rawHigh = max(rawHigh, raw)
    sumX += x
    sumY += y
    count += 1
    gapAfter = false
    end = max(end, x)
  }

  mutating func addGap(_ x: Double, isBroken: Bool) {
    if isBroken {
      brokenAt = brokenAt ?? x
      broken += 1
    } else {
      hidden += 1
    }
    if count == 0 { gapBefore = true }
    gapAfter = true
    end = max(end, x)
  }

  /// Takes the next group in.
  mutating func merge(_ next: TraceBucket) {
    end = max(end, next.end)
    brokenAt = brokenAt ?? next.brokenAt
    broken += next.broken
    hidden += next.hidden
    guard next.count > 0 else {
      gapAfter = gapAfter || next.gapAfter
      if count == 0 { gapBefore = gapBefore || next.gapBefore }
      return
    }
    if count == 0 {
      gapBefore = gapBefore || gapAfter || next.gapBefore
      (first, low, high) = (next.first, next.low, next.high)
    } else {
      if next.low.y < low.y { low = next.low }
      if next.high.y > high.y { high = next.high }
    }
    last = next.last
    gapAfter = next.gapAfter
    rawLow = min(rawLow, next.rawLow)
    rawHigh = max(rawHigh, next.rawHigh)
    sumX += next.sumX
    sumY += next.sumY
    count += next.count
  }

  /// Where the mean of its values stands.
  var mean: Sample {
    guard count > 1 else { return first }
    let mean = Sample(x: sumX / Double(count), y: sumY / Double(count))
    return mean.x.isFinite && mean.y.isFinite ? mean : last
  }
}
