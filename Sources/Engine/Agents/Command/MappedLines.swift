import Core

/// Reads the lines of an agent by a mapping.
struct MappedLines: Sendable {
  let task: AgentTask
  let mapping: LineMapping
  /// What it said is wrong.
  private(set) var trouble: String?
  private var tools: [String: ToolCall] = [:]
  private var usage = AgentUsage()
  private var session: String?
  private var unnamed = 0
  private var endsInText = false

  init(task: AgentTask, mapping: LineMapping) {
    self.task = task
    self.mapping = mapping
  }

  mutating func events(of line: AgentLine) -> [AgentEvent] {
    guard let value = JSONValue(parsing: line.text), case .object = value else {
      // What is wrong may take it several lines.
      let words = plainText(line.text, limit: 500)
      if !words.allSatisfy(\.isWhitespace) {
        trouble = String(((trouble.map { $0 + " " } ?? "") + words).suffix(1000))
      }
      return [.noise(ToolText.bounded(line.text, to: 2000))]
    }
    var events = started(value)
    if let thought = mapping.text(.thought, in: value) { events.append(.thought(thought)) }
    if let text = mapping.text(.text, in: value), !text.isEmpty {
      events.append(.text(endsInText && !mapping.isPieces ? "\n\n" + text : text))
      endsInText = true
    }
    let calls = began(value) + ended(value)
    if !calls.isEmpty { endsInText = false }
    events += calls
    trouble = mapping.text(.error, in: value) ?? trouble
    if let usage = spent(value) { events.append(.usage(usage)) }
    return events
  }

  private mutating func started(_ value: JSONValue) -> [AgentEvent] {
    let found = mapping.text(.session, in: value)
    let model = mapping.text(.model, in: value)
    guard (found != nil && found != session) || model != nil else { return [] }
    session = found ?? session
    return [
      .started(session: session, model: model, version: mapping.text(.version, in: value))
    ]
  }

  private mutating func began(_ value: JSONValue) -> [AgentEvent] {
    let ids = mapping.values(.toolID, in: value)
    let inputs = mapping.values(.toolInput, in: value)
    return mapping.values(.tool, in: value).enumerated().compactMap { place, name in
      guard let name = name.string else { return nil }
      unnamed += 1
      let id = ids.indices.contains(place) ? ids[place].string : nil
      var input = inputs.indices.contains(place) ? inputs[place] : .null
      // Some send the arguments as a text that is JSON.
      if let text = input.string { input = JSONValue(parsing: text) ?? input }
      let state = state(mapping.text(.toolState, in: value))
      let tool = NamedTool(task: task, name: name, input: input)
      var call = tool.call(id ?? "\(unnamed)", state)
      if state != .active { call.output = output(value) }
      tools[call.id] = call
      return .tool(call)
    }
  }

  private mutating func ended(_ value: JSONValue) -> [AgentEvent] {
    mapping.values(.toolDone, in: value).compactMap { id in
      guard let id = id.string, var call = tools[id], call.state == .active else { return nil }
      let said = mapping.text(.toolState, in: value).map(state) ?? .done
      call.state = said == .failed ? .failed : .done
      call.output = output(value)
      tools[id] = nil
      return .tool(call)
    }
  }

  private func output(_ value: JSONValue) -> String? {
    mapping.text(.toolOutput, in: value).map { ToolText.bounded($0) }
  }

  private func state(_ word: String?) -> ToolCall.State {
    switch word?.lowercased() {
    case "completed", "complete", "success", "succeeded", "done", "ok": .done
    case "error", "failed", "failure", "cancelled", "denied": .failed
    default: .active
    }
  }

  private mutating func spent(_ value: JSONValue) -> AgentUsage? {
    let before = usage
    func count(_ thing: LineMapping.Thing, _ known: Int?) -> Int? {
      guard let told = mapping.number(thing, in: value).flatMap({ Int(exactly: $0.rounded()) })
      else { return known }
      return mapping.isSum ? (known ?? 0) + told : told
    }
    usage.input = count(.input, usage.input)
    usage.cached = count(.cached, usage.cached)
    usage.output = count(.output, usage.output)
    if let told = mapping.number(.dollars, in: value) {
      usage.dollars = mapping.isSum ? (usage.dollars ?? 0) + told : told
    }
    return usage == before ? nil : usage
  }
}

/// A tool of which only the name and the input are known.
struct NamedTool {
  let task: AgentTask
  let name: String
  let input: JSONValue

  private static let words: [(ToolCall.Kind, [String])] = [
    (.think, ["think", "plan", "todo"]),
    (.edit, ["edit", "write", "replace", "patch", "create"]),
    (.fetch, ["fetch", "http", "web", "url"]),
    (.run, ["bash", "shell", "exec", "run", "terminal", "command"]),
    (.search, ["grep", "search", "glob", "find", "list", "ls"]),
    (.read, ["read", "view", "cat", "open"]),
  ]

  var kind: ToolCall.Kind {
    let name = name.lowercased()
    return Self.words.first { $0.1.contains { name.contains($0) } }?.0 ?? .other
  }

  func call(_ id: String, _ state: ToolCall.State) -> ToolCall {
    let path = text(["file_path", "filePath", "path", "filename", "file"]).map(task.relative)
    let title = path ?? text(["command", "cmd", "pattern", "query", "url"]) ?? name
    return ToolCall(
      id: id, kind: kind, name: name, title: ToolText.bounded(title, to: 400), state: state,
      path: path, edits: edits(path))
  }

  /// Agents name the two sides of an edit each in their own way, some in a list of changes.
  private func edits(_ path: String?) -> [ToolEdit] {
    guard kind == .edit, let path else { return [] }
    let pieces = [input, input["edit"]] + ["edits", "changes", "edit"].flatMap { input[$0].items }
    return pieces.compactMap { piece in
      func side(_ names: [String]) -> String? {
        names.lazy.compactMap { piece[$0].string }.first.map { ToolText.bounded($0) }
      }
      let names = ["new_string", "newString", "new_str", "new_text", "new", "content", "replace"]
      guard let new = side(names) else { return nil }
      let old = side(["old_string", "oldString", "old_str", "old_text", "old", "search"])
      return ToolEdit(path: path, old: old, new: new)
    }
  }

  private func text(_ names: [String]) -> String? {
    names.lazy.compactMap { input[$0].string }.first
  }
}
