import Core
import Dashboard
import Engine
import Foundation
import Settings

/// The coding agents on this machine.
enum LaneAgents {
  static let finder = AgentFinder(
    look: { probe.look().map(named) },
    ask: { probe.run().map(named) })

  private static var probe: AgentProbe {
    AgentProbe(environment: ProcessInfo.processInfo.environment)
  }

  private static func named(_ found: AgentProbe.Found) -> FoundAgent {
    FoundAgent(name: found.agent.entry.title, version: found.version)
  }

  /// What `pawl init` offers as a choice.
  static var suggestions: [RepositoryProposal.Agent] {
    probe.run().map { RepositoryProposal.Agent($0.agent.entry, version: $0.version) }
  }

  /// What `pawl lane add` answers without a name.
  static func lines(_ access: ProjectAccess) -> [String] {
    AgentTable.lines(named: access.agents, found: finder.ask())
  }
}
