/// What the settings say about an agent that speaks the Agent Client Protocol.
struct ACPOptions: Equatable, Sendable {
  /// The program and its arguments.
  var program: [String]
  var model: String?
  /// The mode to work in, by its id.
  var mode: String?
  /// The way to log in, by its id, where the agent asks for one.
  var auth: String?

  private static let known = ["preset", "args", "model", "mode", "auth"]

  /// - Throws: `EngineError.agentOption` where nothing says what to start.
  init(_ task: AgentTask) throws {
    for name in task.options.keys.sorted() where !Self.known.contains(name) {
      throw EngineError.agentOption(
        "acp", name, why: "it knows \(Self.known.joined(separator: ", "))")
    }
    program = CommandWords.split(task.command ?? "")
    if program.isEmpty {
      let name = task.options["preset"] ?? ""
      guard let command = ACPPreset.commands[name] else {
        throw EngineError.agentOption(
          "acp", "preset",
          why: "without a 'command' it is one of \(ACPPreset.names.joined(separator: ", "))")
      }
      program = command
    }
    program += CommandWords.split(task.options["args"] ?? "")
    model = task.options["model"]
    mode = task.options["mode"]
    auth = task.options["auth"]
  }
}
