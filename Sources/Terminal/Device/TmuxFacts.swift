/// What tmux says of itself, as far as it changes how the dashboard feels.
package struct TmuxFacts: Equatable, Sendable {
  package var version: String
  /// How long tmux keeps an escape to itself, in milliseconds.
  package var escapeTime: Int
  package var focusEvents: Bool
  /// `on`, `external` or `off`.
  package var clipboard: String

  /// The options asked for, in order.
  static let question = ["version", "escape-time", "focus-events", "set-clipboard"]
    .map { "#{\($0)}" }.joined(separator: "|")

  /// Reads tmux's answer to ``question``.
  init?(answer: String) {
    let parts = answer.split(separator: "\n").first?.split(
      separator: "|", omittingEmptySubsequences: false)
    guard let parts, parts.count == 4, let escapeTime = Int(parts[1]) else { return nil }
    version = String(parts[0])
    self.escapeTime = escapeTime
    focusEvents = parts[2] == "1" || parts[2] == "on"
    clipboard = String(parts[3])
  }

  /// Asks the tmux that this process is inside of, for half a second at most.
  static func ask(_ environment: TerminalEnvironment) -> TmuxFacts? {
    guard environment.isTmux else { return nil }
    let command = ChildCommand(.words(["tmux", "display-message", "-p", question]))
    return ChildProcess.output(of: command, variables: environment.variables, within: 500)
      .flatMap(TmuxFacts.init)
  }

  /// What was found, each with what to do about it.
  var findings: [TerminalFinding] {
    [
      TerminalFinding("inside", "tmux \(version)"),
      TerminalFinding(
        "",
        escapeTime <= 50
          ? "escape-time \(escapeTime) ms"
          : "escape-time \(escapeTime) ms, which every escape waits for; "
            + "`set -s escape-time 20` in tmux.conf is pleasant"),
      TerminalFinding(
        "",
        focusEvents
          ? "focus-events on"
          : "focus-events off; `set -g focus-events on` in tmux.conf tells when you look away"),
      TerminalFinding(
        "",
        clipboard == "off"
          ? "set-clipboard off, so copies stay inside tmux; `set -s set-clipboard external` "
            + "hands them on"
          : "set-clipboard \(clipboard)"),
    ]
  }
}
