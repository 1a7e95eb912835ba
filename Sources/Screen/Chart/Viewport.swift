internal import RealModule

/// The part of the plane a plot shows, and where its values fall among the dots.
struct Viewport {
  var x: ChartScale
  var y: ChartScale
  /// Dots.
  var width: Int
  var height: Int

  init(x: ChartScale, y: ChartScale, raster: DotRaster) {
    self.x = x
    self.y = y
    width = raster.width
    height = raster.height
  }

  init(x: ClosedRange<Double>, y: ClosedRange<Double>, raster: DotRaster) {
    self.init(x: ChartScale(x), y: ChartScale(y), raster: raster)
  }

  /// The dot column of a value; nil outside the range.
  func column(_ value: Double) -> Int? {
    guard x.domain.contains(value), width > 0 else { return nil }
    return Int((x.share(of: value) * Double(width - 1)).rounded())
  }

  /// The dot row of a value from the top, held inside the plot.
  func row(_ value: Double) -> Int {
    guard height > 0 else { return 0 }
    let place = y.shareFromTop(of: value) * Double(height - 1)
    guard place.isFinite else { return place > 0 ? height - 1 : 0 }
    return Int(min(Double(height - 1), max(0, place)).rounded())
  }

  /// A place among the dots, which may lie far outside; nil where an axis has no place for it.
  func dot(_ place: Double, _ value: Double) -> Dot? {
    let across = x.share(of: place) * Double(width - 1)
    let down = y.shareFromTop(of: value) * Double(height - 1)
    guard !across.isNaN, !down.isNaN else { return nil }
    return Dot(x: Viewport.held(across), y: Viewport.held(down))
  }

  /// Beyond any screen, but still finite.
  private static func held(_ value: Double) -> Double { min(1e12, max(-1e12, value)) }

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

/// A place among dots, between them too: from the left and from the top.
struct Dot: Equatable {
  var x: Double
  var y: Double

  /// The part of a segment inside a raster of so many dots; nil when none of it is.
  static func clipped(_ a: Dot, _ b: Dot, width: Int, height: Int) -> (Dot, Dot)? {
    var (enter, leave) = (0.0, 1.0)
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let sides = [
      (-dx, a.x + 0.499), (dx, Double(width) - 0.501 - a.x),
      (-dy, a.y + 0.499), (dy, Double(height) - 0.501 - a.y),
    ]
    for (direction, distance) in sides {
      if direction == 0 {
        if distance < 0 { return nil }
      } else if direction < 0 {
        enter = max(enter, distance / direction)
      } else {
        leave = min(leave, distance / direction)
      }
    }
    guard enter <= leave else { return nil }
    return (
      Dot(x: a.x + enter * dx, y: a.y + enter * dy), Dot(x: a.x + leave * dx, y: a.y + leave * dy)
    )
  }
}
