import Settings

@testable import Engine

extension AgentTask {
  /// A task that no program is started for.
  static func test(_ use: AgentKind, options: [String: String] = [:]) -> AgentTask {
    AgentTask(
      use: use, options: options, clone: "/clone", home: "/home/user", job: "/job",
      prompt: "Make one change.", promptFile: "/job/prompt.md", editable: ["train.py"])
  }
}
