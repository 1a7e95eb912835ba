/// Confirmations on top of others that are not decided yet.
///
/// With many lanes the ratchet is held up by confirmations, one after the other. Where most of them end
/// in a keep, the next is tested on top of the candidate before it, as if that were kept already. If it
/// is, the evidence holds as it stands, since the champion then has the same files; if it is not, what
/// stood on it starts afresh.
extension Reducer {
  /// The share of confirmations that end in a keep, with one of each kind to begin with.
  private var keepShare: Double {
    Double(state.tally.kept + 1) / Double(state.tally.kept + state.tally.dropped + 2)
  }

  /// Whether it is at least as likely as not that what is confirmed will be kept.
  var isStacking: Bool {
    guard let rule = state.settings?.rule, !rule.isBefore(4), !rule.naive else { return false }
    return keepShare >= 0.5
  }

  /// Places in the queue, from the first, whose pairs go before first runs.
  ///
  /// Those below which everything is at least as likely as not to be kept; one place beyond the queue's
  /// end counts, too.
  var eagerPlaces: Int {
    guard let settings = state.settings, isStacking else { return 1 }
    var chance = 1.0
    var places = 0
    for n in state.queue {
      guard chance >= 0.5 else { return places }
      places += 1
      let isDecided = state.experiment(n).map { $0.isAdvancing || waitsForBranch($0, settings) }
      chance *= isDecided == true ? 1 : keepShare
    }
    return chance >= 0.5 ? places + 1 : places
  }

  /// Whether one more that goes before first runs has slots for its pairs.
  func isRoomForEager(_ settings: CampaignSettings) -> Bool {
    guard state.queue.count < eagerPlaces else { return false }
    let wanted = state.queue.reduce(0) { sum, n in
      guard let experiment = state.experiment(n), !experiment.isAdvancing,
        !waitsForBranch(experiment, settings)
      else { return sum }
      return sum + pairsInFlight(experiment, settings.rule)
    }
    return wanted < state.slots.count
  }

  /// The last of those that stand on the first in line.
  var topOfStack: Experiment? {
    guard var top = state.queue.first else { return nil }
    while let next = state.queue.first(where: { state.experiment($0)?.ground == top }) {
      top = next
    }
    return state.experiment(top)
  }

  /// The first in line is kept: what stands on it stands on the champion now.
  mutating func foundStack(on n: Int, as commit: CommitID) {
    for other in state.queue where state.experiment(other)?.ground == n {
      change(experiment: other) {
        $0.ground = nil
        $0.opponent = commit
      }
    }
    // What did not fit the candidate does not fit the champion that it is now.
    for other in state.open.sorted() {
      guard let experiment = state.experiment(other), experiment.ground == n,
        let why = experiment.conflict
      else { continue }
      giveBack(experiment, why)
    }
  }

  /// It does not fit what it should stand on: whether it fits the champion depends on what becomes of
  /// that.
  mutating func waitForGround(_ n: Int, _ ground: Int, _ why: String) {
    let words = "it conflicts with #\(ground)"
    restartConfirmation(of: n, why: words)
    change(experiment: n) {
      $0.ground = ground
      $0.conflict = why
    }
    tell(
      "experiment.conflict", "#\(n) waits: \(words), which is not decided yet", experiment: n,
      cause: .rule)
  }

  /// Whether something in the queue stands on what is not in it any more, or stands otherwise now.
  var hasLostGround: Bool { state.queue.contains { isGroundLost($0) } }

  /// Starts what stood on something that was not kept afresh.
  mutating func leaveLostGround() {
    while let n = state.queue.first(where: { isGroundLost($0) }) {
      let ground = state.experiment(n)?.ground ?? 0
      restartConfirmation(of: n, why: "#\(ground) was not kept")
    }
  }

  func isGroundLost(_ n: Int) -> Bool {
    guard let experiment = state.experiment(n), let ground = experiment.ground else { return false }
    return !state.queue.contains(ground)
      || state.experiment(ground)?.candidate != experiment.opponent
  }
}
