package import Core

/// What became of a try, as far as a mark can say it.
package enum RatchetMark: String, Sendable, CaseIterable {
  case kept, confirming, revoked, crashed, vetoed, refused, running, queued, discarded

  package init(_ state: ExperimentState) {
    switch state {
    case .review, .queued: self = .queued
    case .running: self = .running
    case .confirming: self = .confirming
    case .kept: self = .kept
    case .discarded: self = .discarded
    case .crashed: self = .crashed
    case .refused: self = .refused
    case .vetoed: self = .vetoed
    case .revoked: self = .revoked
    }
  }

  /// The character that stands for it, one column wide.
  package func glyph(unicode: Bool) -> String {
    switch self {
    case .kept: unicode ? "●" : "*"
    case .confirming: unicode ? "◐" : "o"
    case .revoked: unicode ? "○" : "O"
    case .crashed: unicode ? "×" : "x"
    case .vetoed: "v"
    case .refused: unicode ? "–" : "-"
    case .running: ">"
    case .queued: unicode ? "…" : ","
    case .discarded: unicode ? "·" : "."
    }
  }

  package var role: Role {
    switch self {
    case .kept: .good
    case .confirming: .accent
    case .revoked, .crashed, .vetoed: .bad
    case .refused: .warn
    case .running: .progress
    case .queued, .discarded: .dim
    }
  }

  /// Which of two in one column is shown: the lower one.
  var rank: Int { RatchetMark.allCases.firstIndex(of: self) ?? 0 }
}

/// One experiment as the ratchet chart sees it.
package struct RatchetTry: Equatable, Sendable {
  package var n: Int
  package var mark: RatchetMark
  /// What its first run measured; nil before that.
  package var measured: Double?
  /// When it was decided or, until then, proposed, in seconds since the campaign began; nil when
  /// unknown.
  package var time: Double?

  package init(n: Int, mark: RatchetMark, measured: Double? = nil, time: Double? = nil) {
    self.n = n
    self.mark = mark
    self.measured = measured
    self.time = time
  }
}

/// A confirmed champion's level from an experiment on; the baseline has number 0.
package struct RatchetStep: Equatable, Sendable {
  package var n: Int
  package var level: Double
  /// Half of the level's 95 % interval; nil when unknown.
  package var margin: Double?

  package init(n: Int, level: Double, margin: Double? = nil) {
    self.n = n
    self.level = level
    self.margin = margin
  }
}

/// What a ratchet chart is drawn over.
package enum RatchetAxis: String, Sendable, CaseIterable {
  /// The experiments' numbers.
  case experiment
  /// Seconds since the campaign began; tries without a time are left out.
  case time
}

/// The campaign so far: every try, and the champions.
package struct RatchetInput: Equatable, Sendable {
  package var goal: Goal
  /// In any order.
  package var tries: [RatchetTry]
  package var steps: [RatchetStep]
  /// What a loop that believes single runs would show; nil to derive it from `measured`.
  package var claimed: [RatchetStep]?
  /// The first experiment of every era but the first one.
  package var breaks: [Int]
  /// The experiment under the cursor.
  package var selection: Int?
  /// The metric's run-to-run deviation, for the digits of the level; nil when unknown.
  package var noise: Double?
  package var axis: RatchetAxis
  /// The part of the axis to show, in experiments or seconds; nil for all of it.
  package var window: ClosedRange<Double>?

  package init(
    goal: Goal, tries: [RatchetTry], steps: [RatchetStep], claimed: [RatchetStep]? = nil,
    breaks: [Int] = [], selection: Int? = nil, noise: Double? = nil
  ) {
    self.goal = goal
    self.tries = tries
    self.steps = steps
    self.claimed = claimed
    self.breaks = breaks
    self.selection = selection
    self.noise = noise
    axis = .experiment
  }

  /// The best single measurement so far, starting from the level it would have started with.
  var claimedSteps: [RatchetStep] {
    if let claimed { return claimed.filter { $0.level.isFinite }.sorted { $0.n < $1.n } }
    let ordered = tries.sorted { $0.n < $1.n }
    let levels = steps.filter { $0.level.isFinite }.sorted { $0.n < $1.n }
    guard let start = levels.first else { return [] }
    var eras = breaks.sorted()[...]
    var result = [start]
    var best = start.level
    for attempt in ordered {
      if let next = eras.first, attempt.n >= next {
        eras.removeFirst()
        let fresh = levels.first { $0.n >= next }?.level
        best = fresh ?? best
        result.append(RatchetStep(n: next, level: best))
      }
      guard let value = attempt.measured, value.isFinite, goal.gain(of: value, over: best) > 0
      else { continue }
      best = value
      result.append(RatchetStep(n: attempt.n, level: value))
    }
    return result
  }
}
