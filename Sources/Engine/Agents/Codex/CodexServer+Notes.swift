import Core

/// What the server told so far, as far as later words need it.
struct CodexTold: Sendable {
  /// Tool calls by the id of their item.
  var tools: [String: ToolCall] = [:]
  /// The message whose pieces came last, and whether anything else came since.
  var message: String?
  var streamed: Set<String> = []
  /// Tokens of the conversation before this turn.
  var before: JSONValue?
  var usage = AgentUsage()
  /// When the limit that was met ends.
  var until: Timestamp?
  var diff = ""
}

extension CodexServer {
  /// A notification; those that nobody needs are passed over.
  mutating func noted(_ method: String, _ params: JSONValue) -> [DialectStep] {
    switch method {
    case "turn/started":
      turnStarted(params["turn", "id"].string)
      return []
    case "turn/completed": return completed(params["turn"])
    case "item/started", "item/completed":
      return item(CodexItem(value: params["item"], task: task), isOver: method == "item/completed")
    case "item/fileChange/patchUpdated":
      guard var call = params["itemId"].string.flatMap({ told.tools[$0] }) else { return [] }
      let item: JSONValue = [
        "id": .text(call.id), "type": "fileChange", "changes": params["changes"],
      ]
      call.edits = CodexItem(value: item, task: task).tool(isOver: false)?.edits ?? call.edits
      told.tools[call.id] = call
      return [.event(.tool(call))]
    case "item/agentMessage/delta":
      return text(params["delta"].string ?? "", of: params["itemId"].string ?? "")
    case "item/reasoning/summaryTextDelta", "item/reasoning/textDelta", "item/plan/delta":
      told.streamed.insert(params["itemId"].string ?? "")
      told.message = nil
      return params["delta"].string.map { [.event(.thought($0))] } ?? []
    case "turn/plan/updated": return [.event(.plan(params["plan"].items.map(Self.step)))]
    case "turn/diff/updated":
      guard let diff = params["diff"].string, diff != told.diff else { return [] }
      told.diff = diff
      return [.event(.diff(diff))]
    case "thread/tokenUsage/updated":
      return usage(params["tokenUsage"], of: params["turnId"].string)
    case "account/rateLimits/updated": return limits(params["rateLimits"])
    case "error":
      let trouble = CodexTrouble(params["error"])
      told.message = nil
      // What is final comes again with the end of the turn.
      return params["willRetry"].bool == true ? [.event(trouble.retrying)] : []
    default: return []
    }
  }

  private mutating func completed(_ turn: JSONValue) -> [DialectStep] {
    switch turn["status"].string {
    case "completed": return turnEnded(.done)
    case "interrupted": return turnEnded(.interrupted)
    default: return turnEnded(CodexTrouble(turn["error"]).ending(until: told.until))
    }
  }

  private mutating func item(_ item: CodexItem, isOver: Bool) -> [DialectStep] {
    switch item.type {
    case "agentMessage":
      guard isOver, !told.streamed.contains(item.id) else { return [] }
      return text(item.text, of: item.id)
    case "reasoning", "plan":
      guard isOver, !told.streamed.contains(item.id), !item.thought.isEmpty else { return [] }
      told.message = nil
      return [.event(.thought(item.thought))]
    default:
      guard let call = item.tool(isOver: isOver), told.tools[call.id] != call else { return [] }
      told.tools[call.id] = call
      told.message = nil
      return [.event(.tool(call))]
    }
  }

  /// A piece of a message; another message begins a paragraph.
  private mutating func text(_ piece: String, of message: String) -> [DialectStep] {
    guard !piece.isEmpty else { return [] }
    let isNext = told.message != nil && told.message != message
    told.message = message
    told.streamed.insert(message)
    return [.event(.text(isNext ? "\n\n" + piece : piece))]
  }

  /// Tokens of this turn: what the conversation has used, less what it had used before.
  private mutating func usage(_ usage: JSONValue, of turn: String?) -> [DialectStep] {
    let total = usage["total"]
    let last = usage["last"]
    let input = total["inputTokens"].int ?? 0
    let cached = total["cachedInputTokens"].int ?? 0
    let output = total["outputTokens"].int ?? 0
    // A resumed conversation tells its tokens before our turn runs.
    guard turn != nil, turn == self.turn else {
      told.before = total
      return []
    }
    let before =
      told.before ?? [
        "inputTokens": .integer(input - (last["inputTokens"].int ?? 0)),
        "cachedInputTokens": .integer(cached - (last["cachedInputTokens"].int ?? 0)),
        "outputTokens": .integer(output - (last["outputTokens"].int ?? 0)),
      ]
    told.before = before
    told.usage = AgentUsage(
      input: input - (before["inputTokens"].int ?? 0),
      cached: cached - (before["cachedInputTokens"].int ?? 0),
      output: output - (before["outputTokens"].int ?? 0),
      context: last["totalTokens"].int, contextSize: usage["modelContextWindow"].int)
    return [.event(.usage(told.usage))]
  }

  private mutating func limits(_ limits: JSONValue) -> [DialectStep] {
    let full = ["primary", "secondary"].map { limits[$0] }
      .filter { ($0["usedPercent"].int ?? 0) >= 100 }
    guard let reached = limits["rateLimitReachedType"].string ?? full.first.map({ _ in "usage" })
    else { return [] }
    let until = full.compactMap { $0["resetsAt"].double }.max()
    guard told.until == nil || told.until != until else { return [] }
    told.until = until
    return [.event(.limited(until: until, why: "the account's limit is reached (\(reached))"))]
  }

  private static func step(_ step: JSONValue) -> PlanStep {
    let state: PlanStep.State =
      switch step["status"].string {
      case "completed": .done
      case "inProgress": .active
      default: .pending
      }
    return PlanStep(text: step["step"].string ?? "", state: state)
  }
}
