/// Draws a trace into a raster: per dot column its extremes, joined from last to first (M4), which
/// is exact at this resolution and keeps every spike.
struct CurveTracer {
  let viewport: Viewport
  /// Dot columns where something lay above or below the plot.
  private(set) var above: [Int] = []
  private(set) var below: [Int] = []

  private struct Bucket {
    var first: Double
    var low: Double
    var high: Double
    var last: Double
    var sum: Double
    var count: Double
    var afterGap: Bool
  }

  init(viewport: Viewport) {
    self.viewport = viewport
  }

  /// A solid line.
  mutating func solid(_ trace: CurveTrace, into raster: inout DotRaster) {
    var pen = DotPen()
    var previous: (x: Int, y: Int)?
    for (column, bucket) in buckets(of: trace) {
      note(bucket, at: column)
      let first = (x: column, y: viewport.row(bucket.first))
      if let previous, !bucket.afterGap {
        pen.line(from: previous, to: first, in: &raster)
      }
      raster.run(x: column, from: viewport.row(bucket.low), to: viewport.row(bucket.high))
      previous = (column, viewport.row(bucket.last))
    }
  }

  /// A dotted line through the columns' means.
  mutating func dotted(_ trace: CurveTrace, into raster: inout DotRaster) {
    var pen = DotPen.dotted(raster.glyphs)
    var previous: (x: Int, y: Int)?
    for (column, bucket) in buckets(of: trace) {
      note(bucket, at: column)
      let place = (x: column, y: viewport.row(bucket.sum / bucket.count))
      if let previous, !bucket.afterGap {
        pen.line(from: previous, to: place, in: &raster)
      } else {
        pen.begin(x: place.x, y: place.y, in: &raster)
      }
      previous = place
    }
  }

  private mutating func note(_ bucket: Bucket, at column: Int) {
    if bucket.high > viewport.y.upperBound { above.append(column) }
    if bucket.low < viewport.y.lowerBound { below.append(column) }
  }

  /// The columns that hold points, from the left.
  private func buckets(of trace: CurveTrace) -> [(Int, Bucket)] {
    var buckets: [Bucket?] = Array(repeating: nil, count: max(0, viewport.width))
    var gap = true
    for (place, value) in zip(trace.x, trace.y) {
      guard value.isFinite else {
        gap = true
        continue
      }
      guard let column = viewport.column(place), column < buckets.count else { continue }
      if var bucket = buckets[column] {
        bucket.low = min(bucket.low, value)
        bucket.high = max(bucket.high, value)
        bucket.last = value
        bucket.sum += value
        bucket.count += 1
        buckets[column] = bucket
      } else {
        buckets[column] = Bucket(
          first: value, low: value, high: value, last: value, sum: value, count: 1, afterGap: gap)
      }
      gap = false
    }
    return buckets.enumerated().compactMap { column, bucket in bucket.map { (column, $0) } }
  }
}
