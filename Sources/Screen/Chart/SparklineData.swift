package import Core

/// A series small enough to be drawn in a row of a table, whatever its length.
///
/// It takes in what is appended and keeps at most ``limit`` means of neighbouring points.
package struct SparklineData: Equatable, Sendable {
  /// How many of the series' points it has taken in.
  package private(set) var taken = 0
  /// Means of neighbours in order; NaN where none of them is a number.
  package private(set) var values: [Double] = []
  /// Whether the series' newest point is no number.
  package private(set) var endsBroken = false
  /// Points per mean; a power of two.
  private var size = 1
  private var counts: [Int] = []

  static let limit = 64

  package init() {}

  package init(_ series: Series) {
    extend(series.points)
  }

  package init(_ values: [Double]) {
    for value in values { add(value) }
  }

  /// Takes in the points it has not seen; the ones before must be unchanged.
  package mutating func extend(_ points: [Point]) {
    for index in taken..<max(taken, points.count) { add(points[index].y) }
  }

  private mutating func add(_ value: Double) {
    if taken % size == 0 {
      if values.count == SparklineData.limit { halve() }
      values.append(.nan)
      counts.append(0)
    }
    taken += 1
    endsBroken = !value.isFinite
    guard value.isFinite else { return }
    let last = values.count - 1
    counts[last] += 1
    // A running mean: sums of huge values would not be finite.
    values[last] =
      counts[last] == 1
      ? value : values[last] + (value / Double(counts[last]) - values[last] / Double(counts[last]))
  }

  private mutating func halve() {
    for index in 0..<values.count / 2 {
      let (a, b) = (2 * index, 2 * index + 1)
      let sum = Double(counts[a] + counts[b])
      let first = counts[a] > 0 ? values[a] * (Double(counts[a]) / sum) : 0
      let second = counts[b] > 0 ? values[b] * (Double(counts[b]) / sum) : 0
      counts[index] = counts[a] + counts[b]
      values[index] = counts[index] > 0 ? first + second : .nan
    }
    values.removeLast(values.count / 2)
    counts.removeLast(counts.count / 2)
    size *= 2
  }
}
