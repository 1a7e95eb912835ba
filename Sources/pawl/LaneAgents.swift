import Core
import Dashboard
import Engine
import Foundation
import Settings

/// The coding agents on this machine.
enum LaneAgents {
  static let finder = AgentFinder(
    look: { probe(seconds: 0).look().map(named) },
    // Nobody waits for it: programs that take long to start may.
    ask: { probe(seconds: 30).run().map(named) })

  private static func probe(seconds: Double) -> AgentProbe {
    AgentProbe(environment: ProcessInfo.processInfo.environment, seconds: seconds)
  }

  /// A person waits, and what is slow to answer is asked again by the dashboard and by the doctor.
  private static let patience = 3.0

  private static func named(_ found: AgentProbe.Found) -> FoundAgent {
    FoundAgent(name: found.agent.entry.title, version: found.version)
  }

  /// What `pawl init` offers as a choice.
  static var suggestions: [RepositoryProposal.Agent] {
    probe(seconds: patience).run().map {
      RepositoryProposal.Agent($0.agent.entry, version: $0.version)
    }
  }

  /// What `pawl lane add` answers without a name.
  static func lines(_ access: ProjectAccess) -> [String] {
    AgentTable.lines(named: access.agents, found: probe(seconds: patience).run().map(named))
  }
}
