/// How many runs go at once, and on what.
package enum SlotPlan: Codable, Equatable, Sendable {
  /// One per GPU, or without GPUs one per two cores.
  case auto
  case list([SlotEntry])
}

/// The hardware of one slot.
package struct SlotEntry: Codable, Equatable, Sendable {
  /// Indexes of its GPUs.
  package var gpus: [Int]
  package var cores: SlotCores

  package init(gpus: [Int] = [], cores: SlotCores = .any) {
    self.gpus = gpus
    self.cores = cores
  }
}

/// The processor cores of a slot.
package enum SlotCores: Codable, Equatable, Sendable {
  /// What the machine has left.
  case any
  /// So many, whichever are free.
  case count(Int)
  /// These, by index.
  case list([Int])
}
