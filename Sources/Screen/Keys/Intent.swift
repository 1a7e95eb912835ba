package import Core

/// How a person leaves.
package enum QuitChoice: Equatable, Sendable, CaseIterable {
  case leave, stopAfterRuns, stopNow
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
  /// To put on the clipboard.
  case copy(String)
}
