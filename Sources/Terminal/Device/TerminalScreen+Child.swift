import CTerminal

extension TerminalScreen {
  /// Lends the terminal to an editor or a pager until it ends.
  ///
  /// The program is in front of the terminal: what is typed is for it alone. Stopped from its keyboard, it and
  /// this process stop and go on together. What was typed and it did not read is dropped, as it was not meant
  /// for the dashboard. Everything is painted anew afterwards.
  package func run(_ command: ChildCommand) -> ChildEnding {
    guard isOpen else { return .hungUp }
    do {
      let variables = report.environment.variables
      // A program that is not there is found out before the screen flickers for it.
      let words = command.words
      _ = try ChildProcess.locate(
        words.first ?? "", along: command.variables["PATH"] ?? variables["PATH"] ?? "")
      let status = try withTerminalReleased {
        let child = try ChildProcess(command, variables: variables, terminal: descriptor)
        let status = pawl_child_wait_lent(child.process, descriptor)
        pawl_term_forget_typed()
        return status
      }
      return Self.ending(status)
    } catch let problem as ChildProcess.Problem {
      return .notStarted(problem.sentence)
    } catch {
      return .notStarted("\(command.name) cannot be started: \(error)")
    }
  }

  private static func ending(_ status: Int32) -> ChildEnding {
    guard status >= 0 else { return .hungUp }
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
  }
}
