package import Core

/// How a person leaves.
package enum QuitChoice: Equatable, Sendable, CaseIterable {
  case leave, stopAfterRuns, stopNow
}

/// A text that another program can show.
package enum ShownText: Equatable, Sendable {
  case diff(Int)
  case output(RunID)
  case transcript(LaneID)
}

/// What is opened in an editor.
package enum EditedText: Equatable, Sendable {
  /// What the agents are told.
  case instructions
  /// The files an experiment changes, as it proposes them; nothing is taken back from there.
  case proposal(Int)
  /// A checkout of the champion; what is saved becomes an experiment.
  case newExperiment
}

/// What a key asks of the world outside the screen.
package enum Intent: Equatable, Sendable {
  /// To be written to the journal; its answer comes back as ``Snapshot/notice``.
  case command(Command)
  /// To leave; the stop, if one is asked for, is a command already sent before.
  case quit(QuitChoice)
  case suspend
  /// To draw every cell anew.
  case redraw
  /// To put on the clipboard; the name says what it is.
  case copy(String, name: String)
  /// To use a theme, and to remember it for next time or not.
  case theme(String, keep: Bool)
  /// To have the mouse reported, or left to the terminal.
  case mouse(Bool)
  case page(ShownText)
  case edit(EditedText)
  /// To ask the agents of this machine which versions they are.
  case findAgents
  /// To show the report of the campaign in a pager.
  case report
}
