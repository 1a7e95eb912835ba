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
    for agent in ["claude", "codex", "gemini", "aider"] {
      if let path = Programs.path(of: agent) {
        found.append(Finding("agent", "\(agent) at \(path)"))
      }
    }
    return found
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
