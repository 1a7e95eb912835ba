import Core
import Settings

/// How an agent of the settings is started for one turn.
struct AgentCommand: Sendable {
  var program: [String]
  /// Whether the prompt goes to its standard input.
  var readsPrompt: Bool

  /// - Throws: `EngineError.unknownAgent` for kinds this version does not drive.
  init(_ entry: AgentEntry, program: String, prompt: String) throws {
    switch entry.use {
    case .sweep:
      self.program = [program, "sweep"]
      readsPrompt = false
    case .command:
      let command = entry.command ?? "false"
      let named = command.contains("{prompt_file}")
      self.program = [
        "/bin/sh", "-c", command.replacing("{prompt_file}", with: Self.quoted(prompt)),
      ]
      readsPrompt = !named
    case .replay, .claude, .codex, .acp:
      throw EngineError.unknownAgent(entry.use.rawValue)
    }
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
