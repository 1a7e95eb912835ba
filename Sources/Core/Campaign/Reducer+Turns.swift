/// When turns begin, and what lanes are said to do.
extension Reducer {
  /// Starts a turn in every lane that may, while the backlog has room.
  mutating func startTurns() {
    guard let settings = state.settings, let champion = state.champion, mayStartWork, !isSpent
    else { return }
    let at = at
    // A quick agent does not starve the others: who has had the fewest turns goes first.
    for lane in state.lanes.sorted(by: { $0.turns < $1.turns }) where mayDraft(lane) {
      let drafting = state.lanes.count { $0.turn != nil }
      let queued = state.open.count {
        state.experiments[$0 - 1].state == .queued
          && self.state.lane(state.experiments[$0 - 1].lane)?.paused != true
      }
      guard queued + drafting <= settings.slots.count else { return }
      let coming = drafting + state.patches.count
      if let limit = settings.limits.experiments, state.experiments.count + coming >= limit {
        return
      }
      let repair = repair(of: lane)
      // Whatever stands before it is of another era, or was mended by a person meanwhile.
      let later = (lane.repairs ?? []).drop { $0 != repair?.n }.dropFirst()
      change(lane: lane.id) {
        $0.turns += 1
        $0.turn = $0.turns
        // What no longer fitted the champion is made anew on top of it.
        $0.turnBase = repair.flatMap { $0.conflict == nil ? $0.base : nil } ?? champion
        $0.repairing = repair?.n
        $0.repairs = later.isEmpty ? nil : Array(later)
        $0.hearing = $0.messages
        $0.messages = []
        $0.limitedUntil = nil
        $0.since = at
      }
      let work = repair.map { "repairs #\($0.n) in" } ?? "drafts"
      tell("turn.began", "\(lane.id) \(work) turn \(lane.turns + 1)", lane: lane.id, cause: .rule)
    }
  }

  /// The oldest experiment that the lane can still mend.
  private func repair(of lane: Lane) -> Experiment? {
    (lane.repairs ?? []).lazy.compactMap { state.experiment($0) }.first {
      $0.era == state.era
        && ($0.state == .crashed || ($0.state == .discarded && $0.conflict != nil))
    }
  }

  private func mayDraft(_ lane: Lane) -> Bool {
    lane.turn == nil && !lane.paused && !lane.removed && lane.trouble == nil
      && !waitsForReview(lane)
      && (lane.limitedUntil ?? 0) <= at
  }

  private func waitsForReview(_ lane: Lane) -> Bool {
    guard state.settings?.unattended != true else { return false }
    return state.open.contains { n in
      let experiment = state.experiments[n - 1]
      // What waits with a result in hand keeps nobody from drafting.
      return experiment.lane == lane.id && experiment.state == .review
        && experiment.resultFlags == nil
    }
  }

  /// Whether anything new may be started at all.
  var mayStartWork: Bool {
    state.stopping == .no && state.halted == nil && !state.finished && !limitReached
  }

  /// Whether the campaign has all the experiments, keeps or hours it is for.
  var limitReached: Bool {
    guard let limits = state.settings?.limits else { return false }
    if keptLimitReached { return true }
    if let hours = limits.hours, at - state.started >= hours * 3600 { return true }
    return false
  }

  var keptLimitReached: Bool {
    guard let kept = state.settings?.limits.kept else { return false }
    return state.keeps.count(where: { $0.experiment != nil && !$0.revoked }) >= kept
  }

  /// Whether agents have spent what they may: no turn begins, what was proposed goes on.
  var isSpent: Bool {
    guard let dollars = state.settings?.limits.dollars else { return false }
    return state.lanes.reduce(0) { $0 + ($1.dollars ?? 0) } >= dollars
  }

  /// Says in each lane what it is doing and why.
  mutating func describeLanes() {
    let at = at
    for lane in state.lanes {
      let (new, note) = description(of: lane)
      guard lane.state != new || lane.note != note else { continue }
      let moved = lane.state != new
      change(lane: lane.id) {
        $0.state = new
        $0.note = note
        if moved { $0.since = at }
      }
    }
  }

  private func description(of lane: Lane) -> (LaneState, String) {
    if let trouble = lane.trouble { return (.failed, trouble) }
    if lane.paused {
      return (.paused, lane.turn == nil ? "" : lane.interrupted ? "its turn ends" : "in its turn")
    }
    if let until = lane.limitedUntil, until > at { return (.limited, lane.limitWords ?? "") }
    if lane.turn != nil { return (.drafting, draftingNote(of: lane)) }
    if let n = state.open.sorted().first(where: {
      state.experiments[$0 - 1].lane == lane.id && state.experiments[$0 - 1].state == .review
        && state.experiments[$0 - 1].resultFlags == nil
    }) {
      return (.review, "#\(n)")
    }
    if lane.removed { return (.waiting, "removed") }
    if state.halted != nil { return (.waiting, "halted") }
    if state.stopping != .no { return (.waiting, "stopping") }
    if let limit = state.settings?.limits.experiments, state.experiments.count >= limit {
      return (.waiting, "all \(limit) proposed")
    }
    if isSpent { return (.waiting, "all dollars spent") }
    return (.waiting, limitReached ? "limit reached" : "backlog full")
  }

  private func draftingNote(of lane: Lane) -> String {
    if let question = lane.question { return "asks: \(question.title)" }
    if let hold = lane.hold { return hold.words }
    return lane.repairing.map { "repairs #\($0)" } ?? ""
  }
}
