import Core

/// Codex, through its server, or through single commands where it has none.
struct CodexDialect: AgentDialect {
  private var server: CodexServer
  private var exec: CodexExec
  private var isServer: Bool
  private var hasBegun = false
  private let program: String

  static func launch(_ task: AgentTask) throws -> AgentLaunch {
    CodexCommand(task: task, options: try CodexOptions(task.options)).launch
  }

  init(_ task: AgentTask) {
    // Options that make no sense were refused when it was to be started.
    let options = (try? CodexOptions(task.options)) ?? CodexOptions()
    server = CodexServer(task: task, options: options)
    exec = CodexExec(task: task)
    program = CodexCommand(task: task, options: options).program[0]
    isServer = options.mode != .exec
  }

  mutating func begin() -> [DialectStep] {
    isServer ? server.begin() : []
  }

  mutating func receive(_ line: AgentLine) -> [DialectStep] {
    if !isServer || !hasBegun, let value = JSONValue(parsing: line.text), CodexExec.speaks(value) {
      isServer = false
      return exec.receive(value)
    }
    guard isServer, let message = RPCMessage(line.text) else {
      return line.text.isEmpty ? [] : [.event(.noise(line.text))]
    }
    hasBegun = true
    return server.receive(message)
  }

  mutating func say(_ text: String) -> (Delivery, [DialectStep]) {
    isServer ? server.say(text) : (.nextTurn, [])
  }

  mutating func answer(_ ask: String, _ answer: AgentAnswer) -> [DialectStep] {
    isServer ? server.answer(ask, answer) : []
  }

  mutating func interrupt() -> [DialectStep] {
    isServer ? server.interrupt() : []
  }

  mutating func exited(_ exit: AgentExit) -> [DialectStep] {
    guard !server.isOver, !exec.isOver else { return [] }
    return [
      .event(.finished(.exit(exit, program: program, remedy: KnownAgent.named(program)?.remedy)))
    ]
  }
}
