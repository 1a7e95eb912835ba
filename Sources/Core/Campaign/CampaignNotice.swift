/// Something that a person wants to hear of who does not look at the screen.
package struct CampaignNotice: Equatable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case kept
    /// A proposal, a result, a lane or a question waits for a person, or everything does.
    case needsYou = "needs-you"
    /// Nothing runs, nobody drafts, and nothing will change that.
    case stalled
    case stopped
  }

  package var kind: Kind
  package var at: Timestamp
  /// One sentence.
  package var text: String
  package var experiment: Int?
  package var lane: LaneID?

  package init(
    kind: Kind, at: Timestamp, text: String, experiment: Int? = nil, lane: LaneID? = nil
  ) {
    self.kind = kind
    self.at = at
    self.text = text
    self.experiment = experiment
    self.lane = lane
  }

  /// What one event is news of.
  ///
  /// - Parameters:
  ///   - lines: what it added to the story.
  ///   - wasStalled: whether nothing went on before it.
  ///   - state: the campaign after it.
  package static func notices(
    of lines: [EventLine], at: Timestamp, wasStalled: Bool, state: CampaignState
  ) -> [CampaignNotice] {
    var notices = lines.compactMap { line in
      kind(of: line).map {
        CampaignNotice(
          kind: $0, at: line.at, text: line.text, experiment: line.experiment, lane: line.lane)
      }
    }
    if state.isStalled, !wasStalled {
      notices.append(
        CampaignNotice(
          kind: .stalled, at: at, text: state.halted ?? "nothing runs and no lane can go on"))
    }
    return notices
  }

  private static func kind(of line: EventLine) -> Kind? {
    switch line.kind {
    case "experiment.kept": .kept
    case "experiment.review", "lane.failed", "lane.asks", "campaign.halted": .needsYou
    case "campaign.finished": .stopped
    default: nil
    }
  }
}

extension CampaignState {
  /// Whether nothing goes on and nothing but a person can change that; what a person stopped or paused
  /// stands still because it should.
  package var isStalled: Bool {
    guard settings != nil, !finished, stopping == .no else { return false }
    let lanes = lanes.filter { !$0.removed }
    if lanes.allSatisfy(\.paused), !lanes.isEmpty { return false }
    guard !lanes.contains(where: { $0.turn != nil || $0.limitedUntil != nil }), patches.isEmpty,
      branchMove == nil || halted != nil
    else { return false }
    return !live.contains { id in
      guard let run = runs[id] else { return false }
      return run.slot != nil || (halted == nil && !run.prepared)
    }
  }
}
