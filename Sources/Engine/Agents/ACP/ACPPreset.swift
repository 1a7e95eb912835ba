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
}
