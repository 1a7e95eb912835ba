/// What people ask of lanes.
extension Reducer {
  mutating func pause(_ ids: [LaneID]?, _ paused: Bool) -> (Bool, String) {
    let chosen = ids ?? state.lanes.filter { !$0.removed }.map(\.id)
    if let unknown = chosen.first(where: { !hasLane($0) }) {
      return (false, "there is no lane \(unknown); lanes are \(laneNames)")
    }
    for id in chosen {
      change(lane: id) {
        $0.paused = paused
        if paused, $0.turn != nil, !$0.interrupted { $0.isHeld = true }
        if !paused {
          $0.goOn()
          if $0.trouble != nil || ids != nil { $0.startClean() }
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

  var laneNames: String {
    let names = state.lanes.filter { !$0.removed }.map(\.id)
    return names.isEmpty ? "all removed" : names.joined(separator: ", ")
  }

  func hasLane(_ id: LaneID) -> Bool { state.lane(id)?.removed == false }

  mutating func interrupt(_ id: LaneID, _ reason: String) -> (Bool, String) {
    guard let lane = state.lane(id) else {
      return (false, "there is no lane \(id); lanes are \(laneNames)")
    }
    guard lane.turn != nil else { return (false, "\(id) has no turn in progress") }
    change(lane: id) {
      $0.goOn()
      $0.interrupted = true
      if !reason.isEmpty { $0.messages.append(reason) }
    }
    tell("turn.vetoed", "\(id): its turn is ended\(reason.isEmpty ? "" : ": \(reason)")", lane: id)
    return (true, "\(id): its turn is ended")
  }

  mutating func addLanes(_ agent: String, _ count: Int) -> (Bool, String) {
    guard (1...64).contains(count) else {
      return (false, "between 1 and 64 lanes can be added at once")
    }
    guard let entry = state.settings?.lanes.firstIndex(where: { $0.agent == agent }) else {
      return (false, "pawl.yaml has no agent '\(agent)'; \(agentNames)")
    }
    let first = state.lanes.count + 1
    for _ in 0..<count { addLane(agent: agent, entry: entry) }
    return (true, count == 1 ? "a\(first) added" : "a\(first) to a\(first + count - 1) added")
  }

  private var agentNames: String {
    func names(_ isUnnamed: Bool) -> String {
      let entries = (state.settings?.lanes ?? []).filter { ($0.isUnnamed == true) == isUnnamed }
      return Set(entries.map(\.agent)).sorted().joined(separator: ", ")
    }
    let (named, known) = (names(false), names(true))
    return "it has \(named.isEmpty ? "none" : named)"
      + (known.isEmpty ? "" : ", and pawl knows \(known) without it")
  }

  mutating func removeLane(_ id: LaneID) -> (Bool, String) {
    guard let lane = state.lane(id), !lane.removed else {
      return (false, "there is no lane \(id); lanes are \(laneNames)")
    }
    change(lane: id) {
      $0.removed = true
      // Nobody could resume it any more, and what it proposed goes on.
      $0.paused = false
      $0.goOn()
    }
    tell("lane.removed", "\(id) removed", lane: id)
    return (true, lane.turn == nil ? "\(id) removed" : "\(id) leaves after its turn")
  }

  /// Undoes the removal of a lane; its turn, where it has one, went on meanwhile.
  mutating func keepLane(_ id: LaneID) -> (Bool, String) {
    guard let lane = state.lane(id) else {
      return (false, "there is no lane \(id); lanes are \(laneNames)")
    }
    guard lane.removed else { return (false, "\(id) is not removed") }
    guard let settings = state.settings, settings.lanes.indices.contains(lane.entry),
      settings.lanes[lane.entry].agent == lane.agent
    else { return (false, "pawl.yaml has no agent '\(lane.agent)' any more") }
    change(lane: id) { $0.removed = false }
    let text = lane.turn == nil ? "\(id) is back" : "\(id) stays"
    tell("lane.restored", text, lane: id)
    return (true, text)
  }
}

extension Lane {
  /// Lets a turn that was stopped in place go on.
  mutating func goOn() {
    if isHeld == true { isHeld = false }
  }

  /// Forgets what went wrong; the next turn begins a conversation of its own where it was in trouble.
  mutating func startClean() {
    if trouble != nil { forgetConversation() }
    trouble = nil
    failures = 0
    empties = 0
    limits = nil
    limitWords = nil
    limitedUntil = nil
  }

  mutating func forgetConversation() {
    session = nil
    sessionTurns = nil
    sessionFill = nil
  }
}
