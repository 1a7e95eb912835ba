/// The steps in which a metric moves, such as 0.01 for an accuracy of 100 samples.
///
/// Learned from scores of one code with different seeds: a metric that seeds do not move says
/// nothing about its steps, and one that moves freely soon has steps too small to matter.
struct Grid: Codable, Equatable, Sendable {
  /// What a number in single precision cannot tell apart, relative to its size.
  private static let precision = 2.5e-7

  /// The largest step that all differences so far are multiples of; nil before two scores differ.
  private(set) var step: Double?

  mutating func see(_ values: [Double]) {
    guard let first = values.first else { return }
    for value in values.dropFirst() {
      let blur = max(abs(value), abs(first)) * Self.precision
      let difference = abs(value - first)
      guard difference > blur else { continue }
      step = step.map { Self.divisor($0, difference, blur: blur) } ?? difference
    }
  }

  /// Euclid's algorithm on numbers that are not exact; not under `blur`.
  private static func divisor(_ one: Double, _ two: Double, blur: Double) -> Double {
    var (large, small) = one > two ? (one, two) : (two, one)
    // Steps that are lost in the blur stay lost.
    guard small > blur else { return small }
    while small > blur {
      var rest = large.truncatingRemainder(dividingBy: small)
      // A hair below a multiple is that multiple.
      if small - rest <= blur { rest = 0 }
      (large, small) = (small, rest)
    }
    return large
  }
}
