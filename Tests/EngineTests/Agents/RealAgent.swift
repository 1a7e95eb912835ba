import Core
import Foundation
import Settings
import Testing

@testable import Engine

/// A real agent, where it is installed, set up to talk with a scripted model and nobody else.
enum RealAgent: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case codex, kimi, vibe, aider

  var testDescription: String { rawValue }

  /// The program that has to be on PATH.
  private var program: String { self == .vibe ? "vibe-acp" : rawValue }

  /// Why it cannot be driven here; nil where it can.
  var absence: String? {
    let path = ProcessInfo.processInfo.environment["PATH"]
    let missing = [program, "python3", "git"].filter { ProgramPath.find($0, path: path) == nil }
    return missing.isEmpty ? nil : "\(missing.joined(separator: ", ")) not on PATH"
  }

  /// A turn of it in a small repository.
  func turn(_ model: (String) throws -> ScriptedModel, key: String) throws -> (Turn, ScriptedModel)
  {
    let turn =
      switch self {
      // It puts no programs of its own below the folder for temporary files, and then cannot edit.
      case .codex: try Turn(.codex, in: "/var/tmp/")
      case .kimi, .vibe: try Turn(.acp, options: ["preset": rawValue])
      case .aider:
        try Turn(
          .command,
          options: ["preset": "aider", "model": "openai/some", "args": "--edit-format diff"])
      }
    let clone = turn.task.clone
    try "RATE = 1\nDEPTH = 8\n".write(
      toFile: clone + "/train.py", atomically: true, encoding: .utf8)
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = [
      "sh", "-c",
      "git init -q && git add -A && git -c user.name=t -c user.email=t@t commit -q -m start",
    ]
    git.currentDirectoryURL = URL(fileURLWithPath: clone)
    try git.run()
    git.waitUntilExit()
    let model = try model(clone)
    let home = turn.task.home
    turn.environment = turn.environment.filter {
      !["CODEX_HOME", "KIMI_SHARE_DIR", "VIBE_HOME"].contains($0.key)
        && !$0.key.hasPrefix("OPENAI_")
    }
    turn.environment.merge([
      "HOME": home, "XDG_CONFIG_HOME": home + "/.config", "XDG_CACHE_HOME": home + "/.cache",
      "XDG_DATA_HOME": home + "/.local/share", "DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1",
    ]) { $1 }
    for (name, text) in files(model, key: key) {
      let file = URL(fileURLWithPath: home + "/" + name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    turn.environment.merge(variables(model, home: home, key: key)) { $1 }
    return (turn, model)
  }

  /// Its own settings, below its home.
  private func files(_ model: ScriptedModel, key: String) -> [String: String] {
    switch self {
    case .codex:
      return [
        ".codex/config.toml": """
        model = "gpt-5.5"
        model_provider = "here"
        [model_providers.here]
        name = "here"
        base_url = "\(model.address)"
        env_key = "HERE_KEY"
        wire_api = "responses"
        request_max_retries = 0
        [analytics]
        enabled = false
        [features]
        plugins = false
        apps = false

        """
      ]
    case .kimi:
      return [
        ".kimi/config.toml": """
        default_model = "here"
        telemetry = false
        [providers.here]
        type = "openai_legacy"
        base_url = "\(model.address)"
        api_key = "\(key)"
        [models.here]
        provider = "here"
        model = "some"
        max_context_size = 100000

        """,
        ".kimi/credentials/kimi-code.json": """
        {"access_token": "none", "refresh_token": "none", "expires_at": 9999999999, \
        "expires_in": 86400, "scope": "none", "token_type": "Bearer"}
        """,
      ]
    case .vibe:
      return [
        ".vibe/config.toml": """
        active_model = "here"
        enable_telemetry = false
        enable_update_checks = false
        enable_auto_update = false
        [[providers]]
        name = "here"
        api_base = "\(model.address)"
        api_key_env_var = "HERE_KEY"
        api_style = "openai"
        backend = "generic"
        [[models]]
        name = "some"
        provider = "here"
        alias = "here"
        input_price = 1.0
        output_price = 2.0

        """
      ]
    case .aider: return [:]
    }
  }

  private func variables(
    _ model: ScriptedModel, home: String, key: String
  ) -> [String: String] {
    switch self {
    case .codex: ["CODEX_HOME": home + "/.codex", "HERE_KEY": key]
    case .kimi: ["KIMI_SHARE_DIR": home + "/.kimi", "KIMI_CLI_NO_AUTO_UPDATE": "1"]
    case .vibe: ["VIBE_HOME": home + "/.vibe", "HERE_KEY": key]
    case .aider:
      [
        "OPENAI_API_BASE": model.address, "OPENAI_API_KEY": key, "AIDER_ANALYTICS": "false",
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
      ]
    }
  }
}
