import Foundation

/// Which way a constant is moved.
enum SweepDirection: CaseIterable, Sendable {
  case up, down

  var opposite: SweepDirection { self == .up ? .down : .up }
}

/// Where a constant can go from its value: sensible sizes of step that keep its kind and its range.
enum SweepMoves {
  /// Sizes of step, in the order in which they make sense when nothing is known.
  static let factors = [2.0, 1.5, 3.0, 1.25]

  /// A value between 0 and 1 whose distance from 1 is what matters, such as a momentum.
  static func actsLikeDecay(_ constant: SweepConstant) -> Bool {
    guard !constant.literal.isInteger, constant.value >= 0.5, constant.value < 1 else {
      return false
    }
    let sizes: Set<String> = [
      "lr", "rate", "scale", "std", "init", "gain", "clip", "temperature", "width", "norm",
    ]
    return constant.value >= 0.9 || sizes.isDisjoint(with: SweepConstant.words(of: constant.name))
  }

  /// The value one step away, written and read back in the constant's style; nil where there is none.
  static func target(
    _ constant: SweepConstant, _ direction: SweepDirection, factor: Double
  ) -> (value: Double, text: String)? {
    let from = constant.value
    var value: Double
    if actsLikeDecay(constant) {
      let rest = 1 - from
      value = 1 - (direction == .up ? rest / factor : rest * factor)
      guard value > 0.05 else { return nil }
      // Three digits of the distance from 1, not of the value.
      let digits = Int((-log10(1 - value)).rounded(.up)) + 1
      let grain = pow(10.0, Double(digits))
      value = (value * grain).rounded() / grain
      let text = String(format: "%.\(digits)f", value)
      var short = text
      while short.hasSuffix("0") && !short.hasSuffix(".0") { short.removeLast() }
      guard value < 1, value > 0, let read = Double(short), read != from else { return nil }
      return (read, short)
    }
    value = direction == .up ? from * factor : from / factor
    if !constant.literal.isInteger && from < 1 && isShare(constant) && value >= 1 { return nil }
    if constant.literal.isInteger {
      value = value.rounded(.toNearestOrAwayFromZero)
      guard value >= 1 else { return nil }
    }
    let text = constant.literal.render(value)
    guard let written = NumberLiteral(text[...]), written.value != from else { return nil }
    return (written.value, text)
  }

  /// A number below 1 that would make no sense above it.
  private static func isShare(_ constant: SweepConstant) -> Bool {
    let shares: Set<String> = [
      "momentum", "beta", "beta1", "beta2", "decay", "dropout", "share", "fraction", "part",
      "ratio", "warmup", "start", "ema", "probability", "prob", "smoothing",
    ]
    return !shares.isDisjoint(with: SweepConstant.words(of: constant.name))
  }
}
