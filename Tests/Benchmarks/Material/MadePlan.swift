import Core

/// What happens in a made campaign, as far as it does not follow from pawl's own rules.
package struct MadePlan: Sendable {
  package var seed = 1
  /// The experiments it is made up to; what comes near the end is left open for a person.
  package var end = Int.max
  /// How many good ideas there are among the first n, over the square root of n.
  package var density = 1.0
  /// What a run takes, in seconds, and how many slots and lanes there are.
  package var runSeconds = 300.0
  package var slots = 8

  package init() {}

  /// Run-to-run noise of the metric.
  static let noise = 0.0006

  package var settings: CampaignSettings {
    CampaignSettings(
      project: "tiny-gpt", branch: "pawl/tiny-gpt", metric: "val_bpb", goal: .minimize,
      verified: true, rule: .standard, review: .flagged, limits: Limits(),
      budget: .wall(runSeconds), slots: (0..<slots).map { Slot(id: "gpu\($0)", gpus: [$0]) },
      lanes: [
        LaneEntry(agent: "claude", count: max(1, slots / 2)),
        LaneEntry(agent: "codex", count: max(1, slots / 4)),
        LaneEntry(agent: "sweep", count: max(1, slots / 4)),
      ],
      seed: seed, isolation: "process", comparability: "made 1", unattended: false)
  }

  /// What becomes of a proposal besides being measured.
  enum Fate {
    case plain, refused, flagged, crashing, overrunning, vetoed, disturbed
  }

  func fate(_ n: Int) -> Fate {
    // A screen with something to approve and something on its way to being kept, at the end.
    if n == end - 1 { return .flagged }
    if isGood(n) { return .plain }
    switch MadeRandom(seed: seed).unit(n, 11) {
    case ..<0.03: return .refused
    case ..<0.045: return .flagged
    case ..<0.10: return .crashing
    case ..<0.11: return .overrunning
    case ..<0.12: return .vetoed
    case ..<0.13: return .disturbed
    default: return .plain
    }
  }

  private func isGood(_ n: Int) -> Bool {
    if n == end - 4 * slots || n == end - 5 * slots { return true }
    func count(_ n: Int) -> Int { Int(density * Double(n).squareRoot()) }
    return n > 1 && count(n) > count(n - 1)
  }

  /// How much better than its base a proposal is, in the metric's unit; positive is better.
  func gain(_ n: Int) -> Double {
    let random = MadeRandom(seed: seed)
    let u = random.unit(n, 12)
    if isGood(n) { return (2.5 + 2 * u) * Self.noise / (1 + Double(n) / 4000) + Self.noise }
    switch random.unit(n, 13) {
    case ..<0.72: return -(0.3 + 8 * u * u) * Self.noise
    case ..<0.94: return random.normal(n, 14) * 0.6 * Self.noise
    default: return -(20 + 80 * u) * Self.noise
    }
  }
}
