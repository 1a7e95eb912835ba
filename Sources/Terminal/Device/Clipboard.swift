/// How text gets out of the dashboard.
package enum ClipboardWay: Hashable, Sendable {
  /// tmux's buffer inside tmux, else the terminal's clipboard.
  case automatic
  /// `tmux load-buffer -w`, which hands the text on to the terminal where tmux may.
  case tmux
  /// A sequence that the terminal obeys, or not.
  case terminal
  /// A shell command that reads the text from its standard input.
  case command(String)
  case off
}

/// What became of a text to copy.
package struct ClipboardOutcome: Equatable, Sendable {
  /// Who was given it; nil when nobody was.
  package var way: ClipboardWay?
  /// The text's length, UTF-8.
  package var bytes: Int
  /// Why nobody was given it.
  package var problem: String?

  /// The longest text that is sent to the terminal, in bytes: 100 KB as it is written.
  package static let terminalLimit = 75_000

  /// One sentence for the status line.
  package var sentence: String {
    let size = bytes == 1 ? "1 byte" : "\(bytes) bytes"
    switch way {
    case .tmux: return "sent \(size) to tmux's buffer"
    case .command(let command): return "sent \(size) to \(command)"
    case .terminal, .automatic: return "sent \(size) to the terminal's clipboard"
    case .off, nil: return "\(size) not copied: \(problem ?? "the clipboard is off")"
    }
  }
}
