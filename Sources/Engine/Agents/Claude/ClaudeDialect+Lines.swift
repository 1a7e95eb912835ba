import Core

// What Claude Code says.
extension ClaudeDialect {
  mutating func receive(_ line: AgentLine) -> [DialectStep] {
    guard let value = JSONValue(parsing: line.text), let type = value["type"].string else {
      return [.event(.noise(ToolText.bounded(line.text, to: 2000)))]
    }
    switch type {
    case "system": return system(value)
    case "stream_event": return stream(value)
    case "assistant": return assistant(value)
    case "user": return user(value)
    case "result": return result(value)
    case "control_request": return question(value)
    case "control_cancel_request":
      guard let id = value["request_id"].string, questions.removeValue(forKey: id) != nil else {
        return []
      }
      return [.event(.answered(ask: id, .withdrawn))]
    case "rate_limit_event": return limited(value["rate_limit_info"])
    case "control_response", "keep_alive", "tool_progress", "tool_use_summary": return []
    default: return [.event(.noise("\(type) \(value["subtype"].string ?? "")"))]
    }
  }

  // MARK: Around a turn

  private mutating func system(_ value: JSONValue) -> [DialectStep] {
    switch value["subtype"].string {
    case "init":
      return [
        .event(
          .started(
            session: value["session_id"].string, model: value["model"].string,
            version: value["claude_code_version"].string))
      ]
    case "api_retry": return retry(value)
    default: return []
    }
  }

  private mutating func retry(_ value: JSONValue) -> [DialectStep] {
    let status = value["error_status"].int
    let attempt = value["attempt"].int ?? 1
    let why = value["error"].string ?? "the connection was lost"
    let event = AgentEvent.retrying(
      attempt: attempt, of: value["max_retries"].int,
      delay: value["retry_delay_ms"].double.map { $0 / 1000 }, status: status, why: why)
    // It would try a key that is not accepted for minutes.
    guard status == 401 || status == 403, attempt >= 2 else { return [.event(event)] }
    let words = "the key or the login was not accepted (\(status ?? 401) \(why))"
    let steps = [DialectStep.event(event), .event(.finished(.unauthorised(words)))] + interrupt()
    isOver = true
    return steps + [.over]
  }

  private mutating func limited(_ told: JSONValue) -> [DialectStep] {
    guard told["status"].string == "rejected" else { return [] }
    limit = told["resetsAt"].double
    let kind = (told["rateLimitType"].string ?? "usage").replacing("_", with: " ")
    return [.event(.limited(until: limit, why: "the \(kind) limit of the account is reached"))]
  }

  private mutating func result(_ value: JSONValue) -> [DialectStep] {
    spending.settle(value, isResumed: task.session != nil)
    var steps = [DialectStep.event(.usage(spending.usage))]
    // Words that came too late for this turn begin another one at once.
    let waits = !untaken.isEmpty && repeats && value["is_error"].bool != true
    if waits, !isInterrupted { return steps }
    isOver = true
    steps.append(.event(.finished(ending(value))))
    return steps + [.over]
  }

  private func ending(_ value: JSONValue) -> AgentEnding {
    if isInterrupted { return .interrupted }
    let subtype = value["subtype"].string ?? ""
    switch subtype {
    case "error_max_turns":
      return .bounded("it has made as many turns as it may")
    case "error_max_budget_usd": return .bounded("it has spent the dollars of a turn")
    default: break
    }
    let errors = value["errors"].items.compactMap(\.string)
    let said = value["result"].string ?? errors.joined(separator: "; ")
    if value["is_error"].bool == true || subtype.hasPrefix("error") {
      let words = said.isEmpty ? subtype : ToolText.bounded(said, to: 1000)
      return .failure(
        words, status: value["api_error_status"].int, until: limit ?? Self.time(in: said))
    }
    return value["stop_reason"].string == "refusal" ? .refused(ToolText.bounded(said)) : .done
  }

  /// Some versions write the second in which a limit ends behind a bar.
  private static func time(in words: String) -> Timestamp? {
    guard let last = words.split(separator: "|").last, last.count == 10 else { return nil }
    return words.contains("|") ? Double(last) : nil
  }

  // MARK: In a turn

  private mutating func stream(_ value: JSONValue) -> [DialectStep] {
    // A helper of its own speaks to it, not to people.
    guard value["parent_tool_use_id"].isNull else { return [] }
    let event = value["event"]
    switch event["type"].string {
    case "message_start":
      streamed = event["message", "id"].string
      spending.begin(event["message", "usage"])
      return [.event(.usage(spending.usage))]
    case "message_delta":
      spending.end(event["usage"])
      return [.event(.usage(spending.usage))]
    case "content_block_start":
      guard event["content_block", "type"].string == "text", endsInText else { return [] }
      endsInText = false
      return [.event(.text("\n\n"))]
    case "content_block_delta":
      if let text = event["delta", "text"].string {
        endsInText = true
        return [.event(.text(text))]
      }
      return event["delta", "thinking"].string.map { [.event(.thought($0))] } ?? []
    default: return []
    }
  }

  private mutating func assistant(_ value: JSONValue) -> [DialectStep] {
    let isOwn = value["parent_tool_use_id"].isNull
    let isKnown = value["message", "id"].string == streamed && streamed != nil
    return value["message", "content"].items.flatMap { block -> [DialectStep] in
      switch block["type"].string {
      case "text":
        guard isOwn, !isKnown, let text = block["text"].string else { return [] }
        let gap = endsInText ? "\n\n" : ""
        endsInText = true
        return [.event(.text(gap + text))]
      case "thinking":
        guard isOwn, !isKnown, let text = block["thinking"].string else { return [] }
        return [.event(.thought(text))]
      case "tool_use": return use(block)
      default: return []
      }
    }
  }

  private mutating func use(_ block: JSONValue) -> [DialectStep] {
    guard let id = block["id"].string, let name = block["name"].string else { return [] }
    endsInText = false
    let tool = ClaudeTool(task: task, name: name, input: block["input"])
    let call = tool.call(id, .active)
    tools[id] = call
    let plan = tool.plan.map { [DialectStep.event(.plan($0))] } ?? []
    return plan + [.event(.tool(call))]
  }

  private mutating func user(_ value: JSONValue) -> [DialectStep] {
    if value["isReplay"].bool == true {
      let text = value["message", "content"].items.compactMap { $0["text"].string }.joined()
      if let place = untaken.firstIndex(of: text) {
        untaken.remove(at: place)
        repeats = true
      }
      return []
    }
    return value["message", "content"].items.flatMap { block -> [DialectStep] in
      guard block["type"].string == "tool_result", let id = block["tool_use_id"].string,
        var call = tools.removeValue(forKey: id)
      else { return [] }
      call.state = block["is_error"].bool == true ? .failed : .done
      call.output = Self.output(block["content"]).map { ToolText.bounded($0) }
      if call.kind == .edit, call.state == .done {
        call.edits = ClaudeTool.edits(of: value["tool_use_result"], task) ?? call.edits
      }
      return [.event(.tool(call))]
    }
  }

  private static func output(_ content: JSONValue) -> String? {
    content.string ?? content.items.compactMap { $0["text"].string }.joined(separator: "\n")
  }

  private mutating func question(_ value: JSONValue) -> [DialectStep] {
    guard let id = value["request_id"].string else { return [] }
    let asked = value["request"]
    guard asked["subtype"].string == "can_use_tool", let name = asked["tool_name"].string else {
      return [refuse(id)]
    }
    questions[id] = asked
    guard task.asks else {
      // Edits are allowed already: this is something else.
      return answer(
        id,
        .deny(
          "\(name) is not allowed in this campaign: edit files only, pawl runs and measures them."))
    }
    let tool = ClaudeTool(task: task, name: name, input: asked["input"])
    let question = AgentQuestion(
      id: id, tool: asked["tool_use_id"].string, title: "\(name) \(tool.title)",
      edits: tool.edits, mayAlways: !asked["permission_suggestions"].items.isEmpty)
    return [.event(.ask(question))]
  }
}
