package import Core

/// The agents that a lane can be added for, as a command line lists them.
package enum AgentTable {
  /// - Parameters:
  ///   - named: those of pawl.yaml.
  ///   - found: those on this machine.
  package static func lines(named: [String], found: [FoundAgent]) -> [String] {
    func row(_ name: String, _ place: String) -> [String] {
      let agent = found.first { $0.name == name }
      let version = agent.map { $0.version ?? "version not told yet" } ?? ""
      return [plainText(name, limit: 40), plainText(version, limit: 24), place]
    }
    let others = found.map(\.name).filter { !named.contains($0) }
    let rows =
      named.map { row($0, "in pawl.yaml") } + others.map { row($0, "found on this machine") }
    guard !rows.isEmpty else {
      return ["pawl.yaml names no agent, and none was found on this machine"]
    }
    return PlainTable.lines(rows) + ["", "`pawl lane add NAME` adds a lane, `--count N` several"]
  }
}
