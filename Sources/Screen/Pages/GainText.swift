internal import Core

/// The gain of the champion over the baseline, in percent of it or in the metric's unit.
struct GainText {
  /// `~1.67 %`; `~` while it was not measured side by side.
  let value: String
  /// ` ±0.07`; nil while unknown.
  let interval: String?
  let isBetter: Bool
  /// `0.0167 ±0.0007`, in the metric's unit; nil where `value` is in it already.
  let absolute: String?

  init?(_ summary: CampaignSummary) {
    guard let gain = summary.improvement, gain.isFinite, let baseline = summary.baseline else {
      return nil
    }
    // Of a baseline that noise alone could move through zero, no share says anything.
    let isShare = abs(baseline.mean) > max(1e-9, 5 * (summary.noise ?? 0))
    let unit = isShare ? 100 / abs(baseline.mean) : 1
    let noise = summary.noise.map { $0 * unit }
    // Two digits as people read percentages, more where the noise is finer.
    let digits =
      isShare ? max(2, min(6, noise.map { NumberText.digits(for: $0) } ?? 2)) : nil
    func text(_ value: Double) -> String {
      digits.map { NumberText.fixed(value, digits: $0) }
        ?? NumberText.metric(value, noise: summary.noise)
    }
    let mark = summary.confirmed ? "" : "~"
    value = mark + text(abs(gain) * unit) + (isShare ? " %" : "")
    isBetter = gain >= 0
    var margin: Double?
    if let low = summary.improvementLow, let high = summary.improvementHigh {
      let half = abs(high - low) / 2
      margin = half.isFinite ? half : nil
    }
    interval = margin.map { " ±" + text($0 * unit) }
    let spread = margin.map { " ±" + NumberText.spread($0, noise: summary.noise) } ?? ""
    absolute = isShare ? NumberText.metric(abs(gain), noise: summary.noise) + spread : nil
  }

  var role: Role { isBetter ? .good : .bad }
  var word: String { isBetter ? "better" : "worse" }
}

extension NumberText {
  /// An uncertainty, with the digits of the metric it belongs to, or one digit that says something.
  static func spread(_ value: Double, noise: Double?) -> String {
    guard value.isFinite else { return special(value) }
    guard let noise, noise.isFinite, noise > 0 else { return significant(value, 1) }
    let text = fixed(value, digits: digits(for: noise))
    return text.contains { $0 >= "1" && $0 <= "9" } ? text : significant(value, 1)
  }

  /// Odds as in `24 to 1`: `0.6`, `7.1`, `24`, `1.2k`.
  static func odds(_ odds: Double) -> String {
    guard odds.isFinite else { return special(odds) }
    if odds >= 1000 { return count(odds) }
    return odds < 9.95 ? fixed(odds, digits: odds < 0.05 ? 2 : 1) : fixed(odds, digits: 0)
  }
}
