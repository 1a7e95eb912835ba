import Core

/// Any shell command: the prompt goes in or is a file, what it writes is text.
struct CommandDialect: AgentDialect {
  static func launch(_ task: AgentTask) throws -> AgentLaunch {
    let command = task.command ?? ""
    guard !command.allSatisfy(\.isWhitespace) else {
      throw EngineError.spawn("an agent", why: "its entry has no command")
    }
    let named = command.contains("{prompt_file}")
    let line = command.replacing("{prompt_file}", with: quoted(task.promptFile))
    return AgentLaunch(program: ["/bin/sh", "-c", line], input: named ? .none : .prompt)
  }

  init(_ task: AgentTask) {}

  mutating func begin() -> [DialectStep] {
    [.event(.started(session: nil, model: nil, version: nil))]
  }

  mutating func receive(_ line: AgentLine) -> [DialectStep] { [.event(.text(line.text + "\n"))] }

  mutating func say(_ text: String) -> (Delivery, [DialectStep]) { (.nextTurn, []) }

  mutating func exited(_ exit: AgentExit) -> [DialectStep] {
    guard exit.code == 127 else { return [] }
    let said = exit.said.split(separator: "\n").last.map { plainText(String($0), limit: 300) }
    return [.event(.finished(.missing("the shell did not find the command: \(said ?? "")")))]
  }

  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
