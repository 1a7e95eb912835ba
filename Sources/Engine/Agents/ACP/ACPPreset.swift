/// How the agents that speak the Agent Client Protocol are started.
enum ACPPreset {
  /// Commands by the name of the agent, as their projects document them.
  static let commands: [String: [String]] = [
    "auggie": ["auggie", "--acp"],
    "cagent": ["cagent", "acp"],
    "claude": ["claude-agent-acp"],
    "code-assistant": ["code-assistant", "acp"],
    "codex": ["codex-acp"],
    "copilot": ["copilot", "--acp"],
    "droid": ["droid", "exec", "--output-format", "acp"],
    "gemini": ["gemini", "--acp"],
    "goose": ["goose", "acp"],
    "junie": ["junie-cli", "--acp=true"],
    "kimi": ["kimi", "acp"],
    "opencode": ["opencode", "acp"],
    "qoder": ["qodercli", "--acp"],
    "qwen": ["qwen", "--acp"],
    "stakpak": ["stakpak", "acp"],
    "vibe": ["vibe-acp"],
  ]

  static var names: [String] { commands.keys.sorted() }

  /// Where programs keep logs that say what they do not tell, by the program's name.
  private static let diaries: [String: AgentDiary] = [
    "kimi": AgentDiary(variable: "KIMI_SHARE_DIR", folder: ".kimi", file: "logs/kimi.log")
  ]

  static func diary(of program: String) -> AgentDiary? {
    diaries[String(program.split(separator: "/").last ?? "")]
  }
}
