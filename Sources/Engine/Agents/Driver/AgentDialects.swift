import Settings

/// Which dialect is spoken with which kind of agent.
enum AgentDialects {
  /// The program for a turn, and who understands it.
  ///
  /// - Throws: `EngineError` when the task's options make no sense, or nobody speaks with its kind.
  static func make(_ task: AgentTask) throws -> (AgentLaunch, any AgentDialect) {
    switch task.use {
    case .command: try pair(CommandDialect.self, task)
    case .codex: try pair(CodexDialect.self, task)
    case .acp: try pair(ACPDialect.self, task)
    case .claude, .replay, .sweep: throw EngineError.unknownAgent(task.use.rawValue)
    }
  }

  private static func pair<Dialect: AgentDialect>(_ kind: Dialect.Type, _ task: AgentTask) throws
    -> (AgentLaunch, any AgentDialect)
  {
    (try kind.launch(task), kind.init(task))
  }
}
