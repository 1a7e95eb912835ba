import Core
import Foundation
import Journal
import Settings

/// Puts a sandbox around the commands of one project, where the machine allows that.
package struct Isolation: Sendable {
  package let level: IsolationLevel
  let program: String
  let layout: Layout
  let settings: ProjectSettings
  let host: HostFacts
  /// What only the evaluator is started with.
  let evaluatorTools: [String]
  /// Where paths below `~` begin.
  let home: String

  /// - Parameter tool: the pawl binary.
  /// - Throws: `EngineError.noNamespaces` when the settings ask for what the machine does not have.
  init(
    layout: Layout, settings: ProjectSettings, tool: String, environment: [String: String]
  ) throws {
    self.layout = layout
    self.settings = settings
    home = environment["HOME"] ?? NSHomeDirectory()
    let home = home
    func programs(_ commands: String?...) -> [String] {
      commands.compactMap { $0 }.flatMap { Self.paths(in: $0, home: home) } + [tool]
    }
    let (run, metric) = (settings.run, settings.metric)
    host = HostFacts(
      environment: environment, programs: programs(run.command, run.prepare, metric.predict))
    evaluatorTools =
      HostFacts(environment: environment, programs: programs(metric.evaluate)).tools
    guard settings.isolation != .process else {
      (level, program) = (.process, "")
      return
    }
    let probe = IsolationProbe(environment: environment)
    if let obstacle = probe.obstacle, settings.isolation == .namespaces {
      throw EngineError.noNamespaces(obstacle)
    }
    level = probe.level
    program = probe.program ?? ""
  }

  /// The paths that a command names, from the root.
  static func paths(in command: String, home: String) -> [String] {
    CommandWords.split(command).map { $0.hasPrefix("~/") ? home + $0.dropFirst() : $0 }
  }

  /// The words before a command; none where it is an ordinary process.
  func words(_ sandbox: @autoclosure () -> Sandbox) -> [String] {
    level == .process ? [] : sandbox().words(program: program)
  }

  // MARK: What commands see

  /// Nothing of the project, of the home or of others' temporary files, but the programs.
  func bare(network: Bool, slot: Slot? = nil, gpus: Bool = false) -> Sandbox {
    var sandbox = Sandbox(hasNetwork: network, memory: settings.bounds.memory)
    for path in host.masked { sandbox.places[path] = .empty }
    for path in host.tools + host.system where !RealPath.lies(layout.project, in: path) {
      sandbox.places[path] = .readOnly()
    }
    // Nothing below a tool's folder may lead back to the project.
    sandbox.places[layout.project] = .empty
    for path in host.tools
    where RealPath.lies(path, in: layout.project) && path != layout.project
      && !RealPath.lies(path, in: layout.home)
    {
      sandbox.places[path] = .readOnly()
    }
    if gpus { sandbox.devices = GPUDevices.paths(for: slot?.gpus ?? []) }
    return sandbox
  }

  /// The data that runs may read, at the places they look for it.
  func showData(in sandbox: inout Sandbox) {
    for path in settings.files.data { show(path, in: &sandbox) }
  }

  /// A path of the settings, readable where it is named and where it really is.
  func show(_ path: String, in sandbox: inout Sandbox) {
    let named = RealPath.absolute(path, project: layout.project, home: home)
    guard let real = RealPath.of(named) else { return }
    sandbox.places[real] = .readOnly()
    guard let place = Self.place(of: named), place != real else { return }
    // Where the way to it leads through a folder that is empty inside, it is put there itself.
    if (host.masked + [layout.project]).contains(where: { RealPath.lies(place, in: $0) }) {
      sandbox.places[place] = .readOnly(of: real)
    }
  }

  /// Takes away what only the evaluator may see, wherever it would show.
  func hide(in sandbox: inout Sandbox, below tree: String? = nil) {
    for path in settings.files.hidden {
      let named = RealPath.absolute(path, project: layout.project, home: home)
      close(named, in: &sandbox)
      guard let tree, !path.hasPrefix("/"), !path.hasPrefix("~") else { continue }
      close(tree + "/" + path, in: &sandbox)
    }
  }

  private func close(_ path: String, in sandbox: inout Sandbox) {
    guard let real = RealPath.of(path) else { return }
    // What is not there needs no cover.
    guard isSeen(real, in: sandbox) else { return }
    sandbox.places[real] = RealPath.isFolder(real) ? .empty : .closed
  }

  private func isSeen(_ path: String, in sandbox: Sandbox) -> Bool {
    let above = sandbox.places.filter { RealPath.lies(path, in: $0.key) }
    switch above.max(by: { $0.key.utf8.count < $1.key.utf8.count })?.value {
    case .empty?, .closed?: return false
    case .readOnly?, .writable?, nil: return true
    }
  }

  /// A path whose folder is without links, its last part as it is.
  private static func place(of path: String) -> String? {
    let parts = path as NSString
    let folder = RealPath.of(parts.deletingLastPathComponent)
    return folder.map { ($0 == "/" ? "" : $0) + "/" + parts.lastPathComponent }
  }
}
