import Core

/// What the settings say about an agent that is a shell command.
struct CommandOptions {
  /// The name of the program, where a preset says it.
  let program: String?
  let mapping: LineMapping?
  let exits: [Int32: AgentEnding]
  private let command: String
  private let more: String

  private static let known = ["preset", "model", "args"] + LineMapping.names

  /// - Throws: `EngineError.agentOption` for an option it has not, or where nothing says what to run.
  init(_ task: AgentTask) throws {
    let options = task.options
    for name in options.keys.sorted() where !Self.known.contains(name) {
      throw EngineError.agentOption("command", name, why: "it knows \(Self.words)")
    }
    let name = options["preset"]
    let preset = name.flatMap { CommandPreset.all[$0] }
    if name != nil, preset == nil {
      throw EngineError.agentOption(
        "command", "preset", why: "it is one of \(CommandPreset.names.joined(separator: ", "))")
    }
    let own = task.command.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    guard let command = own ?? preset?.command else {
      throw EngineError.agentOption("command", "preset", why: "without a 'command' it is needed")
    }
    self.command = command
    program = own == nil ? name : nil
    mapping = try LineMapping((preset?.lines ?? [:]).merging(options) { $1 })
    exits = preset?.exits ?? [:]
    var words: [String] = []
    if let model = options["model"], let option = preset?.model { words += [option, model] }
    if let session = task.session, let option = preset?.resume { words += [option, session] }
    more = words.map(Self.quoted).joined(separator: " ") + " " + (options["args"] ?? "")
  }

  private static let words = "preset, model, args and lines_text, lines_tool, ..."

  /// The line for the shell, and whether the prompt goes to its standard input.
  func line(for task: AgentTask) -> (line: String, readsPrompt: Bool) {
    let files = task.editable.filter { Glob($0).isLiteral }.map(Self.quoted)
    let line = command.replacing("{prompt_file}", with: Self.quoted(task.promptFile))
      .replacing("{files}", with: files.joined(separator: " "))
      .replacing("{more}", with: more)
    return (line, !command.contains("{prompt_file}"))
  }

  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
