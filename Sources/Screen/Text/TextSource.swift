package import Core

/// A long text that pawl can show.
package enum TextSource: Hashable, Sendable {
  /// What a run's training printed, on either stream.
  case output(RunID)
  case errors(RunID)
  /// What the evaluator of a run printed.
  case evaluation(RunID)
  /// What an agent printed in one turn, and what it complained about.
  case transcript(LaneID, turn: Int)
  case transcriptErrors(LaneID, turn: Int)
  /// What a turn was told.
  case prompt(LaneID, turn: Int)
  /// A file of the project, by its path: the instructions.
  case file(String)
}
