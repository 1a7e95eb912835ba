/// What the engine owes the world.
///
/// Each names its folder or ref, so that it can be looked for before it is done again.
package enum Effect: Hashable, Sendable {
  case startTurn(lane: LaneID, turn: Int, base: CommitID)
  case endTurn(lane: LaneID, turn: Int)
  /// Gives words of a person to the turn in progress.
  case tell(lane: LaneID, turn: Int, words: Int)
  case answer(lane: LaneID, turn: Int, ask: String, AgentAnswer)
  /// Stops the turn in place, or lets it go on.
  case hold(lane: LaneID, turn: Int, Bool)
  /// Makes the commit of a patch that a person handed in with this command.
  case commitPatch(command: Int, base: CommitID)
  case prepare(RunID)
  case perform(RunID)
  case endRun(RunID)
  /// Puts a proposal on top of the champion.
  case rebase(experiment: Int, onto: CommitID)
  /// Commits a confirmed candidate to the ratchet and moves the branch.
  case advance(experiment: Int, onto: CommitID)
  case revert(experiment: Int, onto: CommitID)
  /// Makes the champion without one kept experiment, and moves nothing.
  case ablate(audit: Int, experiment: Int, onto: CommitID)
  /// Nothing is left to do: the engine may leave.
  case close
}

/// Which projections an event changed.
package struct Touched: Equatable, Sendable {
  package var experiments: Set<Int> = []
  package var runs: Set<RunID> = []
  package var lanes: Set<LaneID> = []
  package var slots = false
  package var keeps = false
  package var rules = false

  package init() {}
}

/// The answer to a command.
package struct Answer: Equatable, Sendable {
  package var command: Int
  package var accepted: Bool
  /// One sentence.
  package var text: String

  package init(command: Int, accepted: Bool, text: String) {
    self.command = command
    self.accepted = accepted
    self.text = text
  }
}

/// What came of one event.
package struct Reduction: Equatable, Sendable {
  /// Effects that were not owed before.
  package var effects: [Effect] = []
  /// The story, in order; `seq` is filled in by the journal.
  package var lines: [EventLine] = []
  package var answers: [Answer] = []
  package var touched = Touched()

  package init() {}
}
