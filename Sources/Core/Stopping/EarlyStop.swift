/// When a run is ended before its budget is spent, because it can no longer be kept.
///
/// Early values only ever end a run, they never speak for one. The bound is learned: the widest gap
/// to the champion that an experiment had which was kept in the end.
package struct EarlyStop: Codable, Equatable, Sendable {
  /// What may end a run.
  package enum Mode: String, Codable, Sendable, CaseIterable {
    /// Values that are no numbers, divergence, and curves that trail beyond the learned bound.
    case hopeless
    /// Only values that are no numbers, and divergence.
    case diverged
    case never
  }

  /// Why a run is ended, with the numbers that decided.
  package struct Finding: Codable, Equatable, Sendable {
    package enum Kind: String, Codable, Sendable {
      case nonfinite, diverged, hopeless
    }

    package var kind: Kind
    package var series: String
    /// How much of the budget was spent, 0...1.
    package var share: Double
    /// How far above the champion the curve lay; nil where that did not matter.
    package var gap: Double?
    /// What the gap was held against.
    package var bound: Double?
    /// How many kept experiments the bound was learned from.
    package var witnesses: Int

    package init(
      kind: Kind, series: String, share: Double, gap: Double? = nil, bound: Double? = nil,
      witnesses: Int = 0
    ) {
      self.kind = kind
      self.series = series
      self.share = share
      self.gap = gap
      self.bound = bound
      self.witnesses = witnesses
    }
  }

  /// Fewer kept experiments than this say too little about what can be recovered from.
  package static let fewest = 3
  /// Before this share of its budget no curve is called hopeless.
  package static let earliest = 0.4
  /// Before this share of its budget no curve is called diverged.
  static let settling = 0.1
  /// The bound is this much wider than the widest gap of a kept experiment.
  static let margin = 1.25
  /// So many values in a row that are no numbers end a run.
  static let nonfinite = 3

  package let mode: Mode
  /// The champion's course, of all its runs; nil where it is not known.
  package let reference: LossCourse?
  /// The widest gap that a single run of the champion has to all of them: the luck of a seed.
  let spread: Double
  /// The widest gap of every kept experiment whose curve is known.
  package let recovered: [Double]
  /// Whether the proposal changes what depends on the whole budget, such as a schedule: then a curve
  /// that lies above the champion's says nothing.
  package let changesSchedule: Bool

  /// - Parameters:
  ///   - champions: The courses of finished runs of the code that the run is measured against.
  ///   - recovered: Of every kept experiment the widest gap from `earliest` on.
  package init(
    mode: Mode, champions: [LossCourse], recovered: [Double], changesSchedule: Bool
  ) {
    var reference = champions.first
    for course in champions.dropFirst() { reference?.merge(course) }
    self.mode = mode
    self.reference = reference
    spread =
      reference.map { all in
        champions.compactMap { $0.widestGap(over: all, from: Self.earliest) }.max() ?? 0
      } ?? 0
    self.recovered = recovered
    self.changesSchedule = changesSchedule
  }

  /// Beyond which gap a run is hopeless; nil where that cannot be told.
  ///
  /// Never under the spread of the champion's own runs, so that the bad luck of a seed ends nothing.
  package var bound: Double? {
    guard mode == .hopeless, !changesSchedule, reference != nil, recovered.count >= Self.fewest,
      let widest = recovered.max()
    else { return nil }
    return max(0, widest, spread) * Self.margin
  }

  /// Why a run with this course should end now; nil while it may go on.
  package func finding(in course: LossCourse, series: String) -> Finding? {
    guard mode != .never else { return nil }
    if course.nonfinite >= Self.nonfinite {
      return Finding(kind: .nonfinite, series: series, share: course.share)
    }
    guard let reference, let part = course.settledPart else { return nil }
    if let finding = diverged(course, reference, part, series) { return finding }
    guard course.share >= Self.earliest, let bound,
      let gap = course.gap(over: reference, at: part), gap.size - gap.error > bound
    else { return nil }
    // One part can be a spike: the one before has to say the same.
    guard let before = course.gap(over: reference, at: part - 1), before.size - before.error > bound
    else { return nil }
    return Finding(
      kind: .hopeless, series: series, share: course.share, gap: gap.size, bound: bound,
      witnesses: recovered.count)
  }

  /// Above where it began by more than the champion ever falls: that is not training.
  private func diverged(
    _ course: LossCourse, _ reference: LossCourse, _ part: Int, _ series: String
  ) -> Finding? {
    guard course.share >= Self.settling, let fall = reference.fall, fall > 0,
      let start = reference.first, let own = course.mean(at: part)
    else { return nil }
    let rise = own.value - max(start, course.first ?? start)
    guard rise - 3 * own.variance.squareRoot() > fall else { return nil }
    return Finding(kind: .diverged, series: series, share: course.share, gap: rise, bound: fall)
  }
}

extension EarlyStop.Finding {
  /// One sentence for verdicts and screens.
  package var text: String {
    let spent = "\((share * 100).fixed(0)) % of the budget"
    switch kind {
    case .nonfinite: return "\(series) is not a number after \(spent)"
    case .diverged:
      return "\(series) diverged: \(words(gap)) above its start after \(spent)"
    case .hopeless:
      return "hopeless after \(spent): \(series) \(words(gap)) above the champion, "
        + "nothing kept came back from more than \(words(bound))"
    }
  }

  private func words(_ number: Double?) -> String { number.map { $0.significant(2) } ?? "far" }
}
