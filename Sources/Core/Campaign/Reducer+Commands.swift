extension Reducer {
  mutating func commanded(_ id: Int, _ command: Command) {
    guard let (accepted, text) = obey(id, command) else { return }
    reduction.answers.append(Answer(command: id, accepted: accepted, text: text))
  }

  /// Gives the answer; nil where it comes with a later event.
  private mutating func obey(_ id: Int, _ command: Command) -> (Bool, String)? {
    switch command {
    case .pause(let lanes): return pause(lanes, true)
    case .resume(let lanes): return pause(lanes, false)
    case .veto(let n, let reason, let lane): return veto(n, reason, lane)
    case .restore(let n): return restore(n)
    case .interrupt(let lane, let reason): return interrupt(lane, reason)
    case .approve(let n): return approve(n)
    case .rerun(let n): return rerun(n)
    case .revoke(let n, let reason): return revoke(n, reason)
    case .steer(let lane, let text): return steer(id, lane, text)
    case .unsay(let lane, let text): return unsay(lane, text)
    case .answer(let lane, let ask, let answer): return self.answer(lane, ask, answer)
    case .freshConversation(let lane): return freshConversation(lane)
    case .addLane(let agent, let count): return addLanes(agent, count)
    case .removeLane(let lane): return removeLane(lane)
    case .keepLane(let lane): return keepLane(lane)
    case .addRule(let text, let lane): return addRule(text, lane)
    case .editRule(let id, let text): return editRule(id, text)
    case .removeRule(let id): return removeRule(id)
    case .propose(let title, let reason, let base, let patch):
      let refusal = propose(
        PatchProposal(
          command: id, title: title, reason: reason, base: base, patch: patch, by: cause, at: at))
      return refusal.map { (false, $0) }
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
    let before = experiment.state
    verdict(n, .vetoed, reason, cause: cause)
    change(experiment: n) { $0.vetoedFrom = before }
    // A lesson for the person alone needs no rule.
    guard !reason.isEmpty, lane != Experiment.you else { return (true, "#\(n) vetoed") }
    let rule = makeRule(reason, lane, experiment: n)
    return (true, "#\(n) vetoed; rule \(rule) tells \(lane ?? "every lane") why")
  }

  /// Undoes a veto: what was waiting for review waits again, anything else is run afresh.
  ///
  /// What was measured before still counts, so that a veto is no way to try one's luck again.
  private mutating func restore(_ n: Int) -> (Bool, String) {
    guard let experiment = state.experiment(n) else { return (false, noExperiment(n)) }
    guard experiment.state == .vetoed else {
      return (false, "#\(n) is not vetoed, it is \(experiment.state.rawValue)")
    }
    guard experiment.era == state.era else {
      return (false, "#\(n) is of era \(experiment.era), which is over; propose it again")
    }
    let waits = experiment.vetoedFrom == .review
    let why = waits ? reviewReason(of: experiment) : ""
    let cause = cause
    change(experiment: n) {
      $0.state = waits ? .review : .queued
      $0.why = why
      $0.cause = cause
      $0.ended = nil
      $0.vetoedFrom = nil
    }
    state.open.insert(n)
    if !waits { queueFirstRun(n) }
    let text = waits ? "#\(n) waits for approval again" : "#\(n) is queued again"
    tell("experiment.restored", text, experiment: n, lane: experiment.lane)
    let rules = removeRules(of: n).map(String.init)
    guard !rules.isEmpty else { return (true, text) }
    return (
      true, "\(text); rule\(rules.count == 1 ? "" : "s") \(rules.joined(separator: ", ")) removed"
    )
  }

  private func noExperiment(_ n: Int) -> String {
    state.experiments.isEmpty
      ? "there is no experiment #\(n); none was proposed yet"
      : "there is no experiment #\(n); the newest is #\(state.experiments.count)"
  }

  private mutating func approve(_ n: Int) -> (Bool, String) {
    guard let experiment = state.experiment(n) else { return (false, noExperiment(n)) }
    guard experiment.state == .review else {
      return (false, "#\(n) does not wait for approval, it is \(experiment.state.rawValue)")
    }
    if experiment.resultFlags?.isEmpty == false {
      approveResult(n)
    } else {
      change(experiment: n) {
        $0.state = .queued
        $0.why = ""
      }
      queueFirstRun(n)
    }
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
    case .kept: if let answer = askAgain(n) { return answer }
    case .running, .confirming, .discarded, .crashed, .revoked: break
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
}
