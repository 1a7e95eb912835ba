import Core

/// Any shell command: the prompt goes in or is a file; what it writes is text, or lines that a
/// mapping understands.
struct CommandDialect: AgentDialect {
  private let task: AgentTask
  private let options: CommandOptions?
  private var lines: MappedLines?
  /// The end of its text, where it may have said what is wrong.
  private var last = ""

  static func launch(_ task: AgentTask) throws -> AgentLaunch {
    let options = try CommandOptions(task)
    let (line, readsPrompt) = options.line(for: task)
    // A preset's program is asked for first, so that a missing one is told by its name.
    let guarded = options.program.map { "command -v \($0) >/dev/null || exit 127\n" } ?? ""
    return AgentLaunch(
      program: ["/bin/sh", "-c", guarded + line], input: readsPrompt ? .prompt : .none)
  }

  init(_ task: AgentTask) {
    self.task = task
    options = try? CommandOptions(task)
    lines = options?.mapping.map { MappedLines(task: task, mapping: $0) }
  }

  mutating func begin() -> [DialectStep] {
    [.event(.started(session: nil, model: nil, version: nil))]
  }

  mutating func receive(_ line: AgentLine) -> [DialectStep] {
    if let events = lines?.events(of: line) { return events.map(DialectStep.event) }
    last = String((last + line.text + "\n").suffix(4000))
    return [.event(.text(line.text + "\n"))]
  }

  mutating func say(_ text: String) -> (Delivery, [DialectStep]) { (.nextTurn, []) }

  mutating func exited(_ exit: AgentExit) -> [DialectStep] {
    ending(exit).map { [.event(.finished($0))] } ?? []
  }

  /// Nil where only its exit tells anything.
  private func ending(_ exit: AgentExit) -> AgentEnding? {
    let said = exit.said.split(separator: "\n").last.map(String.init)
    if exit.code == 127 {
      if let program = options?.program { return .missing(ProgramPath.missing(program)) }
      return .missing(
        "the shell did not find the command: \(plainText(said ?? "", limit: 300))")
    }
    if let known = exit.code.flatMap({ options?.exits[$0] }) { return known }
    // Some leave with 0 although their model turned them away.
    if last.contains("AuthenticationError") {
      return .unauthorised("the key was not accepted, as it said at the end")
    }
    if exit.code == 0 { return nil }
    if let words = lines?.trouble { return .failure(words) }
    // A plain failure is told with its status by the driver.
    let ending = said.map { AgentEnding.failure($0) }
    if case .failed = ending { return nil }
    return ending
  }
}
