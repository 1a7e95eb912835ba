/// Which levels a ratchet chart shows, and its ticks.
struct RatchetRange {
  let domain: ClosedRange<Double>
  let ticks: Ticks
  let labels: [String]

  /// All eras, unless older ones would squeeze the newest one under a third of the height.
  init(confirmed: [RatchetStep], claimed: [RatchetStep], newestEra: Int, noise: Double?, rows: Int)
  {
    let all = confirmed + claimed
    let whole = RatchetRange.extent(all)
    let recent = RatchetRange.extent(all.filter { $0.n >= newestEra })
    var low = whole?.lowerBound ?? 0
    var high = whole?.upperBound ?? 1
    if let whole, let recent {
      let span = whole.upperBound - whole.lowerBound
      if (recent.upperBound - recent.lowerBound) * 3 < span {
        (low, high) = (recent.lowerBound, recent.upperBound)
      }
    }
    var margin = high > low ? (high - low) * 0.04 : max(abs(high) * 0.002, 1e-9)
    if let noise, noise.isFinite, noise > 0 {
      // A difference within the noise must not fill the chart.
      margin = max((high - low) * 0.04, (6 * noise - (high - low)) / 2)
    }
    if !(margin > abs(high) * 1e-12) { margin = max(abs(high) * 1e-9, 1e-9) }
    domain = (low - margin)...(high + margin)
    ticks = Ticks(over: domain, atMost: max(1, (rows + 1) / 2))
    labels = ticks.labels
  }

  private static func extent(_ steps: [RatchetStep]) -> ClosedRange<Double>? {
    let levels = steps.map(\.level)
    guard let low = levels.min(), let high = levels.max() else { return nil }
    return low...high
  }
}
