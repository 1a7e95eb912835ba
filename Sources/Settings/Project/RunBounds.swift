/// What one run, or one agent's turn, may use of the machine; nil for as much as there is.
package struct RunBounds: Codable, Equatable, Sendable {
  /// Processes at once.
  package var processes: Int?
  /// Resident bytes of all its processes together.
  package var memory: Int?
  /// Bytes in the folders it writes, and in any single file.
  package var disk: Int?

  /// Enough for any training, and still too little for a fork without end or a disk full of
  /// checkpoints.
  package init(processes: Int? = 4096, memory: Int? = nil, disk: Int? = 100_000_000_000) {
    self.processes = processes
    self.memory = memory
    self.disk = disk
  }
}
