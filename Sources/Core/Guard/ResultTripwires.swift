/// Results that deserve a person's look before they are kept.
///
/// Nothing is proven by them: most jumps beyond everything before are a metric that was fooled, and
/// some are the best idea of the campaign.
package enum ResultTripwires {
  /// Keeps before a jump can be told from the first big steps of a campaign.
  static let fewest = 3

  /// What one result is held against.
  package struct Result: Equatable, Sendable {
    /// Mean gain of the pairs, in the metric's unit.
    package var gain: Double
    package var noise: Double
    /// Confirmed gains of the era's keeps, in the metric's unit.
    package var earlier: [Double]
    /// Mean steps and parameters of the candidate's and of the champion's runs; nil where unknown.
    package var steps: (own: Double, champion: Double)?
    package var parameters: (own: Double, champion: Double)?
    /// What is wrong with its steps where the budget is counted in them; nil: nothing, or unknown.
    package var work: String?
    /// What training printed beside what was measured; nil where it is not both.
    package var gap: ReportedGap?

    package init(
      gain: Double, noise: Double, earlier: [Double], steps: (own: Double, champion: Double)? = nil,
      parameters: (own: Double, champion: Double)? = nil, work: String? = nil,
      gap: ReportedGap? = nil
    ) {
      self.gain = gain
      self.noise = noise
      self.earlier = earlier
      self.steps = steps
      self.parameters = parameters
      self.work = work
      self.gap = gap
    }

    package static func == (a: Result, b: Result) -> Bool {
      a.gain == b.gain && a.noise == b.noise && a.earlier == b.earlier
        && a.steps.map { [$0.own, $0.champion] } == b.steps.map { [$0.own, $0.champion] }
        && a.parameters.map { [$0.own, $0.champion] } == b.parameters.map { [$0.own, $0.champion] }
        && a.work == b.work && a.gap == b.gap
    }
  }

  /// The wires a result trips, each with its numbers, in the order `jump`, `steps`, `budget`,
  /// `parameters`, `reported-differs`.
  package static func flags(of result: Result) -> [Flag] {
    var flags: [Flag] = []
    if let widest = result.earlier.max(), result.earlier.count >= fewest, result.noise > 0 {
      let bound = max(5 * result.noise, 3 * widest)
      if result.gain > bound {
        flags.append(
          Flag(
            name: "jump",
            text: "a jump of \((result.gain / result.noise).significant(2)) s, the largest keep "
              + "before was \((widest / result.noise).significant(2)) s"))
      }
    }
    if let (own, champion) = result.steps, let words = far(own, champion) {
      flags.append(Flag(name: "steps", text: "\(words) steps of the champion"))
    }
    if let work = result.work { flags.append(Flag(name: "budget", text: work)) }
    if let (own, champion) = result.parameters, let words = far(own, champion) {
      flags.append(Flag(name: "parameters", text: "\(words) parameters of the champion"))
    }
    if let gap = result.gap, gap.isBeyondNoise {
      flags.append(Flag(name: "reported-differs", text: gap.text))
    }
    return flags
  }

  /// A wire that was tripped.
  package struct Flag: Codable, Equatable, Sendable {
    package var name: String
    /// What tripped it, without a full stop.
    package var text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// Twice as many, or half of them.
  private static func far(_ own: Double, _ champion: Double) -> String? {
    guard champion > 0, own >= 0, own.isFinite, champion.isFinite else { return nil }
    let ratio = own / champion
    guard ratio > 2 || ratio < 0.5 else { return nil }
    return "\(ratio.significant(2)) times the"
  }
}
