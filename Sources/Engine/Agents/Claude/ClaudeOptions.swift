import Core

/// What the settings say about Claude Code.
struct ClaudeOptions: Equatable, Sendable {
  var model: String?
  var effort: String?
  var turns: Int?
  var dollars: Double?
  var retries: Int
  var allowed: [String]
  /// Given to the program as they are.
  var arguments: [String]

  private static let known = [
    "model", "effort", "max_turns", "max_dollars", "max_retries", "allowed_tools", "args",
  ]
  private static let owner = "claude"

  /// - Throws: `EngineError.agentOption` for an option it has not, or a number that is none.
  init(_ options: [String: String]) throws {
    for name in options.keys.sorted() where !Self.known.contains(name) {
      throw EngineError.agentOption(
        Self.owner, name, why: "it knows \(Self.known.joined(separator: ", "))")
    }
    model = options["model"]
    effort = options["effort"]
    turns = try options["max_turns"].map { try Self.count($0, "max_turns", from: 1) }
    retries = try options["max_retries"].map { try Self.count($0, "max_retries", from: 0) } ?? 8
    dollars = try options["max_dollars"].map { text in
      guard let value = Double(text), value > 0, value.isFinite else {
        throw EngineError.agentOption(Self.owner, "max_dollars", why: "it is a number above 0")
      }
      return value
    }
    allowed = (options["allowed_tools"] ?? "").split(separator: ",").map {
      $0.drop { $0 == " " }.description
    }.filter { !$0.isEmpty }
    arguments = CommandWords.split(options["args"] ?? "")
  }

  private static func count(_ text: String, _ name: String, from least: Int) throws -> Int {
    guard let value = Int(text), value >= least else {
      throw EngineError.agentOption(owner, name, why: "it is a whole number from \(least) on")
    }
    return value
  }
}

/// How Claude Code is started.
struct ClaudeCommand {
  let task: AgentTask
  let options: ClaudeOptions

  /// The program of the settings, with arguments of its own where it has some.
  var program: [String] {
    let words = CommandWords.split(task.command ?? "claude")
    return words.isEmpty ? ["claude"] : words
  }

  var launch: AgentLaunch {
    AgentLaunch(
      program: program + arguments, input: .lines,
      environment: [
        "CLAUDE_CODE_MAX_RETRIES": "\(options.retries)", "DISABLE_AUTOUPDATER": "1",
      ],
      // What a Claude Code that runs pawl itself would have left behind; the rest is how people
      // log in and what they set.
      removing: ["CLAUDECODE*", "CLAUDE_CODE_*"],
      keeping: [
        "CLAUDE_CODE_OAUTH_TOKEN", "CLAUDE_CODE_USE_*", "CLAUDE_CODE_SKIP_*",
        "CLAUDE_CODE_API_*", "CLAUDE_CODE_DISABLE_*", "CLAUDE_CODE_MAX_*", "CLAUDE_CODE_CLIENT_*",
      ])
  }

  private var arguments: [String] {
    var words = [
      "-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose",
      "--include-partial-messages", "--replay-user-messages", "--permission-prompt-tool", "stdio",
      "--permission-mode", task.asks ? "default" : "acceptEdits",
    ]
    var allowed = options.allowed
    if let program = task.history.first {
      let server: JSONValue = [
        "command": .text(program), "args": JSONValue(Array(task.history.dropFirst())),
      ]
      let servers = JSONValue.object([AgentTask.historyServer: server])
      words += [
        "--strict-mcp-config", "--mcp-config", JSONValue.object(["mcpServers": servers]).line,
      ]
      allowed.append("mcp__\(AgentTask.historyServer)__*")
    }
    if !allowed.isEmpty { words += ["--allowedTools", allowed.joined(separator: ",")] }
    if let model = options.model { words += ["--model", model] }
    if let effort = options.effort { words += ["--effort", effort] }
    if let turns = options.turns { words += ["--max-turns", "\(turns)"] }
    if let dollars = options.dollars { words += ["--max-budget-usd", "\(dollars)"] }
    if let session = task.session { words += ["--resume", session] }
    return words + options.arguments
  }
}

extension ClaudeCommand {
  /// The name of the program a task starts.
  static func name(of task: AgentTask) -> String {
    CommandWords.split(task.command ?? "claude").first ?? "claude"
  }
}
