import Core
import Foundation
import Journal
import Settings

// What an agent sees.
extension Isolation {
  /// An agent: its clone can be written, its home is the lane's own, the network is there.
  ///
  /// Its program's credentials are in that home. Of the project it sees the store's objects, what was tried, and the data.
  func agent(
    _ lane: LaneID, job: String, command: [String], environment: [String: String]
  ) -> Sandbox {
    var sandbox = bare(network: true)
    let facts = HostFacts(environment: environment, programs: command)
    for path in facts.tools where !RealPath.lies(layout.project, in: path) {
      if sandbox.places[path] == nil { sandbox.places[path] = .readOnly() }
    }
    let home = layout.lane(lane) + "/home"
    if let account = host.home {
      sandbox.places[account] = .writable(of: home)
      for (path, real) in Self.credentials(of: command, home: account) {
        sandbox.places[path] = .writable(of: real)
      }
    }
    for path in [layout.clone(lane), home, layout.job(job) + "/brief"] {
      sandbox.places[path] = .writable()
    }
    for path in [layout.store, layout.settings] + journal where RealPath.of(path) != nil {
      sandbox.places[path] = .readOnly()
    }
    showData(in: &sandbox)
    hide(in: &sandbox, below: layout.clone(lane))
    sandbox.folder = layout.clone(lane)
    // The folder for temporary files that is named outside may not be there.
    sandbox.variables["TMPDIR"] = "/tmp"
    return sandbox
  }

  /// The journal's files, which the history tools read.
  private var journal: [String] { ["", "-wal", "-shm"].map { layout.journal + $0 } }

  /// Words of a command line that are no names of agents, whatever the home keeps under them.
  private static let foreign: Set<String> = [
    "ssh", "gnupg", "gpg", "aws", "kube", "docker", "config", "local", "cache", "git",
  ]

  /// Where a program keeps its settings, logins and conversations, as far as that is there: what is
  /// called by its name in the home.
  static func credentials(of command: [String], home: String) -> [(path: String, real: String)] {
    let names = Set(command.map { ($0 as NSString).lastPathComponent }).filter { name in
      !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || "_-".contains($0) }
        && !foreign.contains(name)
    }
    // `vibe-acp` keeps its things where `vibe` does.
    let short = names.compactMap { $0.split(separator: "-").first.map(String.init) }
    return names.union(short).subtracting(foreign).sorted().flatMap { name in
      [
        ".\(name)", ".\(name).json", ".config/\(name)", ".local/share/\(name)",
        ".local/state/\(name)", ".cache/\(name)",
      ]
    }.compactMap { name in RealPath.of(home + "/" + name).map { (home + "/" + name, $0) } }
  }
}
