import Foundation

/// What agents said their versions are, remembered as long as their programs stay the same: some take
/// seconds to say it.
///
/// A file of the account's cache, without which nothing is remembered. Of two processes that write it at
/// once the later one wins; what is lost is asked again.
struct VersionMemory {
  /// What a version belongs to: the program's file, and when and how long it was written.
  private struct Entry: Codable, Equatable {
    var file: String
    var changed: Double
    var size: Int
    var version: String
  }

  private let path: String?
  private var entries: [String: Entry] = [:]

  init(environment: [String: String]) {
    let cache =
      environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? environment["HOME"].map { $0 + "/.cache" }
    path = cache.map { $0 + "/pawl/agents.json" }
    guard let data = path.flatMap(FileManager.default.contents) else { return }
    entries = (try? JSONDecoder().decode([String: Entry].self, from: data)) ?? [:]
  }

  /// What the program at a path said; nil when it was not asked since it changed.
  func version(of program: String) -> String? {
    guard let known = entries[program] else { return nil }
    return Self.entry(program, version: known.version) == known ? known.version : nil
  }

  /// Remembers what was said; what says nothing is asked again.
  mutating func keep(_ found: [AgentProbe.Found]) {
    let before = entries
    for agent in found {
      guard let version = agent.version else { continue }
      entries[agent.path] = Self.entry(agent.path, version: version)
    }
    guard entries != before, let path, let data = try? JSONEncoder().encode(entries) else { return }
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? data.write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  private static func entry(_ program: String, version: String) -> Entry? {
    // What an installation replaces is what its links lead to.
    let file = URL(fileURLWithPath: program).resolvingSymlinksInPath().path
    guard let facts = try? FileManager.default.attributesOfItem(atPath: file),
      let changed = facts[.modificationDate] as? Date, let size = facts[.size] as? Int
    else { return nil }
    return Entry(
      file: file, changed: changed.timeIntervalSince1970, size: size, version: version)
  }
}
