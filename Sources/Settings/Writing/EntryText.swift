import Core

extension SettingsWriter {
  /// The starting set of agents.
  static func agents(_ agents: [AgentEntry]) -> [String] {
    guard !agents.isEmpty else { return ["agents: []"] }
    return ["agents:"]
      + agents.flatMap { agent in
        var lines = ["  - use: \(agent.use.rawValue)" + remark(on: agent.use)]
        if agent.count != 1 { lines.append("    count: \(agent.count)") }
        if let name = agent.name { lines.append("    name: \(YamlText.scalar(name))") }
        if let command = agent.command { lines.append("    command: \(YamlText.scalar(command))") }
        if !agent.options.isEmpty {
          lines.append("    options: \(YamlText.mapping(agent.options))")
        }
        if !agent.environment.isEmpty {
          lines.append("    environment: \(YamlText.mapping(agent.environment))")
        }
        return lines
      }
  }

  /// Agents to choose from, a comment each: without its sign it is an entry.
  static func choices(_ agents: [RepositoryProposal.Agent]) -> [String] {
    agents.map { agent in
      let version = agent.version.map { ", version \($0)" } ?? ""
      let text = "  # - \(entry(agent.entry))"
      return text + String(repeating: " ", count: max(1, commentColumn - text.count))
        + "# found here\(version)"
    }
  }

  /// An entry in one line.
  private static func entry(_ agent: AgentEntry) -> String {
    var parts = ["use: \(agent.use.rawValue)"]
    if let name = agent.name { parts.append("name: \(YamlText.scalar(name))") }
    if let command = agent.command { parts.append("command: \(YamlText.scalar(command))") }
    if !agent.options.isEmpty { parts.append("options: \(YamlText.mapping(agent.options))") }
    return parts.count == 1 ? parts[0] : "{\(parts.joined(separator: ", "))}"
  }

  private static func remark(on kind: AgentKind) -> String {
    guard kind == .sweep else { return "" }
    return "                       # changes one constant at a time; needs no model and no key"
  }

  static func slots(_ plan: SlotPlan) -> String {
    guard case .list(let entries) = plan else { return "auto" }
    let texts = entries.map { entry in
      var parts: [String] = []
      if !entry.gpus.isEmpty { parts.append("gpus: \(numbers(entry.gpus))") }
      switch entry.cores {
      case .any: if parts.isEmpty { parts.append("gpus: []") }
      case .count(let count): parts.append("cores: \(count)")
      case .list(let list): parts.append("cores: \(numbers(list))")
      }
      return "{\(parts.joined(separator: ", "))}"
    }
    return "[\(texts.joined(separator: ", "))]"
  }

  private static func numbers(_ numbers: [Int]) -> String {
    "[\(numbers.map(String.init).joined(separator: ", "))]"
  }

  /// A preset's name, or the nearest preset and what differs from it.
  static func ratchet(_ rule: RatchetRule) -> String {
    if RatchetRule.preset(named: rule.name) == rule { return rule.name }
    let presets = [RatchetRule.standard, .lean, .thorough]
    let texts = presets.map { ["preset: \($0.name)"] + differences(of: rule, from: $0) }
    let shortest = texts.min { $0.count < $1.count } ?? []
    return "{\(shortest.joined(separator: ", "))}"
  }

  private static func differences(of rule: RatchetRule, from usual: RatchetRule) -> [String] {
    var parts: [String] = []
    if rule.baselineRuns != usual.baselineRuns { parts.append("baseline: \(rule.baselineRuns)") }
    if rule.screen != usual.screen { parts.append("screen: \(YamlText.number(rule.screen))") }
    if rule.secondLook != usual.secondLook {
      parts.append("second: \(rule.secondLook.map(YamlText.number) ?? "none")")
    }
    if rule.step != usual.step { parts.append("step: \(YamlText.number(rule.step))") }
    if rule.odds != usual.odds { parts.append("odds: \(YamlText.number(rule.odds))") }
    if rule.floor != usual.floor { parts.append("floor: \(YamlText.number(rule.floor))") }
    if rule.maximumPairs != usual.maximumPairs { parts.append("pairs: \(rule.maximumPairs)") }
    if rule.pairsInFlight != usual.pairsInFlight {
      parts.append("in_flight: \(rule.pairsInFlight)")
    }
    return parts
  }
}
