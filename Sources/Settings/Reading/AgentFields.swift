extension Field {
  /// The starting set of agents; their names must differ.
  func agents() -> [AgentEntry] {
    guard !isNone else { return [] }
    guard let items = items(such: "[{use: sweep}]") else { return [] }
    var names: Set<String> = []
    return items.compactMap { item in
      guard let section = item.section(keys: SettingsKeys.agent), let agent = section.agent()
      else { return nil }
      if let name = agent.name, !names.insert(name).inserted {
        section.field("name")?.fail("'\(name)' is given to two agents", hint: "choose another")
      }
      return agent
    }
  }

  fileprivate func agentKind() -> AgentKind? {
    if let kind = scalar.flatMap(AgentKind.init(rawValue:)) { return kind }
    let speakers = ["gemini", "opencode", "goose", "qwen", "kimi", "copilot", "cursor"]
    if let word = scalar?.lowercased(), speakers.contains(word) {
      fail(
        "must be one of \(AgentKind.allCases.map(\.rawValue).joined(separator: ", ")), not \(kind)",
        hint: "write 'use: acp' and the command that starts it, such as 'command: gemini --acp'")
      return nil
    }
    failChoice(AgentKind.allCases.map(\.rawValue))
    return nil
  }

  fileprivate func environment() -> [String: String]? {
    texts(such: "environment: {TZ: UTC}").map { variables in
      for (name, field, _) in variables {
        if name.hasPrefix("PAWL_") {
          field.fail("cannot be set", hint: "names that begin with PAWL_ are pawl's own")
        } else if !Field.isVariable(name) {
          field.fail("is not a variable's name", hint: "use letters, digits and '_'")
        }
      }
      return Dictionary(variables.map { ($0.name, $0.text) }) { first, _ in first }
    }
  }

  private static func isVariable(_ name: String) -> Bool {
    guard let first = name.first, !first.isNumber else { return false }
    return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  }
}

extension Section {
  fileprivate func agent() -> AgentEntry? {
    guard let kind = require("use", such: "use: sweep")?.agentKind() else { return nil }
    var agent = AgentEntry(use: kind)
    if let count = field("count") { agent.count = count.integer(in: 1...64) ?? 1 }
    agent.name = field("name")?.text(such: "name: careful")
    agent.command = some("command")?.text(such: "command: ./propose.sh")
    let options = some("options")?.texts(such: "options: {model: sonnet}") ?? []
    agent.options = Dictionary(options.map { ($0.name, $0.text) }) { first, _ in first }
    if kind.needsCommand, some("command") == nil, agent.options["preset"] == nil {
      let example = kind == .acp ? "command: gemini --acp" : "command: ./propose.sh {prompt_file}"
      report.addMissing(
        "'use: \(kind.rawValue)' needs a 'command' that starts the agent", hint: "add \(example)",
        at: field("use")?.mark ?? place, path: "\(path).command")
    }
    agent.environment = some("environment")?.environment() ?? [:]
    return agent
  }
}
