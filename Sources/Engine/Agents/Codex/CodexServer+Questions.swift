import Core

extension CodexServer {
  /// A request of the server's own.
  mutating func asked(_ id: JSONValue, _ method: String, _ params: JSONValue) -> [DialectStep] {
    switch method {
    case "item/commandExecution/requestApproval":
      let kind = CodexItem.kind(of: params["commandActions"].items)
      // A person is asked before an edit, not before a look.
      if kind != .run, task.asks { return [RPCLine.answer(id, ["decision": "accept"])] }
      return question(
        id, params, title: params["command"].string ?? "run a command",
        mayAlways: params["availableDecisions"].items.contains("acceptForSession"))
    case "item/fileChange/requestApproval":
      return question(id, params, title: "change files", mayAlways: true)
    case "execCommandApproval", "applyPatchApproval":
      // Servers of long ago; nobody there waits for a person.
      return [RPCLine.answer(id, ["decision": task.asks ? "denied" : "approved"])]
    case "item/permissions/requestApproval":
      return [RPCLine.answer(id, ["permissions": [:], "scope": "turn"])]
    case "item/tool/requestUserInput":
      return [RPCLine.answer(id, ["answers": [:]])]
    case "mcpServer/elicitation/request":
      let isHistory = params["serverName"].string == AgentTask.historyServer
      return [
        RPCLine.answer(
          id, isHistory ? ["action": "accept", "content": [:]] : ["action": "decline"])
      ]
    default:
      return [RPCLine.refuse(id, "pawl does not offer \(method)")]
    }
  }

  /// Hands a question on to whoever answers; nobody does unless the task says so.
  private mutating func question(
    _ id: JSONValue, _ params: JSONValue, title: String, mayAlways: Bool
  ) -> [DialectStep] {
    guard task.asks else {
      // Within the sandbox nothing is asked: this would leave it.
      return [RPCLine.answer(id, ["decision": "decline"])]
    }
    asked += 1
    let ask = "q\(asked)"
    questions[ask] = Question(id: id, mayAlways: mayAlways)
    // The question itself holds only ids: what it is about came before.
    let tool = params["itemId"].string.flatMap { told.tools[$0] }
    return [
      .event(
        .ask(
          AgentQuestion(
            id: ask, tool: params["itemId"].string,
            title: tool.map { $0.title.isEmpty ? title : $0.title } ?? title,
            edits: tool?.edits ?? [], mayAlways: mayAlways)))
    ]
  }
}
