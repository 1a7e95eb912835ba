import RealModule

/// Seeded chance in the shapes that a simulated world needs.
struct SimulatedDice {
  private var source: SplitMix
  private var spare: Double?

  init(seed: UInt64) { source = SplitMix(seed: seed) }

  /// Evenly spread over 0 to 1, without 1.
  mutating func share() -> Double { source.share() }

  /// Normal with mean 0 and standard deviation 1, by Marsaglia's polar method.
  mutating func normal() -> Double {
    if let spare {
      self.spare = nil
      return spare
    }
    while true {
      let x = 2 * share() - 1
      let y = 2 * share() - 1
      let square = x * x + y * y
      guard square > 0, square < 1 else { continue }
      let factor = (-2 * Double.log(square) / square).squareRoot()
      spare = y * factor
      return x * factor
    }
  }

  /// Student's t with three degrees of freedom, scaled to a standard deviation of 1.
  mutating func heavy() -> Double {
    let squares = (0..<3).reduce(0.0) { sum, _ in
      let value = normal()
      return sum + value * value
    }
    return normal() / squares.squareRoot()
  }
}

/// What a simulated run's score has on top of the truth.
struct SimulatedNoise {
  /// Runs over which the wandering forgets where it was.
  private static let memory = 50.0
  /// What a disturbed run loses.
  private static let starvation = 10.0

  private let world: SimulatedWorld
  private var dice: SimulatedDice
  private var wandering: Double

  init(world: SimulatedWorld, seed: UInt64) {
    self.world = world
    dice = SimulatedDice(seed: seed)
    wandering = world.drift * dice.normal()
  }

  /// The noise of the next run; nil where it was disturbed and that is noticed.
  mutating func next(seed: Int) -> Double? {
    var noise = draw()
    if world.seedCorrelation > 0 {
      var shared = SimulatedDice(seed: UInt64(truncatingIfNeeded: seed) &* 0xD134_2543_DE82_EF95)
      noise =
        world.seedCorrelation.squareRoot() * (world.tails == .t3 ? shared.heavy() : shared.normal())
        + (1 - world.seedCorrelation).squareRoot() * noise
    }
    noise *= world.sd
    let drift = drift()
    if world.starved > 0, dice.share() < world.starved {
      if dice.share() < world.seen { return nil }
      noise -= Self.starvation
    }
    return noise + drift
  }

  private mutating func draw() -> Double { world.tails == .t3 ? dice.heavy() : dice.normal() }

  /// An autoregressive walk that stays within `drift`.
  private mutating func drift() -> Double {
    guard world.drift > 0 else { return 0 }
    let keep = Double.exp(-1 / Self.memory)
    wandering = keep * wandering + world.drift * (1 - keep * keep).squareRoot() * dice.normal()
    return wandering
  }
}
