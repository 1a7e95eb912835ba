import Core
import Dashboard
import Engine
import Foundation
import Journal
import Settings

/// What `pawl doctor` says: terminal, preferences, machine, project.
enum DoctorLines {
  static func all() -> [String] {
    FindingTable.lines(TerminalWords.describe() + [machine(), project()])
  }

  private static func machine() -> [Finding] {
    var found = [
      Finding("machine", Machine.words()),
      Finding("isolation", "process: runs see this account's files; nothing more is promised"),
      program("git", "required", "apt-get install git"),
      program("python3", "the demo trains with it", "apt-get install python3"),
      program("tmux", "to leave the dashboard running", "apt-get install tmux"),
      program("bwrap", "not used yet", "apt-get install bubblewrap"),
    ]
    let agents = AgentProbe(environment: ProcessInfo.processInfo.environment).run()
    found += agents.map { Finding("agent", words(of: $0)) }
    if agents.isEmpty {
      found.append(Finding("agent", "none on PATH; `use: sweep` needs none"))
    }
    return found
  }

  /// What an agent is, how pawl would drive it, and what that allows.
  private static func words(of found: AgentProbe.Found) -> String {
    let abilities = KnownAgent.Ability.allCases.filter(found.agent.abilities.contains)
    return """
      \(found.agent.program) \(found.version ?? "of a version it does not tell") at \(found.path)
      under 'agents:' in pawl.yaml: \(found.agent.line)
      \(abilities.isEmpty
        ? "works unwatched: its text and its diff are seen"
        : "can \(abilities.map(\.rawValue).joined(separator: ", "))")
      """
  }

  private static func program(_ name: String, _ use: String, _ remedy: String) -> Finding {
    Finding(name, Programs.path(of: name) ?? "missing, \(use): \(remedy)")
  }

  private static func project() -> [Finding] {
    guard let access = try? Place.project() else {
      return [Finding("project", "none here; `pawl init` writes pawl.yaml")]
    }
    var found = [Finding("project", access.layout.project)]
    do {
      let metric = try Place.settings(access).metric
      found.append(Finding("metric", "\(metric.name), \(metric.goal.rawValue)"))
      if metric.evaluate == nil {
        found.append(
          Finding(
            "", "only reported: training prints it, nothing verifies it; set metric.evaluate"))
      }
    } catch {
      found.append(Finding("settings", "\(error)"))
    }
    found.append(Finding("engine", access.isEngineRunning ? "running" : "stopped"))
    return found
  }
}
