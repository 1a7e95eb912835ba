extension Reducer {
  mutating func commanded(_ id: Int, _ command: Command) {
    let (accepted, text) = obey(command)
    reduction.answers.append(Answer(command: id, accepted: accepted, text: text))
  }

  private mutating func obey(_ command: Command) -> (Bool, String) {
    switch command {
    case .pause(let lanes): return pause(lanes, true)
    case .resume(let lanes): return pause(lanes, false)
    case .veto(let n, let reason, let lane): return veto(n, reason, lane)
    case .interrupt(let lane, let reason): return interrupt(lane, reason)
    case .approve(let n): return approve(n)
    case .rerun(let n): return rerun(n)
    case .revoke(let n, let reason): return revoke(n, reason)
    case .steer(let lane, let text): return steer(lane, text)
    case .addLane(let agent, let count): return addLanes(agent, count)
    case .removeLane(let lane): return removeLane(lane)
    case .removeRule(let id): return removeRule(id)
    case .review(let mode):
      state.settings?.review = mode
      tell("steering.review", "review: \(mode.rawValue)")
      return (true, "review is \(mode.rawValue)")
    case .stop(let now):
      state.stopping = now || state.stopping == .now ? .now : .afterRuns
      tell("steering.stop", now ? "stop at once" : "stop after the current runs")
      let running = state.live.count { state.runs[$0]?.slot != nil }
      return (
        true,
        now || running == 0
          ? "stopping" : "stopping after \(running) current run\(running == 1 ? "" : "s")"
      )
    }
  }

  private mutating func pause(_ ids: [LaneID]?, _ paused: Bool) -> (Bool, String) {
    let chosen = ids ?? state.lanes.filter { !$0.removed }.map(\.id)
    if let unknown = chosen.first(where: { !hasLane($0) }) {
      return (false, "there is no lane \(unknown); lanes are \(laneNames)")
    }
    for id in chosen {
      change(lane: id) {
        $0.paused = paused
        if !paused {
          $0.trouble = nil
          $0.failures = 0
          $0.empties = 0
        }
      }
      tell(
        paused ? "lane.paused" : "lane.resumed", "\(id) \(paused ? "paused" : "resumed")", lane: id)
    }
    if !paused, state.halted != nil {
      state.halted = nil
      if state.branchBusy > 0, let move = state.branchMove { repeated.append(move) }
      tell("campaign.resumed", "everything goes on")
    }
    let names = ids == nil ? "all lanes" : chosen.joined(separator: ", ")
    return (true, paused ? "\(names) paused; running runs go on" : "\(names) resumed")
  }

  private var laneNames: String {
    let names = state.lanes.filter { !$0.removed }.map(\.id)
    return names.isEmpty ? "all removed" : names.joined(separator: ", ")
  }

  private func hasLane(_ id: LaneID) -> Bool { state.lane(id)?.removed == false }

  private mutating func veto(_ n: Int, _ reason: String, _ lane: LaneID?) -> (Bool, String) {
    guard let experiment = state.experiment(n) else { return (false, noExperiment(n)) }
    if experiment.state == .kept { return (false, "#\(n) is kept; revoke it instead") }
    guard !experiment.state.isVerdict else {
      return (false, "#\(n) is \(experiment.state.rawValue) already")
    }
    // The branch may have moved already; what is on it cannot be un-kept by ignoring it.
    guard !experiment.isAdvancing else {
      return (false, "#\(n) is confirmed and on its way to the ratchet; revoke it once it is kept")
    }
    verdict(n, .vetoed, reason, cause: cause)
    guard !reason.isEmpty else { return (true, "#\(n) vetoed") }
    state.lastRule += 1
    state.rules.append(
      SteeringRule(
        id: state.lastRule, text: reason, lane: lane, experiment: n, by: cause.text, at: at))
    reduction.touched.rules = true
    return (true, "#\(n) vetoed; \(lane ?? "every lane") hears why")
  }

  private func noExperiment(_ n: Int) -> String {
    state.experiments.isEmpty
      ? "there is no experiment #\(n); none was proposed yet"
      : "there is no experiment #\(n); the newest is #\(state.experiments.count)"
  }

  private mutating func interrupt(_ id: LaneID, _ reason: String) -> (Bool, String) {
    guard let lane = state.lane(id) else {
      return (false, "there is no lane \(id); lanes are \(laneNames)")
    }
    guard lane.turn != nil else { return (false, "\(id) has no turn in progress") }
    change(lane: id) {
      $0.interrupted = true
      if !reason.isEmpty { $0.messages.append(reason) }
    }
    tell("turn.vetoed", "\(id): its turn is ended\(reason.isEmpty ? "" : ": \(reason)")", lane: id)
    return (true, "\(id): its turn is ended")
  }

  private mutating func approve(_ n: Int) -> (Bool, String) {
    guard let experiment = state.experiment(n) else { return (false, noExperiment(n)) }
    guard experiment.state == .review else {
      return (false, "#\(n) does not wait for approval, it is \(experiment.state.rawValue)")
    }
    change(experiment: n) {
      $0.state = .queued
      $0.why = ""
    }
    queueFirstRun(n)
    tell("experiment.approved", "#\(n) approved", experiment: n)
    return (true, "#\(n) approved")
  }

  private mutating func rerun(_ n: Int) -> (Bool, String) {
    guard let experiment = state.experiment(n) else { return (false, noExperiment(n)) }
    switch experiment.state {
    case .review: return (false, "#\(n) waits for approval first")
    case .queued: return (false, "#\(n) has not run yet")
    case .refused, .vetoed:
      return (false, "#\(n) is \(experiment.state.rawValue) and is not run")
    case .running, .confirming, .kept, .discarded, .crashed, .revoked: break
    }
    let id = addRun(
      role: .rerun, experiment: n, commit: experiment.kept ?? experiment.proposal)
    change(experiment: n) { $0.reruns += 1 }
    state.open.insert(n)
    let seed = state.runs[id]?.seed ?? 0
    tell("experiment.rerun", "#\(n) gets another run, seed \(seed)", experiment: n)
    return (true, "#\(n) gets another run, seed \(seed)")
  }

  private mutating func revoke(_ n: Int, _ reason: String) -> (Bool, String) {
    guard let experiment = state.experiment(n) else { return (false, noExperiment(n)) }
    guard experiment.state == .kept else {
      return (false, "#\(n) is not kept, it is \(experiment.state.rawValue)")
    }
    if let other = state.revoking { return (false, "#\(other) is being revoked, wait for it") }
    state.revoking = n
    let cause = cause
    change(experiment: n) {
      $0.why = "revoking: \(reason)"
      $0.cause = cause
    }
    tell("experiment.revoking", "#\(n) is being taken back", experiment: n)
    return (true, "#\(n) is being taken back by a revert commit")
  }

  private mutating func steer(_ lane: LaneID?, _ text: String) -> (Bool, String) {
    if let lane, !hasLane(lane) {
      return (false, "there is no lane \(lane); lanes are \(laneNames)")
    }
    for id in lane.map({ [$0] }) ?? state.lanes.filter({ !$0.removed }).map(\.id) {
      change(lane: id) { $0.messages.append(text) }
      tell("lane.steered", "\(id) is told: \(text)", lane: id)
    }
    return (true, "\(lane ?? "every lane") hears it with the next turn")
  }

  private mutating func addLanes(_ agent: String, _ count: Int) -> (Bool, String) {
    guard (1...64).contains(count) else {
      return (false, "between 1 and 64 lanes can be added at once")
    }
    guard let entry = state.settings?.lanes.firstIndex(where: { $0.agent == agent }) else {
      let known = Set(state.settings?.lanes.map(\.agent) ?? []).sorted().joined(separator: ", ")
      return (false, "pawl.yaml has no agent '\(agent)'; it has \(known)")
    }
    let first = state.lanes.count + 1
    for _ in 0..<count { addLane(agent: agent, entry: entry) }
    return (true, count == 1 ? "a\(first) added" : "a\(first) to a\(first + count - 1) added")
  }

  private mutating func removeLane(_ id: LaneID) -> (Bool, String) {
    guard let lane = state.lane(id), !lane.removed else {
      return (false, "there is no lane \(id); lanes are \(laneNames)")
    }
    change(lane: id) {
      $0.removed = true
      // Nobody could resume it any more, and what it proposed goes on.
      $0.paused = false
    }
    tell("lane.removed", "\(id) removed", lane: id)
    return (true, lane.turn == nil ? "\(id) removed" : "\(id) leaves after its turn")
  }

  private mutating func removeRule(_ id: Int) -> (Bool, String) {
    guard let index = state.rules.firstIndex(where: { $0.id == id }) else {
      return (false, "there is no rule \(id)")
    }
    let text = state.rules.remove(at: index).text
    reduction.touched.rules = true
    tell("steering.unruled", "rule \(id) removed: \(text)")
    return (true, "rule \(id) removed")
  }
}
