import Core
import Dashboard
import Engine
import Foundation
import Journal
import Settings
import Synchronization

/// What `pawl doctor` says: terminal, preferences, machine, project.
enum DoctorLines {
  static func all() -> [String] {
    FindingTable.lines(TerminalWords.describe() + [machine(), project()])
  }

  private static func machine() -> [Finding] {
    var found = [
      Finding("machine", Machine.words()),
      isolation(),
      program("git", "required", "apt-get install git"),
      program("python3", "the demo trains with it", "apt-get install python3"),
      program("tmux", "to leave the dashboard running", "apt-get install tmux"),
    ]
    // Whoever calls a doctor has the time that the slowest of them takes on a busy machine.
    let agents = AgentProbe(environment: ProcessInfo.processInfo.environment, seconds: 20).run()
    found += agents.map { Finding("agent", words(of: $0)) }
    if agents.isEmpty {
      found.append(Finding("agent", "none on PATH; `use: sweep` needs none"))
    }
    return found
  }

  /// How far runs and agents can be kept apart on this machine, and what is missing for more.
  private static func isolation() -> Finding {
    let probe = IsolationProbe(environment: ProcessInfo.processInfo.environment)
    guard let obstacle = probe.obstacle else {
      return Finding(
        "isolation",
        "namespaces: runs and agents see only what is theirs; runs have no network")
    }
    return Finding(
      "isolation",
      """
      process: runs and agents can read this account's files, `hidden` ones too, change
      what they find below .pawl/, use the network and see each other
      \(obstacle)
      """)
  }

  /// What the settings make of the isolation that the machine allows.
  private static func isolation(_ settings: ProjectSettings) -> [Finding] {
    var found: [Finding] = []
    if settings.isolation == .process {
      found.append(
        Finding("", "isolation: process, as pawl.yaml says, whatever the machine allows"))
    }
    if settings.metric.evaluate != nil, settings.metric.predict == nil {
      found.append(
        Finding(
          "evaluator",
          """
          shared process: there is no metric.predict, so what the evaluator loads from
          $PAWL_RUN_DIR runs beside the answers; load plain numbers, or give it a predict command
          """))
    }
    return found
  }

  /// What an agent is, how pawl would drive it, and what that allows.
  private static func words(of found: AgentProbe.Found) -> String {
    let abilities = KnownAgent.Ability.allCases.filter(found.agent.abilities.contains)
    return """
      \(found.agent.program) \(found.version ?? "(did not tell its version in time)") at \(found.path)
      under 'agents:' in pawl.yaml: \(found.agent.line)
      \(abilities.isEmpty
        ? "cannot be talked with: its text and its diff are seen"
        : "can \(abilities.map(\.rawValue).joined(separator: ", "))")
      """
  }

  private static func program(_ name: String, _ use: String, _ remedy: String) -> Finding {
    Finding(name, Programs.path(of: name) ?? "missing, \(use): \(remedy)")
  }

  /// What a run would look for and not find.
  private static func missing(_ settings: ProjectSettings, in folder: String) -> [Finding] {
    var found: [Finding] = []
    for path in settings.files.data + settings.files.hidden {
      let full =
        path.hasPrefix("~")
        ? (path as NSString).expandingTildeInPath
        : path.hasPrefix("/") ? path : folder + "/" + path
      if !FileManager.default.fileExists(atPath: full) {
        found.append(
          Finding("data", "\(path) is missing; runs need it: prepare it as the project says"))
      }
    }
    var seen: Set<String> = []
    for (key, command) in [
      ("run.command", settings.run.command), ("run.prepare", settings.run.prepare),
    ] {
      guard let command, let name = command.split(separator: " ").first.map(String.init),
        name.allSatisfy({ $0.isLetter || $0.isNumber || "._-+".contains($0) }),
        Programs.path(of: name) == nil, seen.insert(name).inserted
      else { continue }
      let remedy =
        name == "uv" ? "pip install uv" : "install it, or set \(key) to what starts it here"
      found.append(
        Finding(name, "missing, \(key) is `\(plainText(command, limit: 80))`: \(remedy)"))
    }
    return found
  }

  /// What is hidden and can be read in earlier commits.
  private static func history(_ access: ProjectAccess, _ settings: ProjectSettings) -> [Finding] {
    let found = Mutex<[String]>([])
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      let lines = try? await Store.hiddenHistory(
        access.layout, branch: settings.branch, hidden: settings.files.hidden)
      found.withLock { $0 = lines ?? [] }
      done.signal()
    }
    done.wait()
    let lines = found.withLock { $0 }
    return lines.isEmpty ? [] : [Finding("hidden", lines.joined(separator: "\n"))]
  }

  private static func project() -> [Finding] {
    guard let access = try? Place.project() else {
      return [Finding("project", "none here; `pawl init` writes pawl.yaml")]
    }
    var found = [Finding("project", access.layout.project)]
    do {
      let settings = try Place.settings(access)
      let metric = settings.metric
      found.append(Finding("metric", "\(metric.name), \(metric.goal.rawValue)"))
      if metric.evaluate == nil {
        found.append(
          Finding(
            "",
            """
            reported: training prints it, and what trains is what agents edit
            a program named by metric.evaluate would measure it instead
            """))
      }
      found += isolation(settings)
      found += missing(settings, in: access.layout.project)
      found += history(access, settings)
    } catch {
      found.append(Finding("settings", "\(error)"))
    }
    found.append(Finding("engine", access.isEngineRunning ? "running" : "stopped"))
    return found
  }
}
