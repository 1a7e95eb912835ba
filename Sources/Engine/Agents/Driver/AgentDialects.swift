import Settings

/// Which dialect is spoken with which kind of agent.
enum AgentDialects {
  /// Options of every agent that are not its dialect's business.
  private static let own = ["asks", "fresh_after", "silence"]

  /// The program for a turn, and who understands it.
  ///
  /// - Throws: `EngineError` when the task's options make no sense, or nobody speaks with its kind.
  static func make(_ task: AgentTask) throws -> (AgentLaunch, any AgentDialect) {
    var task = task
    for name in own { task.options[name] = nil }
    return switch task.use {
    case .command: try pair(CommandDialect.self, task)
    case .codex: try pair(CodexDialect.self, task)
    case .acp: try pair(ACPDialect.self, task)
    case .claude: try pair(ClaudeDialect.self, task)
    case .replay: try pair(ReplayDialect.self, task)
    case .sweep: throw EngineError.unknownAgent(task.use.rawValue)
    }
  }

  private static func pair<Dialect: AgentDialect>(_ kind: Dialect.Type, _ task: AgentTask) throws
    -> (AgentLaunch, any AgentDialect)
  {
    (try kind.launch(task), kind.init(task))
  }
}
