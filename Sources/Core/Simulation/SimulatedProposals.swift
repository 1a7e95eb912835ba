import RealModule

/// What the agents of a simulated campaign come up with.
struct SimulatedProposals {
  enum Kind: Equatable {
    /// How much better it is; negative is worse.
    case effect(Double)
    case crash
  }

  /// No good idea is smaller.
  private static let smallest = 0.25

  private let world: SimulatedWorld
  private var dice: SimulatedDice

  init(world: SimulatedWorld, seed: UInt64) {
    self.world = world
    dice = SimulatedDice(seed: seed)
  }

  mutating func next() -> Kind {
    let kind = dice.share()
    let size = dice.normal()
    if kind < world.good {
      let effect = world.effectMedian * Double.exp(world.effectLogSD * size)
      return .effect(max(Self.smallest, effect))
    }
    if kind < world.good + world.null { return .effect(0) }
    if kind < world.good + world.null + world.crash { return .crash }
    return .effect(-world.harmMedian * Double.exp(world.harmLogSD * size))
  }
}
