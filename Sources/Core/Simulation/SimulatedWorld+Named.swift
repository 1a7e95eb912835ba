extension SimulatedWorld {
  /// The worlds that the rule is held to, by name, in the order in which they are told.
  package static let named: [(name: String, world: SimulatedWorld)] = [
    ("standard", changed { _ in }),
    ("none-good", changed { $0.good = 0 }),
    (
      "late-phase",
      changed {
        $0.null = 0.35
        $0.harmMedian = 1
        $0.harmLogSD = 1
      }
    ),
    ("small-effects", changed { $0.effectMedian = 0.7 }),
    ("heavy-tails", changed { $0.tails = .t3 }),
    ("drift-1", changed { $0.drift = 1 }),
    ("drift-2", changed { $0.drift = 2 }),
    ("starved", changed { $0.starved = 0.03 }),
    (
      "starved-unseen",
      changed {
        $0.starved = 0.03
        $0.seen = 0
      }
    ),
    ("seeds-correlate", changed { $0.seedCorrelation = 0.5 }),
    ("sd-larger", changed { $0.sd = 1.5 }),
    ("sd-smaller", changed { $0.sd = 2.0 / 3 }),
    ("sd-known", changed { $0.sdKnown = true }),
    ("lanes-sparse", changed { $0.lanes = 8 }),
    (
      "lanes-dense",
      changed {
        $0.lanes = 8
        $0.good = 0.15
      }
    ),
  ]

  /// The world of this name, or nil.
  package static func named(_ name: String) -> SimulatedWorld? {
    named.first { $0.name == name }?.world
  }

  private static func changed(_ change: (inout SimulatedWorld) -> Void) -> SimulatedWorld {
    var world = SimulatedWorld()
    change(&world)
    return world
  }
}
