/// An exclusive lease on the hardware one run needs.
package struct Slot: Codable, Equatable, Sendable, Identifiable {
  package var id: SlotID
  /// Indexes of the GPUs and of the cores that belong to it.
  package var gpus: [Int]
  package var cores: [Int]
  /// The run that holds it.
  package var run: RunID?
  /// The experiment a pair in progress keeps it for, between its two halves.
  package var pairOf: Int?
  /// The audit a pair in progress keeps it for; nil where none does.
  package var auditOf: Int?
  /// Who has its hardware, so that its run waits; nil where nobody does.
  package var heldBy: String?
  package var since: Timestamp
  /// Seconds it has been busy while work was flowing.
  package var busy: Double

  /// Whether nothing holds it, not even for the second half of a pair.
  var isFree: Bool { run == nil && pairOf == nil && auditOf == nil }

  package init(id: SlotID, gpus: [Int] = [], cores: [Int] = []) {
    self.id = id
    self.gpus = gpus
    self.cores = cores
    self.since = 0
    self.busy = 0
  }
}
