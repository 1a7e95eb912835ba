/// What a person may ask of a running campaign.
package enum Command: Codable, Equatable, Sendable {
  /// All lanes when `lanes` is nil.
  case pause(lanes: [LaneID]?)
  case resume(lanes: [LaneID]?)
  /// A reason with words becomes a rule, for one lane only when `lane` is given.
  case veto(experiment: Int, reason: String, lane: LaneID?)
  /// Ends the lane's turn in progress.
  case interrupt(lane: LaneID, reason: String)
  case approve(experiment: Int)
  case rerun(experiment: Int)
  case revoke(experiment: Int, reason: String)
  /// All lanes when `lane` is nil.
  case steer(lane: LaneID?, text: String)
  case addLane(agent: String, count: Int)
  case removeLane(LaneID)
  case removeRule(Int)
  case review(ReviewMode)
  /// After the current runs, or at once.
  case stop(now: Bool)
}

/// When a person is asked before a proposal costs compute.
package enum ReviewMode: String, Codable, Sendable, CaseIterable {
  case never, flagged, always
}
