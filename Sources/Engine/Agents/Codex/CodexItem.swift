import Core

/// A thing Codex did, in the words of its server or of `exec`: the same, but for their spelling.
struct CodexItem {
  let value: JSONValue
  let task: AgentTask

  var id: String { value["id"].string ?? "" }

  /// In the server's spelling.
  var type: String { Self.camel(value["type"].string ?? "") }

  private var status: String { Self.camel(value["status"].string ?? "") }

  var text: String { value["text"].string ?? "" }

  /// What it thought, where it tells.
  var thought: String {
    let parts = (value["summary"].items + value["content"].items).compactMap(\.string)
    return parts.isEmpty ? text : parts.joined(separator: "\n\n")
  }

  /// The item as a tool call; nil for messages and whatever is no tool.
  func tool(isOver: Bool) -> ToolCall? {
    guard !id.isEmpty else { return nil }
    var call = ToolCall(
      id: id, kind: .other, name: type, title: type, state: state(isOver: isOver))
    switch type {
    case "userMessage", "hookPrompt", "agentMessage", "reasoning", "plan", "todoList", "error",
      "contextCompaction", "":
      return nil
    case "commandExecution": tell(command: &call)
    case "fileChange": tell(change: &call)
    case "mcpToolCall":
      call.name = "\(value["server"].string ?? "?").\(value["tool"].string ?? "?")"
      call.title = call.name
      call.output = Self.words(of: value["result"]) ?? value["error", "message"].string
    case "webSearch":
      call.kind = .fetch
      call.title = value["query"].string ?? type
    default:
      call.title = value["tool"].string ?? value["path"].string ?? type
    }
    call.output = call.output.map { ToolText.bounded($0) }
    return call
  }

  private func state(isOver: Bool) -> ToolCall.State {
    switch status {
    case "failed", "declined": .failed
    case "completed": .done
    default: isOver ? .done : .active
    }
  }

  private func tell(command call: inout ToolCall) {
    let actions = value["commandActions"].items
    let whole = value["command"].string ?? ""
    call.name = "shell"
    call.title = Self.inner(whole)
    call.kind = Self.kind(of: actions)
    if call.kind == .read, let path = actions.first?["path"].string {
      call.path = task.relative(path)
    }
    call.output = (value["aggregatedOutput"].string ?? value["aggregated_output"].string)
    if status == "declined" { call.output = "declined" }
    if let code = value["exitCode"].int ?? value["exit_code"].int, code != 0 {
      call.state = .failed
      call.output = (call.output ?? "") + "\nexit status \(code)"
    }
  }

  /// What all the parts of a command are.
  static func kind(of actions: [JSONValue]) -> ToolCall.Kind {
    let kinds = Set(actions.map { $0["type"].string ?? "" })
    if kinds == ["read"] { return .read }
    if !kinds.isEmpty, kinds.isSubset(of: ["read", "search", "listFiles"]) { return .search }
    return .run
  }

  private func tell(change call: inout ToolCall) {
    call.kind = .edit
    call.name = "apply_patch"
    let changes = value["changes"].items
    let paths = changes.map { task.relative($0["path"].string ?? "?") }
    call.title = paths.joined(separator: ", ")
    call.path = paths.first
    call.edits = zip(changes, paths).flatMap { change, path -> [ToolEdit] in
      let diff = change["diff"].string ?? ""
      switch change["kind", "type"].string ?? change["kind"].string {
      case "add": return [ToolEdit(path: path, old: nil, new: ToolText.bounded(diff))]
      case "delete": return [ToolEdit(path: path, old: ToolText.bounded(diff), new: "")]
      default: return ToolText.edits(of: diff, path: path)
      }
    }
    if status == "declined" { call.output = "declined" }
  }

  /// The command a shell was asked to run, without the shell.
  private static func inner(_ command: String) -> String {
    let words = CommandWords.split(command)
    guard words.count == 3, words[1] == "-lc" || words[1] == "-c" else { return command }
    return words[2]
  }

  private static func words(of result: JSONValue) -> String? {
    let texts = result["content"].items.compactMap { $0["text"].string }
    return texts.isEmpty ? nil : texts.joined(separator: "\n")
  }

  private static func camel(_ name: String) -> String {
    let parts = name.split(separator: "_")
    guard parts.count > 1, let first = parts.first else { return name }
    return first + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
