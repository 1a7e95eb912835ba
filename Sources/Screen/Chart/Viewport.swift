internal import RealModule

/// The part of the plane a plot shows, and where its values fall among the dots.
struct Viewport {
  var x: ClosedRange<Double>
  var y: ClosedRange<Double>
  /// Dots.
  var width: Int
  var height: Int

  init(x: ClosedRange<Double>, y: ClosedRange<Double>, raster: DotRaster) {
    self.x = x
    self.y = y
    width = raster.width
    height = raster.height
  }

  /// The dot column of a value; nil outside the range.
  func column(_ value: Double) -> Int? {
    guard value >= x.lowerBound, value <= x.upperBound, width > 0 else { return nil }
    let span = x.upperBound - x.lowerBound
    guard span > 0 else { return 0 }
    return Int(((value - x.lowerBound) / span * Double(width - 1)).rounded())
  }

  /// The dot row of a value from the top, held inside the plot.
  func row(_ value: Double) -> Int {
    guard height > 0 else { return 0 }
    let span = y.upperBound - y.lowerBound
    guard span > 0 else { return height / 2 }
    let place = (y.upperBound - value) / span * Double(height - 1)
    guard place.isFinite else { return place < 0 ? 0 : height - 1 }
    return Int(min(Double(height - 1), max(0, place)).rounded())
  }

  /// The end of an axis that begins at `start`, widened in steps of an eighth so that a growing
  /// series does not shift the whole chart with every point.
  static func widened(_ last: Double, from start: Double) -> Double {
    let span = last - start
    guard span.isFinite, span > 0 else { return start + 1 }
    let power = (Double.log(span) / Double.log(1.125) - 1e-9).rounded(.up)
    let widened = start + Double.pow(1.125, power)
    return widened.isFinite && widened >= last ? widened : last
  }
}
