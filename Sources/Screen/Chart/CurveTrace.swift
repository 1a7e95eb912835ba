package import Core

/// A series ready to be drawn: one unit of x, smoothed, with its gaps, in groups of neighbours.
///
/// It is made once and takes in what is appended; a series of any length takes the memory of
/// ``limit`` groups. What lies inside a group is read again from the series where it is needed.
package struct CurveTrace: Equatable, Sendable {
  package let recipe: CurveRecipe
  /// How many of the series' points it has taken in.
  package private(set) var taken = 0
  private(set) var buckets: [TraceBucket] = []
  /// Points in a group; a power of two.
  private(set) var size = 1
  /// Whether x never falls.
  private(set) var isRising = true
  /// The lowest and the highest place along x.
  package private(set) var extent: ClosedRange<Double>?
  /// Since when the series has been no number, if it ends so.
  package private(set) var divergedAt: Double?
  /// How many values are no numbers, and how many a logarithmic axis cannot show.
  package private(set) var broken = 0
  package private(set) var hidden = 0
  private var average: Smoothing
  private var reader: PointReader

  /// Groups at most; when there are more, two become one.
  static let limit = 4096

  package init(_ recipe: CurveRecipe) {
    self.recipe = recipe
    average = Smoothing(weight: recipe.smoothing)
    reader = PointReader(recipe)
  }

  /// A whole series.
  ///
  /// - Parameter tokens: How many tokens had been seen at a step, for the unit of tokens.
  package init(_ series: Series?, _ recipe: CurveRecipe, tokens: Series? = nil) {
    self.init(recipe)
    if let series { extend(series, tokens: tokens) }
  }

  /// Takes in the points it has not seen; the ones before must be unchanged.
  package mutating func extend(_ series: Series, tokens: Series? = nil) {
    var current = buckets.popLast() ?? TraceBucket(start: average, end: -.infinity)
    for index in taken..<max(taken, series.points.count) {
      guard let reading = reader.read(series.points[index], axis: series.axis, tokens: tokens)
      else { break }
      if taken % size == 0, taken > 0 {
        buckets.append(current)
        if buckets.count >= CurveTrace.limit { halve() }
        current = TraceBucket(start: average, end: current.end)
      }
      taken += 1
      take(reading, into: &current)
    }
    if taken > 0 { buckets.append(current) }
  }

  private mutating func take(_ reading: PointReader.Reading, into bucket: inout TraceBucket) {
    switch reading {
    case .nowhere:
      return
    case .gap(let place, let isBroken):
      widen(to: place, after: bucket)
      bucket.addGap(place, isBroken: isBroken)
      _ = average.add(.nan)
      if isBroken {
        broken += 1
        divergedAt = divergedAt ?? place
      } else {
        hidden += 1
      }
    case .value(let place, let value):
      widen(to: place, after: bucket)
      bucket.add(place, average.add(value), raw: value)
      divergedAt = nil
    }
  }

  private mutating func widen(to place: Double, after bucket: TraceBucket) {
    if place < bucket.end { isRising = false }
    guard let known = extent else { return extent = place...place }
    if place > known.upperBound {
      extent = known.lowerBound...place
    } else if place < known.lowerBound {
      extent = place...known.upperBound
    }
  }

  private mutating func halve() {
    for index in 0..<buckets.count / 2 {
      var bucket = buckets[2 * index]
      bucket.merge(buckets[2 * index + 1])
      buckets[index] = bucket
    }
    buckets.removeLast(buckets.count / 2)
    size *= 2
  }

  package var isEmpty: Bool { extent == nil }
}

/// Decides where a point stands and whether it can be drawn.
struct PointReader: Equatable, Sendable {
  enum Reading {
    /// The point has no place in this unit.
    case nowhere
    case gap(Double, isBroken: Bool)
    case value(Double, Double)
  }

  let recipe: CurveRecipe
  /// The last of the token counts at or before the point.
  private var cursor = 0

  init(_ recipe: CurveRecipe) {
    self.recipe = recipe
  }

  /// Nil when tokens are asked for that are not known yet.
  mutating func read(_ point: Point, axis: Axis, tokens: Series?) -> Reading? {
    let place: Double?
    switch recipe.unit {
    case .step: place = point.x
    case .time: place = point.time
    case .tokens where axis == .tokens: place = point.x
    case .tokens:
      guard let tokens = tokens?.points, let last = tokens.last else { return .nowhere }
      if point.x > last.x { return nil }
      place = count(at: point.x, tokens)
    }
    guard let place, place.isFinite else { return .nowhere }
    guard point.y.isFinite else { return .gap(place, isBroken: true) }
    guard !recipe.logarithmic || point.y > 0 else { return .gap(place, isBroken: false) }
    return .value(place, point.y)
  }

  /// Tokens at a step, linear between two known counts; nil before the first.
  private mutating func count(at step: Double, _ tokens: [Point]) -> Double? {
    if cursor >= tokens.count || tokens[cursor].x > step { cursor = 0 }
    while cursor + 1 < tokens.count, tokens[cursor + 1].x <= step { cursor += 1 }
    let before = tokens[cursor]
    guard before.x <= step else { return nil }
    if before.x == step || cursor + 1 >= tokens.count { return before.y }
    let after = tokens[cursor + 1]
    return before.y + (after.y - before.y) * (step - before.x) / (after.x - before.x)
  }
}
