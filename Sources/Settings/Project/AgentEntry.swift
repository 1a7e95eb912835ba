/// The adapters an agent can be driven by.
package enum AgentKind: String, Codable, Sendable, CaseIterable {
  case sweep, replay, command, claude, codex, acp

  /// Whether an entry must say which command starts it, unless an option `preset` does.
  package var needsCommand: Bool { self == .command || self == .acp }
}

/// One line of the starting set of agents.
package struct AgentEntry: Codable, Equatable, Sendable {
  package var use: AgentKind
  /// Lanes it starts; 0 only where no pawl.yaml names it.
  package var count: Int
  /// What screens call it; nil: the kind's own word.
  package var name: String?
  /// What starts it, where the kind does not say.
  package var command: String?
  /// What the adapter understands, such as `model`.
  package var options: [String: String]
  /// Added to the environment of its process.
  package var environment: [String: String]

  package init(
    use: AgentKind, count: Int = 1, name: String? = nil, command: String? = nil,
    options: [String: String] = [:], environment: [String: String] = [:]
  ) {
    self.use = use
    self.count = count
    self.name = name
    self.command = command
    self.options = options
    self.environment = environment
  }

  /// The name for screens.
  package var title: String { name ?? use.rawValue }
}
