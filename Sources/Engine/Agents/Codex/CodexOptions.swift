import Core

/// What the settings say about Codex.
struct CodexOptions: Equatable, Sendable {
  enum Mode: String, Sendable, CaseIterable {
    /// The server where the program has one, else single commands.
    case auto
    case server
    case exec
  }

  var mode: Mode
  var model: String?
  var effort: String?
  /// Given to the program as they are.
  var arguments: [String]

  private static let known = ["mode", "model", "effort", "args"]

  /// What holds where nothing is said.
  init() {
    mode = .auto
    arguments = []
  }

  /// - Throws: `EngineError.agentOption` for an option or a mode Codex has not.
  init(_ options: [String: String]) throws {
    for name in options.keys.sorted() where !Self.known.contains(name) {
      throw EngineError.agentOption(
        "codex", name, why: "it knows \(Self.known.joined(separator: ", "))")
    }
    let mode = options["mode"] ?? Mode.auto.rawValue
    guard let mode = Mode(rawValue: mode) else {
      throw EngineError.agentOption(
        "codex", "mode",
        why: "it is one of \(Mode.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    self.mode = mode
    model = options["model"]
    effort = options["effort"]
    arguments = CommandWords.split(options["args"] ?? "")
  }
}

/// How Codex is started.
struct CodexCommand {
  let task: AgentTask
  let options: CodexOptions

  /// The program of the settings, with arguments of its own where it has some.
  var program: [String] {
    let words = CommandWords.split(task.command ?? "codex")
    return words.isEmpty ? ["codex"] : words
  }

  var launch: AgentLaunch {
    switch options.mode {
    case .server: return AgentLaunch(program: server, input: .lines, removing: Self.removed)
    case .exec: return AgentLaunch(program: exec, input: .prompt, removing: Self.removed)
    case .auto:
      // Only the program knows whether it has a server. Without one, single commands read the
      // prompt from its file: an open pipe would keep them waiting.
      let script = """
        command -v "$1" >/dev/null 2>&1 || exit 127
        if "$1" --help 2>/dev/null | grep -q app-server; then exec \(Self.quoted(server)); fi
        exec \(Self.quoted(exec)) < \(Self.quoted([task.promptFile]))
        """
      return AgentLaunch(
        program: ["/bin/sh", "-c", script, "sh", program[0]], input: .lines,
        removing: Self.removed)
    }
  }

  /// What a Codex that runs pawl itself would have left behind.
  private static let removed = ["CODEX_SANDBOX*", "CODEX_THREAD_ID", "CODEX_INTERNAL*"]

  private var server: [String] { program + ["app-server"] + settings + options.arguments }

  private var exec: [String] {
    var words = program + ["exec"]
    if task.session != nil { words.append("resume") }
    words += ["--json", "--skip-git-repo-check"] + settings
    // A conversation that is resumed takes no other word for it.
    let mode = task.frame.isEmpty ? "workspace-write" : "danger-full-access"
    words += ["-c", "sandbox_mode=\"\(mode)\"", "-c", "approval_policy=\"never\""]
    if let model = options.model { words += ["-m", model] }
    if let effort = options.effort {
      words += ["-c", "model_reasoning_effort=\(Self.toml(effort))"]
    }
    words += options.arguments
    if let session = task.session { words.append(session) }
    return words + ["-"]
  }

  private var settings: [String] {
    // Looking for plugins and sending statistics keeps it for seconds where there is no network.
    var words = ["--disable", "plugins", "--disable", "apps", "-c", "analytics.enabled=false"]
    // What is said here is not written into the person's own configuration for each clone.
    words += ["-c", "projects={\(Self.toml(task.clone))={trust_level=\"untrusted\"}}"]
    if let program = task.history.first {
      let arguments = task.history.dropFirst().map(Self.toml).joined(separator: ",")
      words += [
        "-c",
        "mcp_servers.\(AgentTask.historyServer)={command=\(Self.toml(program)),args=[\(arguments)]}",
      ]
    }
    return words
  }

  /// A text as TOML writes it, which JSON's own way is a part of.
  private static func toml(_ text: String) -> String { JSONValue.text(text).line }

  private static func quoted(_ words: [String]) -> String {
    words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
  }
}
