/// What people tell the agents for good.
extension Reducer {
  /// Writes a rule down and gives its number.
  mutating func makeRule(_ text: String, _ lane: LaneID?, experiment: Int?) -> Int {
    state.lastRule += 1
    state.rules.append(
      SteeringRule(
        id: state.lastRule, text: text, lane: lane, experiment: experiment, by: cause.text, at: at))
    reduction.touched.rules = true
    return state.lastRule
  }

  mutating func addRule(_ text: String, _ lane: LaneID?) -> (Bool, String) {
    if let lane, !hasLane(lane) {
      return (false, "there is no lane \(lane); lanes are \(laneNames)")
    }
    guard !text.allSatisfy(\.isWhitespace) else { return (false, "a rule needs words") }
    let id = makeRule(text, lane, experiment: nil)
    tell("steering.ruled", "rule \(id): \(text)", lane: lane)
    return (true, "rule \(id) added; \(lane ?? "every lane") hears it with the next turn")
  }

  mutating func editRule(_ id: Int, _ text: String) -> (Bool, String) {
    guard let index = state.rules.firstIndex(where: { $0.id == id }) else {
      return (false, "there is no rule \(id)")
    }
    guard !text.allSatisfy(\.isWhitespace) else {
      return (false, "a rule needs words; remove rule \(id) instead")
    }
    state.rules[index].text = text
    state.rules[index].by = cause.text
    state.rules[index].at = at
    reduction.touched.rules = true
    let lane = state.rules[index].lane
    tell("steering.ruled", "rule \(id) now reads: \(text)", lane: lane)
    return (true, "rule \(id) changed; \(lane ?? "every lane") hears it with the next turn")
  }

  mutating func removeRule(_ id: Int) -> (Bool, String) {
    guard let index = state.rules.firstIndex(where: { $0.id == id }) else {
      return (false, "there is no rule \(id)")
    }
    let text = state.rules.remove(at: index).text
    reduction.touched.rules = true
    tell("steering.unruled", "rule \(id) removed: \(text)")
    return (true, "rule \(id) removed")
  }

  /// Removes the rules that the veto of an experiment made, and gives their numbers.
  mutating func removeRules(of n: Int) -> [Int] {
    let ids = state.rules.filter { $0.experiment == n }.map(\.id)
    for id in ids { _ = removeRule(id) }
    return ids
  }
}
