import Core
import Dashboard
import Engine
import Foundation
import Journal
import Settings

/// What `pawl doctor` says, a finding a line.
enum DoctorLines {
  static func all() -> [String] {
    var lines = TerminalWords.describe()
    lines.append(program("git", "required", "apt-get install git"))
    lines.append(program("python3", "the demo trains with it", "apt-get install python3"))
    lines.append(program("tmux", "to leave the dashboard running", "apt-get install tmux"))
    lines.append(program("bwrap", "not used yet", "apt-get install bubblewrap"))
    lines.append("isolation  process: runs see this account's files; nothing more is promised")
    for agent in ["claude", "codex", "gemini", "aider"] {
      if let path = Programs.path(of: agent) { lines.append("agent      \(agent) at \(path)") }
    }
    lines.append(Machine.words())
    lines.append(contentsOf: project())
    return lines
  }

  private static func program(_ name: String, _ use: String, _ remedy: String) -> String {
    let label = name.padding(toLength: 11, withPad: " ", startingAt: 0)
    guard let path = Programs.path(of: name) else { return label + "missing, \(use): \(remedy)" }
    return label + path
  }

  private static func project() -> [String] {
    guard let access = try? Place.project() else {
      return ["project    none here; `pawl init` writes pawl.yaml"]
    }
    var lines = ["project    \(access.layout.project)"]
    do {
      let settings = try Place.settings(access)
      let metric = settings.metric
      lines.append("metric     \(metric.name), \(metric.goal.rawValue)")
      if metric.evaluate == nil {
        lines.append(
          "           only reported: training prints it, nothing verifies it; set metric.evaluate")
      }
    } catch {
      lines.append("settings   \(error)")
    }
    lines.append("engine     \(access.isEngineRunning ? "running" : "stopped")")
    return lines
  }
}
