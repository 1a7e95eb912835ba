import Core

/// Lets agent programs start one after the other: several at once would take the machine for seconds.
actor StartGate {
  /// Between the starts of two lanes' programs.
  private static let distance = Duration.milliseconds(500)

  private let clock = ContinuousClock()
  /// Raised when the engine leaves: then nobody waits.
  private let ended: Flag
  private var last: (lane: LaneID, at: ContinuousClock.Instant)?

  init(ended: Flag = Flag()) {
    self.ended = ended
  }

  /// Returns when the lane's program may start; a lane does not wait for itself.
  func pass(_ lane: LaneID) async {
    let at = reserve(lane, now: clock.now)
    let left = clock.now.duration(to: at)
    if left > .zero { await ended.wait(atMost: left) }
  }

  /// When the lane's program may start.
  func reserve(_ lane: LaneID, now: ContinuousClock.Instant) -> ContinuousClock.Instant {
    let earliest = last.map { $0.lane == lane ? $0.at : $0.at + Self.distance } ?? now
    let at = max(now, earliest)
    last = (lane, at)
    return at
  }
}
