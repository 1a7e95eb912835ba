import CTerminal

extension TerminalScreen {
  /// How long a program may take to read a text before the dashboard goes on without knowing, in milliseconds.
  private static let patience: Int32 = 150

  /// Hands a text to the clipboard by the way that was wished for.
  ///
  /// Whether a terminal takes it cannot be known.
  @discardableResult
  package func copy(_ text: String) -> ClipboardOutcome {
    reapStragglers()
    switch report.options.clipboard {
    case .off: return ClipboardOutcome(bytes: text.utf8.count, problem: "the clipboard is off")
    case .terminal: return copyToTerminal(text)
    case .command(let line): return copy(text, to: .command(line), .shell(line, arguments: []))
    case .tmux: return copyToTmux(text)
    case .automatic:
      guard report.environment.isTmux else { return copyToTerminal(text) }
      let outcome = copyToTmux(text)
      return outcome.way == nil ? copyToTerminal(text) : outcome
    }
  }

  private func copyToTmux(_ text: String) -> ClipboardOutcome {
    copy(text, to: .tmux, .words(["tmux", "load-buffer", "-w", "-"]))
  }

  /// Gives a program the text and waits for it a moment.
  private func copy(
    _ text: String, to way: ClipboardWay, _ program: ChildCommand.Program
  ) -> ClipboardOutcome {
    let command = ChildCommand(program, input: text)
    let bytes = text.utf8.count
    do {
      let child = try ChildProcess(command, variables: report.environment.variables)
      guard let status = child.status(within: Self.patience) else {
        // It has the text; a slow one is no reason to stand still.
        stragglers.append(child)
        return ClipboardOutcome(way: way, bytes: bytes)
      }
      let problem = ChildEnding.exited(status).problem(of: command)
      return ClipboardOutcome(way: problem == nil ? way : nil, bytes: bytes, problem: problem)
    } catch {
      return ClipboardOutcome(bytes: bytes, problem: error.sentence)
    }
  }

  private func copyToTerminal(_ text: String) -> ClipboardOutcome {
    let bytes = Array(text.utf8)
    var outcome = ClipboardOutcome(bytes: bytes.count)
    guard bytes.count <= ClipboardOutcome.terminalLimit else {
      outcome.problem = "a terminal takes \(ClipboardOutcome.terminalLimit) at most"
      return outcome
    }
    let sequence = "\u{1B}]52;c;\(Base64.text(bytes))\u{7}"
    if report.environment.isTmux {
      // For tmux itself, which may ignore it, and through tmux for the terminal, which tmux may forbid.
      let inner = sequence.replacing("\u{1B}", with: "\u{1B}\u{1B}")
      send(sequence + "\u{1B}Ptmux;\(inner)\u{1B}\\")
    } else if report.environment.isGNUScreen {
      send(Self.passedThroughScreen(sequence))
    } else {
      send(sequence)
    }
    outcome.way = .terminal
    return outcome
  }

  /// A sequence in pieces that GNU screen hands on, being short enough for it.
  private static func passedThroughScreen(_ sequence: String) -> String {
    let bytes = Array(sequence.utf8)
    return stride(from: 0, to: bytes.count, by: 240).map { start in
      let piece = bytes[start..<min(start + 240, bytes.count)]
      return "\u{1B}P\(String(decoding: piece, as: UTF8.self))\u{1B}\\"
    }.joined()
  }

  /// Looks whether programs that were slow have ended, so that none is left in the table of processes.
  func reapStragglers() { stragglers.removeAll { $0.status(within: 0) != nil } }
}
