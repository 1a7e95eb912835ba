import Core

/// Claude Code's stream-json, both ways.
///
/// Words of people go into the running turn and are taken at the next tool; the program repeats a
/// message when it takes it, so that a turn is not over before every message was.
struct ClaudeDialect: AgentDialect {
  let task: AgentTask
  /// Messages the program has not taken yet.
  var untaken: [String] = []
  /// Whether it repeats messages at all.
  var repeats = false
  var isInterrupted = false
  var isOver = false
  var tools: [String: ToolCall] = [:]
  /// Questions by their id, with what was asked.
  var questions: [String: JSONValue] = [:]
  /// The message whose text came in pieces.
  var streamed: String?
  /// Whether the last thing said was text, so that more of it needs a gap.
  var endsInText = false
  var spending = ClaudeSpending()
  /// What the account was told about its limit.
  var limit: Timestamp?
  private var requests = 0

  static func launch(_ task: AgentTask) throws -> AgentLaunch {
    ClaudeCommand(task: task, options: try ClaudeOptions(task.options)).launch
  }

  init(_ task: AgentTask) {
    self.task = task
  }

  mutating func begin() -> [DialectStep] {
    [request(["subtype": "initialize", "hooks": nil]), message(task.prompt)]
  }

  mutating func say(_ text: String) -> (Delivery, [DialectStep]) {
    if isOver || isInterrupted { return (.nextTurn, []) }
    return (.inTurn, [message(text)])
  }

  mutating func interrupt() -> [DialectStep] {
    if isOver { return [] }
    isInterrupted = true
    let answers = questions.keys.sorted().flatMap { answer($0, .withdrawn) }
    return answers + [request(["subtype": "interrupt"])]
  }

  mutating func answer(_ ask: String, _ answer: AgentAnswer) -> [DialectStep] {
    guard let question = questions.removeValue(forKey: ask) else { return [] }
    var response: [String: JSONValue]
    switch answer {
    case .allow, .allowAlways:
      response = ["behavior": "allow", "updatedInput": question["input"]]
      if answer == .allowAlways {
        response["updatedPermissions"] = question["permission_suggestions"]
      }
    case .deny(let reason):
      let words = reason.isEmpty ? "A person said no." : reason
      response = ["behavior": "deny", "message": .text(words), "interrupt": false]
    case .withdrawn:
      response = ["behavior": "deny", "message": "The turn is over.", "interrupt": true]
    }
    return [reply(ask, .object(response))]
  }

  mutating func exited(_ exit: AgentExit) -> [DialectStep] {
    if isOver { return [] }
    let program = ClaudeCommand.name(of: task)
    if isInterrupted { return [.event(.finished(.interrupted))] }
    return [
      .event(
        .finished(
          .exit(exit, program: program, remedy: KnownAgent.named(program)?.remedy)))
    ]
  }

  // MARK: Saying something

  private mutating func message(_ text: String) -> DialectStep {
    untaken.append(text)
    let content: JSONValue = [["type": "text", "text": .text(text)]]
    let message: JSONValue = ["role": "user", "content": content]
    let line: JSONValue = [
      "type": "user", "message": message, "parent_tool_use_id": nil, "session_id": "",
    ]
    return .send(line.line)
  }

  mutating func request(_ request: JSONValue) -> DialectStep {
    requests += 1
    let line: JSONValue = [
      "type": "control_request", "request_id": .text("pawl-\(requests)"), "request": request,
    ]
    return .send(line.line)
  }

  func reply(_ id: String, _ response: JSONValue) -> DialectStep {
    let answer: JSONValue = [
      "subtype": "success", "request_id": .text(id), "response": response,
    ]
    let line: JSONValue = ["type": "control_response", "response": answer]
    return .send(line.line)
  }

  func refuse(_ id: String) -> DialectStep {
    let answer: JSONValue = [
      "subtype": "error", "request_id": .text(id), "error": "pawl does not do this",
    ]
    let line: JSONValue = ["type": "control_response", "response": answer]
    return .send(line.line)
  }
}
