package import Settings

/// A coding agent that pawl knows how to drive.
package struct KnownAgent: Equatable, Sendable {
  /// What an agent's way of being driven allows.
  package enum Ability: String, Sendable, CaseIterable {
    /// Words reach it inside a turn; without it they end the turn or wait for the next.
    case steer
    /// A person can be asked before each edit.
    case ask
    /// It says what a turn cost in dollars.
    case cost
    /// A conversation goes on over turns.
    case resume
    /// It tells the diff while it works.
    case diff
  }

  /// The program looked for on PATH.
  package var program: String
  /// A program beside it that tells the same version sooner.
  var quicker: String?
  /// How it is driven, as pawl.yaml would say it.
  package var entry: AgentEntry
  package var abilities: Set<Ability>
  /// What installs it.
  package var remedy: String

  /// The entry under `agents:` in one line.
  package var line: String {
    guard let preset = entry.options["preset"] else { return "- use: \(entry.use.rawValue)" }
    let use = entry.use.rawValue
    return "- {use: \(use), name: \(entry.title), options: {preset: \(preset)}}"
  }

  /// Agents in the order in which they are offered.
  package static let all: [KnownAgent] = [
    KnownAgent(
      program: "claude", entry: AgentEntry(use: .claude),
      abilities: [.steer, .ask, .cost, .resume],
      remedy: "npm install -g @anthropic-ai/claude-code"),
    KnownAgent(
      program: "codex", entry: AgentEntry(use: .codex), abilities: [.steer, .ask, .resume, .diff],
      remedy: "npm install -g @openai/codex"),
    acp("gemini", preset: "gemini", "npm install -g @google/gemini-cli"),
    acp("opencode", preset: "opencode", "npm install -g opencode-ai"),
    acp("goose", preset: "goose", "see the goose project's installation page"),
    acp("kimi", preset: "kimi", "uv tool install kimi-cli"),
    acp("vibe-acp", preset: "vibe", quicker: "vibe", cost: true, "uv tool install mistral-vibe"),
    acp("qwen", preset: "qwen", "npm install -g @qwen-code/qwen-code"),
    command("aider", "uv tool install aider-chat"),
    command("mini", "uv tool install mini-swe-agent"),
  ]

  /// The agent whose program this is, by its name or its path.
  package static func named(_ program: String) -> KnownAgent? {
    let name = program.split(separator: "/").last.map(String.init) ?? program
    return all.first { $0.program == name }
  }

  /// Entries for those that no entry is called by, for lanes that people add; they start none.
  static func unnamed(by entries: [AgentEntry]) -> [AgentEntry] {
    let names = Set(entries.map(\.title))
    return all.map(\.entry).filter { !names.contains($0.title) }.map {
      var entry = $0
      entry.count = 0
      return entry
    }
  }

  private static func acp(
    _ program: String, preset: String, quicker: String? = nil, cost: Bool = false, _ remedy: String
  ) -> KnownAgent {
    KnownAgent(
      program: program, quicker: quicker,
      entry: AgentEntry(use: .acp, name: preset, options: ["preset": preset]),
      abilities: cost ? [.ask, .cost, .resume] : [.ask, .resume], remedy: remedy)
  }

  private static func command(_ program: String, _ remedy: String) -> KnownAgent {
    KnownAgent(
      program: program,
      entry: AgentEntry(use: .command, name: program, options: ["preset": program]),
      abilities: [], remedy: remedy)
  }
}
