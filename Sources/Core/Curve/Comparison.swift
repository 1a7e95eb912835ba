/// A smoothed reference curve that other curves are compared with at equal step or equal time.
package struct Comparison: Sendable {
  /// What has to be equal.
  package enum Base: String, Codable, Sendable {
    case step, time
  }

  package let base: Base
  /// The reference's places in growing order, and its smoothed values there.
  private var places: [Double] = []
  private var values: [Double] = []

  /// - Parameters:
  ///   - reference: In the order of the log; points that are not finite or go back are left out.
  ///   - weight: Smoothing of the reference, 0..<1.
  package init(reference: [Point], by base: Base, weight: Double = 0) {
    self.base = base
    var average = Smoothing(weight: weight)
    for point in reference {
      let value = average.add(point.y)
      guard let place = Self.place(point, base), place.isFinite, value.isFinite else { continue }
      if let last = places.last, place <= last {
        if place == last { values[values.count - 1] = value }
        continue
      }
      places.append(place)
      values.append(value)
    }
  }

  /// The reference's value at a place, linear in between; nil outside its range.
  package func value(at place: Double) -> Double? {
    guard let first = places.first, let last = places.last, place >= first, place <= last else {
      return nil
    }
    var (low, high) = (0, places.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if places[middle] <= place { low = middle } else { high = middle }
    }
    guard high > low, place > places[low] else { return values[low] }
    let share = (place - places[low]) / (places[high] - places[low])
    return values[low] + share * (values[high] - values[low])
  }

  /// How far a point lies above the reference; nil outside its range or where y is not finite.
  package func difference(of point: Point) -> Double? {
    guard point.y.isFinite, let place = Self.place(point, base), let value = value(at: place) else {
      return nil
    }
    return point.y - value
  }

  /// The difference at every point that has one, on the points' own x and time.
  ///
  /// - Parameter weight: Smoothing of the points before they are compared, 0..<1.
  package func differences(of points: [Point], weight: Double = 0) -> [Point] {
    var average = Smoothing(weight: weight)
    return points.compactMap { point in
      let smooth = Point(x: point.x, time: point.time, y: average.add(point.y))
      return difference(of: smooth).map { Point(x: point.x, time: point.time, y: $0) }
    }
  }

  private static func place(_ point: Point, _ base: Base) -> Double? {
    base == .step ? point.x : point.time
  }
}
