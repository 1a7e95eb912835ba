import Core

extension ACPDialect {
  /// An update of the conversation, which may come before the answer that names it.
  mutating func updated(_ update: JSONValue, in id: String?) -> [DialectStep] {
    let kind = update["sessionUpdate"].string ?? ""
    switch kind {
    case "current_mode_update":
      about.mode = update["currentModeId"].string ?? about.mode
      return []
    case "config_option_update":
      about.read(configuration: update["configOptions"])
      return []
    case "usage_update":
      return told.usage(update: update).map { [.event(.usage($0))] } ?? []
    case "user_message_chunk", "available_commands_update", "session_info_update":
      return []
    default: break
    }
    // A conversation that is loaded is told from its beginning; a subagent's has another name.
    guard told.isPrompted, id == nil || session == nil || id == session else { return [] }
    switch kind {
    case "agent_message_chunk":
      guard let text = Self.text(of: update["content"]), !text.isEmpty else { return [] }
      return [.event(.text(told.piece(text, of: update["messageId"].string)))]
    case "agent_thought_chunk":
      told.other()
      guard let text = Self.text(of: update["content"]), !text.isEmpty else { return [] }
      return [.event(.thought(text))]
    case "tool_call", "tool_call_update":
      guard let id = update["toolCallId"].string else { return [] }
      return tool(id, update)
    case "plan": return [.event(.plan(update["entries"].items.map(Self.step)))]
    default: return [.event(.noise(update.line))]
    }
  }

  /// Vibe's own word, beside the protocol's, for a model that did not answer.
  mutating func retrying(_ params: JSONValue) -> [DialectStep] {
    told.triesAgain()
    let detail = params["detail"].string ?? ""
    let status = detail.split { !$0.isNumber }.compactMap { Int($0) }.first
    let category = params["category"].string?.replacing("_", with: " ") ?? "no answer"
    let why = detail.isEmpty ? category : "\(category) (\(detail))"
    return [
      .event(.retrying(attempt: told.retries, of: nil, delay: nil, status: status, why: why))
    ]
  }

  /// Takes in what is said about a tool call; nothing where nothing changed.
  mutating func tool(_ id: String, _ value: JSONValue) -> [DialectStep] {
    told.did()
    var tool = told.tools[id] ?? ACPTool(id: id)
    tool.update(value, task: task)
    guard told.tools[id]?.call != tool.call else { return [] }
    told.tools[id] = tool
    return [.event(.tool(tool.call))]
  }

  private static func text(of content: JSONValue) -> String? {
    switch content["type"].string {
    case "text": content["text"].string
    case "resource": content["resource", "text"].string
    case "resource_link": content["uri"].string
    default: nil
    }
  }

  private static func step(_ entry: JSONValue) -> PlanStep {
    let state: PlanStep.State =
      switch entry["status"].string {
      case "completed": .done
      case "in_progress": .active
      default: .pending
      }
    return PlanStep(text: entry["content"].string ?? "", state: state)
  }
}
