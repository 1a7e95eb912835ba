import Core

/// A tool call as an agent tells it: first whole, later only what has changed.
struct ACPTool: Sendable {
  private(set) var call: ToolCall
  /// Whether the agent said what kind it is.
  private(set) var hasKind = false

  init(id: String) {
    call = ToolCall(id: id, kind: .other, name: "", title: "", state: .pending)
  }

  mutating func update(_ value: JSONValue, task: AgentTask) {
    if let title = value["title"].string, !title.isEmpty {
      call.title = title
      if call.name.isEmpty { call.name = String(title.prefix { $0 != ":" }) }
    }
    if let name = value["_meta", "tool_name"].string { call.name = name }
    if let kind = value["kind"].string {
      call.kind = Self.kind(kind)
      hasKind = true
    }
    if !hasKind { call.kind = Self.kind(named: call.name) }
    switch value["status"].string {
    case "pending": call.state = .pending
    case "in_progress": call.state = .active
    case "completed": call.state = .done
    case "failed": call.state = .failed
    default: break
    }
    if let path = value["locations"][0]["path"].string { call.path = task.relative(path) }
    tell(content: value["content"].items, task: task)
    if case .object = value["rawOutput"], call.output == nil, isOver {
      call.output = Self.output(value["rawOutput"])
    } else if let text = value["rawOutput"].string, call.output == nil {
      call.output = ToolText.bounded(text)
    }
  }

  private var isOver: Bool { call.state == .done || call.state == .failed }

  private mutating func tell(content: [JSONValue], task: AgentTask) {
    let edits = content.filter { $0["type"].string == "diff" }.map { diff in
      // A hunk from one agent, a whole file from the next.
      ToolEdit(
        path: task.relative(diff["path"].string ?? call.path ?? "?"),
        old: diff["oldText"].string.map { ToolText.bounded($0) },
        new: ToolText.bounded(diff["newText"].string ?? ""))
    }
    if !edits.isEmpty {
      call.edits = edits
      call.path = call.path ?? edits.first?.path
      if !hasKind { call.kind = .edit }
    }
    // Until the call is over, some tell its arguments here, piece by piece.
    guard isOver else { return }
    let texts = content.compactMap { $0["content", "text"].string }.filter { !$0.isEmpty }
    if !texts.isEmpty { call.output = ToolText.bounded(texts.joined(separator: "\n")) }
  }

  private static func output(_ value: JSONValue) -> String? {
    for name in ["output", "stdout", "content", "message", "error"] {
      if let text = value[name].string { return ToolText.bounded(text) }
    }
    return nil
  }

  /// What the name of a tool tells, where its agent does not say the kind.
  private static func kind(named name: String) -> ToolCall.Kind {
    let name = name.lowercased()
    let words: [(ToolCall.Kind, [String])] = [
      (.edit, ["write", "edit", "replace", "patch", "create", "delete", "move"]),
      (.search, ["grep", "glob", "search", "find"]),
      (.read, ["readfile", "read_file", "read"]),
      (.run, ["shell", "bash", "terminal", "command", "execute"]),
      (.fetch, ["fetch", "web"]),
      (.think, ["think", "todo"]),
    ]
    return words.first { $0.1.contains(where: name.contains) }?.0 ?? .other
  }

  private static func kind(_ kind: String) -> ToolCall.Kind {
    switch kind {
    case "read": .read
    case "edit", "delete", "move": .edit
    case "search": .search
    case "execute": .run
    case "fetch": .fetch
    case "think", "switch_mode": .think
    default: .other
    }
  }
}
