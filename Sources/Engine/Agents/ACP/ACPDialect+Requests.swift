import Core

extension ACPDialect {
  /// A request of the agent's own.
  mutating func asked(_ id: JSONValue, _ method: String, _ params: JSONValue) -> [DialectStep] {
    switch method {
    case "session/request_permission": return permission(id, params)
    case "fs/read_text_file":
      guard let path = params["path"].string else { break }
      return file(
        id, .read(path: path, line: params["line"].int, limit: params["limit"].int))
    case "fs/write_text_file":
      guard let path = params["path"].string, let text = params["content"].string else { break }
      return file(id, .write(path: path, text: text))
    default: return [RPCLine.refuse(id, "pawl does not offer \(method)")]
    }
    return [RPCLine.refuse(id, code: -32602, "\(method) without a path or a content")]
  }

  private mutating func permission(_ id: JSONValue, _ params: JSONValue) -> [DialectStep] {
    let value = params["toolCall"]
    let tool = value["toolCallId"].string
    // Some tell everything here, some no more than the id of a call they told before.
    let steps = tool.map { self.tool($0, value) } ?? []
    let call = tool.flatMap { told.tools[$0] }
    let question = Question(id: id, options: params["options"].items)
    asked += 1
    let ask = "q\(asked)"
    questions[ask] = question
    guard task.asks, call.map(isWorthAsking) ?? true else { return steps + answer(ask, .allow) }
    return steps + [
      .event(
        .ask(
          AgentQuestion(
            id: ask, tool: tool, title: call?.call.title ?? "go on", edits: call?.call.edits ?? [],
            mayAlways: question.options.contains { $0["kind"].string == "allow_always" })))
    ]
  }

  /// Whether a person is asked: not before a look, nor before the history's own tools.
  private func isWorthAsking(_ tool: ACPTool) -> Bool {
    switch tool.call.kind {
    case .read, .search, .think: return false
    case .edit, .run, .fetch: return true
    case .other:
      let name = tool.call.name.lowercased()
      return !name.contains(AgentTask.historyServer)
    }
  }

  private mutating func file(_ id: JSONValue, _ request: FileRequest) -> [DialectStep] {
    asked += 1
    let name = "f\(asked)"
    files[name] = id
    return [.file(id: name, request)]
  }

  mutating func fileDone(_ name: String, _ result: FileResult) -> [DialectStep] {
    guard let id = files.removeValue(forKey: name) else { return [] }
    switch result {
    case .text(let text): return [RPCLine.answer(id, ["content": .text(text)])]
    case .written: return [RPCLine.answer(id, nil)]
    case .refused(let why): return [RPCLine.refuse(id, code: -32000, why)]
    }
  }
}
