internal import Core

extension ActionTable {
  static let steering: [Action] = [
    Action(
      .approve, [.letter("a")], .steering, "approve",
      "let it run, once its diff was on the screen; or allow what a lane's agent asks",
      danger: .asks, writes: true, hint: Hint(target: .experiment, rank: 1),
      label: { $0.asking == nil ? "approve" : "allow" },
      hindrance: { context in
        if context.asking != nil { return nil }
        guard let experiment = context.subject.experiment else {
          return "nothing to approve: \(context.insteadOfExperiment)"
        }
        return experiment.state == .review
          ? nil
          : "nothing to approve: #\(experiment.n) does not wait for you, "
            + "it is \(experiment.state.rawValue)"
      }),
    Action(
      .allowAlways, [.letter("A")], .steering, "always",
      "allow what a lane's agent asks, now and whenever it asks the like", danger: .asks,
      writes: true, hint: Hint(target: .experiment, rank: 1),
      hindrance: { context in
        guard let asking = context.asking else { return "nothing to allow: \(noQuestion(context))" }
        return asking.question.mayAlways
          ? nil : "\(asking.lane.id) can be allowed it only this once, with a"
      }),
    Action(
      .deny, [.letter("D")], .steering, "deny",
      "what a lane's agent asks, with a reason it hears", danger: .asks, writes: true,
      hint: Hint(target: .experiment, rank: 1),
      hindrance: { context in
        context.asking == nil ? "nothing to deny: \(noQuestion(context))" : nil
      }),
    Action(
      .veto, [.letter("v")], .steering, "veto",
      "end it, with a reason the lanes hear; on a keep, take it back", danger: .asks, writes: true,
      hint: Hint(target: .experiment, rank: 2),
      label: { $0.subject.experiment?.state == .kept ? "revoke" : "veto" },
      hindrance: vetoHindrance),
    Action(
      .rerun, [.letter("r")], .steering, "re-run",
      "another run with a fresh seed; a keep in pairs",
      writes: true,
      hint: Hint(target: .experiment, rank: 7), hindrance: rerunHindrance),
    Action(
      .pause, [.letter("p")], .steering, "pause",
      "its lane starts nothing new, and its agent stops in place; again: it goes on", writes: true,
      hint: Hint(target: .lane, rank: 2),
      label: { $0.subject.lane.map(isStopped) == true ? "resume" : "pause" },
      hindrance: needsLane("nothing to pause")),
    Action(
      .pauseAll, [.letter("P")], .steering, "pause all",
      "no lane starts anything new; again: all go on", writes: true,
      hindrance: { $0.snapshot.lanes.isEmpty ? "nothing to pause: there are no lanes" : nil }),
    Action(
      .steer, [.letter("s")], .steering, "steer", "say something to its lane", writes: true,
      hint: Hint(target: .lane, rank: 4), hindrance: needsLane("nobody to talk to")),
    Action(
      .steerAll, [.letter("S")], .steering, "steer all", "say something to every lane",
      writes: true,
      hindrance: { $0.snapshot.lanes.isEmpty ? "nobody to talk to: there are no lanes" : nil }),
    Action(
      .undo, [.letter("u")], .steering, "undo",
      "take the last steering action back where it can be",
      writes: true,
      hindrance: { context in
        guard let last = context.state.undo.last else { return "nothing to undo yet" }
        return last.commands.isEmpty ? "\(last.what) cannot be undone" : nil
      }),
    Action(
      .write, [.letter("E")], .steering, "experiment",
      "write one yourself: what you save in $EDITOR becomes a proposal", writes: true),
    Action(
      .instructions, [.letter("i")], .steering, "instructions",
      "what the agents are told, in $EDITOR; and the rules people made",
      hint: Hint(target: .pawl, rank: 11), label: { _ in "rules" }),
    Action(
      .review, [.letter("R")], .steering, "review",
      "when to ask before a proposal runs: never, flagged, always", writes: true),
  ]

  static let lanes: [Action] = [
    Action(
      .addLane, [.letter("+")], .steering, "add a lane", "one more agent, or several",
      places: laneScreens, writes: true,
      hindrance: {
        let isHopeless = $0.snapshot.agents.isEmpty && $0.snapshot.found.isEmpty
        return isHopeless ? "pawl.yaml names no agents, and none was found" : nil
      }),
    Action(
      .removeLane, [.letter("-")], .steering, "remove the lane", "after its turn; asks",
      places: laneScreens, danger: .asks, writes: true,
      hindrance: { context in
        guard let lane = context.subject.lane else { return "no lane: \(noLane(context))" }
        return lane.removed ? "\(lane.id) leaves already" : nil
      }),
  ]

  private static let laneScreens: Set<Place> = [.overview, .experiments, .lanes, .events]

  /// Whether a lane goes on only when a person says so.
  @Sendable static func isStopped(_ lane: Lane) -> Bool { lane.paused || lane.trouble != nil }

  static func needsExperiment(_ lead: String) -> @Sendable (ActionContext) -> String? {
    { context in
      guard context.subject.experiment == nil else { return nil }
      if case .lane(let id) = context.subject.focus {
        return "\(lead): \(id) has nothing in review"
      }
      return "\(lead): \(context.insteadOfExperiment)"
    }
  }

  static func needsLane(_ lead: String) -> @Sendable (ActionContext) -> String? {
    { context in
      context.subject.lane == nil ? "\(lead): \(noLane(context))" : nil
    }
  }

  private static func noQuestion(_ context: ActionContext) -> String {
    guard let lane = context.subject.lane else { return noLane(context) }
    guard lane.question != nil else { return "\(lane.id) asks nothing" }
    return lane.answer == nil
      ? "put the cursor on \(lane.id) first" : "\(lane.id) was answered already"
  }

  private static func noLane(_ context: ActionContext) -> String {
    if let experiment = context.subject.experiment { return "lane \(experiment.lane) is gone" }
    return context.subject.focus == nil ? "there are no lanes" : context.insteadOfExperiment
  }

  @Sendable private static func vetoHindrance(_ context: ActionContext) -> String? {
    guard let experiment = context.subject.experiment else {
      if context.subject.isLane, context.subject.lane?.turn != nil { return nil }
      return "nothing to veto: \(context.insteadOfExperiment)"
    }
    if experiment.state == .kept {
      return experiment.why.hasPrefix("revoking") ? "#\(experiment.n) is being revoked" : nil
    }
    return experiment.state.isVerdict
      ? "nothing to veto: #\(experiment.n) is \(experiment.state.rawValue) already" : nil
  }

  @Sendable private static func rerunHindrance(_ context: ActionContext) -> String? {
    guard let experiment = context.subject.experiment else {
      return "nothing to re-run: \(context.insteadOfExperiment)"
    }
    switch experiment.state {
    case .review: return "no re-run: #\(experiment.n) waits for your approval first"
    case .queued: return "no re-run: #\(experiment.n) has not run yet"
    case .refused, .vetoed:
      return "no re-run: #\(experiment.n) is \(experiment.state.rawValue)"
    case .kept:
      let keep = context.snapshot.record.keeps.last { $0.experiment == experiment.n }
      return keep?.isAsked == true
        ? "no re-run: #\(experiment.n) is being measured again already" : nil
    case .running, .confirming, .discarded, .crashed, .revoked: return nil
    }
  }
}
