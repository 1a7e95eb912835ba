/// An exponential moving average without the bias of its start.
///
/// After a value that is not finite it starts anew, so that a spike to NaN does not spoil what follows.
package struct Smoothing: Equatable, Sendable {
  /// Weight of the past, 0 (none) up to but not including 1.
  package let weight: Double
  private var sum = 0.0
  private var mass = 0.0

  package init(weight: Double) {
    self.weight = weight.isFinite ? min(max(weight, 0), 0.9999) : 0
  }

  /// The average with `y` taken in; `y` itself when it is not finite.
  package mutating func add(_ y: Double) -> Double {
    guard y.isFinite else {
      sum = 0
      mass = 0
      return y
    }
    sum = weight * sum + (1 - weight) * y
    mass = weight * mass + (1 - weight)
    return sum / mass
  }

  /// The points with their y averaged, x and time unchanged.
  package static func smooth(_ points: [Point], weight: Double) -> [Point] {
    var average = Smoothing(weight: weight)
    return points.map { Point(x: $0.x, time: $0.time, y: average.add($0.y)) }
  }
}
