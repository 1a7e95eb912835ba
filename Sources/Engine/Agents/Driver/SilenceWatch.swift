/// How long an agent has said nothing; while it may not say anything, the time stands still.
struct SilenceWatch {
  private let limit: Double
  private var heard: Double
  /// Seconds that it has announced to wait.
  private var announced = 0.0
  private var stopped: Double?

  /// The longest wait that is believed.
  private static let patience = 900.0

  init(limit: Double, now: Double) {
    self.limit = limit
    heard = now
  }

  /// When it has been silent for too long; nil while it is stopped.
  var due: Double? { stopped == nil && limit > 0 ? heard + limit + announced : nil }

  mutating func hear(now: Double) {
    heard = now
    announced = 0
  }

  /// It says that it will try again in so many seconds.
  mutating func announce(_ delay: Double) {
    announced = max(0, min(delay, Self.patience))
  }

  /// Stops the time, or lets it go on.
  mutating func hold(_ holds: Bool, now: Double) {
    if holds {
      stopped = stopped ?? now
    } else if let from = stopped {
      heard += now - from
      stopped = nil
    }
  }
}
