/// Makes one growing axis of a counter that starts again in every epoch or session.
struct AxisTrack: Sendable {
  private var raw = -Double.infinity
  private var highest = 0.0
  private var lowest = Double.infinity
  private var stride = 0.0
  private var epoch = -Double.infinity
  private var base = 0.0

  /// Whether the last value began a new session: the axis fell to under half of its maximum.
  private(set) var restarted = false

  /// The place on the axis of a counter's value.
  ///
  /// - Parameters:
  ///   - value: What the line said.
  ///   - total: The b of `a/b`; 0 when unknown.
  ///   - epoch: The epoch the line names, or the last one named.
  ///   - cycles: Whether a fall alone means the next epoch, as for bars without a name.
  mutating func place(_ value: Double, total: Double, epoch now: Double?, cycles: Bool) -> Double {
    restarted = false
    guard value.isFinite else { return base + max(raw, 0) }
    let epochGrew = now.map { $0 > epoch } ?? false
    let epochFell = now.map { $0 < epoch } ?? false
    if epochFell || value < raw || (value == raw && epochGrew) {
      if !epochFell, epochGrew || (cycles && now == nil) {
        base += highest <= total ? total : highest + max(stride - lowest, 0)
        (highest, lowest) = (0, .infinity)
      } else if epochFell || base + value < (base + highest) / 2 {
        restarted = raw > -.infinity
        base = 0
        (highest, lowest) = (0, .infinity)
      }
    } else if raw > -.infinity, value > raw {
      stride = stride == 0 ? value - raw : min(stride, value - raw)
    }
    raw = value
    highest = max(highest, value)
    lowest = min(lowest, value)
    if let now { epoch = now }
    return base + value
  }
}
