import Core

/// Claude's tools in everybody's words.
struct ClaudeTool {
  let task: AgentTask
  let name: String
  let input: JSONValue

  var kind: ToolCall.Kind {
    switch name {
    case "Read", "NotebookRead": .read
    case "Edit", "MultiEdit", "Write", "NotebookEdit": .edit
    case "Grep", "Glob", "LS", "ToolSearch": .search
    case "Bash", "BashOutput", "KillShell": .run
    case "WebFetch", "WebSearch": .fetch
    case "Task", "Agent", "TodoWrite", "ExitPlanMode": .think
    default: .other
    }
  }

  var path: String? {
    (input["file_path"].string ?? input["notebook_path"].string ?? input["path"].string)
      .map(task.relative)
  }

  /// What it does, in a line.
  var title: String {
    let words =
      path ?? input["command"].string ?? input["pattern"].string ?? input["query"].string
      ?? input["url"].string ?? input["description"].string
    return words.map { ToolText.bounded($0, to: 400) } ?? name
  }

  /// What it is about to change.
  var edits: [ToolEdit] {
    guard kind == .edit, let path else { return [] }
    func edit(_ old: String?, _ new: String) -> ToolEdit {
      ToolEdit(path: path, old: old.map { ToolText.bounded($0) }, new: ToolText.bounded(new))
    }
    if let content = input["content"].string { return [edit(nil, content)] }
    let pieces = input["edits"].items.isEmpty ? [input] : input["edits"].items
    return pieces.compactMap { piece in
      piece["new_string"].string.map { edit(piece["old_string"].string, $0) }
    }
  }

  /// The steps of a plan, where it is one.
  var plan: [PlanStep]? {
    guard name == "TodoWrite" else { return nil }
    return input["todos"].items.compactMap { item in
      guard let text = item["content"].string else { return nil }
      let state: PlanStep.State =
        switch item["status"].string {
        case "completed": .done
        case "in_progress": .active
        default: .pending
        }
      return PlanStep(text: text, state: state)
    }
  }

  func call(_ id: String, _ state: ToolCall.State) -> ToolCall {
    ToolCall(
      id: id, kind: kind, name: name, title: title, state: state, path: path, edits: edits)
  }

  /// What an edit has changed, as the program tells it afterwards; nil when it does not.
  static func edits(of result: JSONValue, _ task: AgentTask) -> [ToolEdit]? {
    guard let path = result["filePath"].string.map(task.relative) else { return nil }
    let hunks = result["structuredPatch"].items
    if hunks.isEmpty {
      return result["content"].string.map {
        [ToolEdit(path: path, old: nil, new: ToolText.bounded($0))]
      }
    }
    let diff = hunks.map { hunk in
      "@@\n" + hunk["lines"].items.compactMap(\.string).joined(separator: "\n")
    }
    return ToolText.edits(of: diff.joined(separator: "\n"), path: path)
  }
}
