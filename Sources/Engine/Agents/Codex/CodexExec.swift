import Core

/// One turn of `codex exec --json`, which only tells and is not talked with.
struct CodexExec: Sendable {
  let task: AgentTask
  private(set) var isOver = false
  private var messages = 0

  init(task: AgentTask) {
    self.task = task
  }

  /// Whether a line is of this kind.
  static func speaks(_ value: JSONValue) -> Bool {
    value["type"].string != nil && value["method"].isNull && value["id"].isNull
  }

  mutating func receive(_ value: JSONValue) -> [DialectStep] {
    switch value["type"].string {
    case "thread.started":
      return [
        .event(.started(session: value["thread_id"].string, model: nil, version: nil))
      ]
    case "turn.started": return []
    case "item.started", "item.updated": return item(value["item"], isOver: false)
    case "item.completed": return item(value["item"], isOver: true)
    case "turn.completed":
      let usage = value["usage"]
      return [
        .event(
          .usage(
            AgentUsage(
              input: usage["input_tokens"].int, cached: usage["cached_input_tokens"].int,
              output: usage["output_tokens"].int)))
      ] + finish(.done)
    case "turn.failed": return finish(CodexTrouble(value["error"]).ending(until: nil))
    case "error":
      // Also the last one, which comes again as the turn's end.
      let trouble = CodexTrouble(message: value["message"].string ?? "")
      return trouble.isRetry ? [.event(trouble.retrying)] : []
    default: return [.event(.noise(value.line))]
    }
  }

  private mutating func item(_ value: JSONValue, isOver: Bool) -> [DialectStep] {
    let item = CodexItem(value: value, task: task)
    switch item.type {
    case "agentMessage":
      guard isOver else { return [] }
      messages += 1
      return [.event(.text(messages > 1 ? "\n\n" + item.text : item.text))]
    case "reasoning": return isOver ? [.event(.thought(item.thought))] : []
    case "todoList":
      return [
        .event(
          .plan(
            value["items"].items.map {
              PlanStep(
                text: $0["text"].string ?? "",
                state: $0["completed"].bool == true ? .done : .pending)
            }))
      ]
    case "error": return isOver ? [.event(.noise(value["message"].string ?? ""))] : []
    default: return item.tool(isOver: isOver).map { [.event(.tool($0))] } ?? []
    }
  }

  private mutating func finish(_ ending: AgentEnding) -> [DialectStep] {
    guard !isOver else { return [] }
    isOver = true
    return [.event(.finished(ending)), .over]
  }
}
