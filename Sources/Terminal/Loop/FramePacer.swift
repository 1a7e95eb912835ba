/// Decides when to draw: keys at once, data at most five times in two seconds, a storm of sizes every 50 ms.
struct FramePacer: Sendable {
  typealias Instant = ContinuousClock.Instant

  static let dataInterval = Duration.milliseconds(400)
  static let resizeInterval = Duration.milliseconds(50)

  private var inputWaits = false
  /// Whether data came that the next frame is to show.
  private(set) var dataWaits = false
  /// Whether the size changed since the last frame.
  private(set) var resizeWaits = false
  private var lastDraw: Instant?

  mutating func noteInput() { inputWaits = true }
  mutating func noteData() { dataWaits = true }
  mutating func noteResize() { resizeWaits = true }

  /// When to draw next; nil when there is no reason to.
  func due(now: Instant) -> Instant? {
    if inputWaits { return now }
    var times: [Instant] = []
    if dataWaits { times.append(lastDraw.map { $0 + Self.dataInterval } ?? now) }
    if resizeWaits { times.append(lastDraw.map { $0 + Self.resizeInterval } ?? now) }
    return times.min()
  }

  /// A frame was drawn, and shows everything noted so far.
  mutating func drew(now: Instant) {
    inputWaits = false
    dataWaits = false
    resizeWaits = false
    lastDraw = now
  }
}
