/// A program to run beside the dashboard, such as an editor.
package struct ChildCommand: Hashable, Sendable {
  package enum Program: Hashable, Sendable {
    /// A program and its arguments; without a slash it is looked for along `PATH`.
    case words([String])
    /// A line for the shell, as in `$EDITOR`, which gets further arguments as they are.
    case shell(String, arguments: [String])
  }

  package var program: Program
  /// Text for its standard input; nil for the terminal.
  package var input: String?
  /// Where it is started; nil for here.
  package var folder: String?
  /// What its environment has beyond the dashboard's.
  package var variables: [String: String]

  package init(
    _ program: Program, input: String? = nil, folder: String? = nil,
    variables: [String: String] = [:]
  ) {
    self.program = program
    self.input = input
    self.folder = folder
    self.variables = variables
  }

  /// What a person would call it.
  package var name: String {
    let first =
      switch program {
      case .words(let words): words.first ?? ""
      case .shell(let line, _): String(line.split(separator: " ").first ?? "")
      }
    return String(first.split(separator: "/").last ?? "")
  }

  /// The words to start it with, but for where the first one is.
  var words: [String] {
    switch program {
    case .words(let words): words
    case .shell(let line, let arguments):
      ["/bin/sh", "-c", arguments.isEmpty ? line : line + " \"$@\"", line] + arguments
    }
  }
}

/// How a program ended that had the terminal.
package enum ChildEnding: Hashable, Sendable {
  case exited(Int32)
  case killed(signal: Int32)
  /// One sentence says why.
  case notStarted(String)
  /// The terminal went away meanwhile.
  case hungUp

  package var isSuccess: Bool { self == .exited(0) }

  /// One sentence for the status line; nil when all went well.
  package func problem(of command: ChildCommand) -> String? {
    switch (self, command.program) {
    case (.exited(0), _): nil
    case (.exited(127), .shell): "there is no program called \(command.name) here"
    case (.exited(126), .shell): "\(command.name) cannot be executed"
    case (.exited(let status), _): "\(command.name) ended with status \(status)"
    case (.killed(let signal), _): "\(command.name) was ended by signal \(signal)"
    case (.notStarted(let sentence), _): sentence
    case (.hungUp, _): "the terminal went away while \(command.name) had it"
    }
  }
}
