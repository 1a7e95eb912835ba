package import Core

extension AgentEvent {
  /// What an agent is at that just did this, in a few words; nil where it does not tell.
  package var activity: String? {
    switch self {
    case .started: "begins"
    case .told(_, .prompt): "reads its task"
    case .told, .usage, .plan, .diff, .noise, .answered: nil
    case .text: "writes"
    case .thought: "thinks"
    case .tool(let call): call.activity
    case .ask(let question): "asks: \(plainText(question.title, limit: 80))"
    case .retrying(let attempt, let of, _, let status, _):
      TurnHold.retrying(attempt: attempt, of: of, status: status).words
    case .limited: "limited"
    case .paused(let isPaused): isPaused ? "stopped in place" : "goes on"
    case .finished: "its turn is over"
    }
  }
}

extension ToolCall {
  /// `edits train.py`, `runs pytest -q`; when it is over, that it thinks about what came.
  var activity: String? {
    guard state == .active || state == .pending else { return "thinks" }
    let title = ShownCall.title(self)
    let object = path.map { plainText($0, limit: 80) } ?? title
    func words(_ verb: String, _ object: String) -> String {
      object.isEmpty ? verb : "\(verb) \(object)"
    }
    return switch kind {
    case .read: words("reads", object)
    case .edit: words("edits", object)
    case .search: words("looks for", title)
    case .run: words("runs", title)
    case .fetch: words("fetches", title)
    case .think: "thinks"
    case .other: words("uses", plainText(name, limit: 40))
    }
  }
}
