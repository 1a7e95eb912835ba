import Foundation

/// What one constant's trials say about moving it up or down.
struct SweepJudge {
  struct Opinion: Equatable {
    /// How much the direction is worth trying: from about 0 to 5.
    let worth: Double
    let reason: String
    /// Steps must be smaller than this; nil when any will do.
    var limit: Double?
  }

  let constant: SweepConstant
  let trials: [SweepTrial]
  /// From 0 up to 1: which way to go first.
  let lean: Double
  /// Whether something else was kept since the last of these trials, so that they may not hold any more.
  let isStale: Bool

  /// Nil when the direction is closed.
  func opinion(of direction: SweepDirection) -> Opinion? {
    let name = constant.spoken
    guard !trials.isEmpty else {
      let isFirst = direction == (lean < 0.5 ? .up : .down)
      return Opinion(worth: isFirst ? 3 : 2.6, reason: "No change of \(name) has been tried yet.")
    }
    let ahead = effects(direction)
    let behind = effects(direction.opposite)
    if ahead.contains(where: { $0.gain <= Sweep.clearLoss }) { return smallerStep(direction) }
    let arrived = trials.last { $0.state == "kept" && constant.isAlike($0.to, constant.value) }
    if let arrived, ahead.isEmpty {
      guard constant.direction(to: arrived.from) == direction.opposite else { return nil }
      return Opinion(
        worth: 5,
        reason: "Moving \(name) \(direction) helped (\(shown(arrived.effect))); going further.")
    }
    if let best = ahead.map(\.gain).max() {
      let isNear = best >= Sweep.nearMiss
      let outcome = isNear ? "nearly helped" : best > -0.5 ? "changed little" : "did not help"
      return Opinion(
        worth: !isNear ? 0.6 : ahead.count == 1 ? 3.2 : 1.4,
        reason: "Moving \(name) \(direction) \(outcome) (\(shown(best))); another size of step.")
    }
    guard let other = behind.map(\.gain).min() else {
      return Opinion(
        worth: 2,
        reason: "Moving \(name) \(direction.opposite) is being tried; this is the other way.")
    }
    let isLoss = other <= Sweep.clearLoss
    let outcome = isLoss ? "hurt" : other < Sweep.nearMiss ? "changed little" : "nearly helped"
    return Opinion(
      worth: isLoss ? 2.8 : 1.6,
      reason:
        "Moving \(name) \(direction.opposite) \(outcome) (\(shown(other))); trying \(direction).")
  }

  /// A direction that hurt is opened again, for smaller steps, when the champion has changed since.
  private func smallerStep(_ direction: SweepDirection) -> Opinion? {
    let losses = effects(direction).filter { $0.gain <= Sweep.clearLoss }
    guard isStale, let nearest = losses.map(\.distance).min() else {
      return nil
    }
    return Opinion(
      worth: 0.4,
      reason: "Moving \(constant.spoken) \(direction) hurt an older champion; a smaller step now.",
      limit: nearest)
  }

  /// The effects of trials that lie in this direction, as seen from the present value: what later
  /// keeps of this constant gained is taken off.
  private func effects(_ direction: SweepDirection) -> [(distance: Double, gain: Double)] {
    trials.enumerated().compactMap { index, trial in
      guard !trial.isOpen, constant.direction(to: trial.to) == direction else { return nil }
      let later = trials[(index + 1)...].filter { $0.state == "kept" }.map(\.effect)
      let own = trial.state == "kept" ? 0 : trial.effect
      return (abs(trial.to - constant.value), own - later.reduce(0, +))
    }
  }

  private func shown(_ gain: Double) -> String {
    (gain >= 0 ? "+" : "") + String(format: "%.1f s", gain)
  }
}

extension SweepConstant {
  /// Which way `other` lies; nil when it is about the same.
  func direction(to other: Double) -> SweepDirection? {
    isAlike(other, value) ? nil : other > value ? .up : .down
  }

  /// Whether two values are too close to tell apart: within 8 percent, whole numbers under 20 apart.
  func isAlike(_ a: Double, _ b: Double) -> Bool {
    guard a != b else { return true }
    if literal.isInteger && max(a, b) < 20 { return false }
    if SweepMoves.actsLikeDecay(self) && a < 1 && b < 1 {
      return abs(log((1 - a) / (1 - b))) < 0.08
    }
    return a > 0 && b > 0 && abs(log(a / b)) < 0.08
  }
}
