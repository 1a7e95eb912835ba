/// What a person may ask of a running campaign.
package enum Command: Codable, Equatable, Sendable {
  /// All lanes when `lanes` is nil.
  case pause(lanes: [LaneID]?)
  case resume(lanes: [LaneID]?)
  /// A reason with words becomes a rule, for one lane only when `lane` is given.
  case veto(experiment: Int, reason: String, lane: LaneID?)
  /// Undoes a veto, and removes the rules it made.
  case restore(experiment: Int)
  /// Ends the lane's turn in progress.
  case interrupt(lane: LaneID, reason: String)
  case approve(experiment: Int)
  case rerun(experiment: Int)
  case revoke(experiment: Int, reason: String)
  /// All lanes when `lane` is nil.
  case steer(lane: LaneID?, text: String)
  /// Takes a message back from the lanes that have not heard it; all of them when `lane` is nil.
  case unsay(lane: LaneID?, text: String)
  /// Answers what a lane's agent asks to be allowed.
  case answer(lane: LaneID, ask: String, AgentAnswer)
  /// Lets the lane's next turn begin a conversation of its own.
  case freshConversation(LaneID)
  case addLane(agent: String, count: Int)
  case removeLane(LaneID)
  /// Undoes the removal of a lane.
  case keepLane(LaneID)
  /// For every lane when `lane` is nil.
  case addRule(text: String, lane: LaneID?)
  case editRule(id: Int, text: String)
  case removeRule(Int)
  /// An experiment of one's own, as `git diff` writes it; an empty title is made from the paths.
  ///
  /// `base` is a commit that is or was the champion. Answered once the commit is made.
  case propose(title: String, reason: String, base: CommitID, patch: String)
  case review(ReviewMode)
  /// After the current runs, or at once.
  case stop(now: Bool)
}

/// When a person is asked before a proposal costs compute.
package enum ReviewMode: String, Codable, Sendable, CaseIterable {
  case never, flagged, always
}
