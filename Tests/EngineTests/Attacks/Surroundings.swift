import Foundation

/// All that an experiment must leave alone, byte for byte: the project's work tree, its git but for
/// what pawl itself writes there, and the clone of another lane.
struct Surroundings {
  private var digests: [String: String] = [:]

  init(of project: TestProject) throws {
    try add(project.path, as: "") { name in
      name == "/.pawl" || Self.pawlsOwn.contains { name == $0 || name.hasPrefix($0 + "/") }
    }
    try add(project.path + "/.pawl/lanes/rival", as: "rival") { _ in false }
  }

  /// What pawl writes into a project's git: objects, its own refs and their logs.
  private static let pawlsOwn = [
    "/.git/objects", "/.git/refs/pawl", "/.git/refs/heads/pawl", "/.git/logs/refs/heads/pawl",
  ]

  private mutating func add(_ folder: String, as name: String, except: (String) -> Bool) throws {
    let files = FileManager.default
    guard let paths = files.enumerator(atPath: folder) else { return }
    while let path = paths.nextObject() as? String {
      let shown = name + "/" + path
      if except(shown) {
        paths.skipDescendants()
        continue
      }
      let place = folder + "/" + path
      let facts = try files.attributesOfItem(atPath: place)
      let mode = (facts[.posixPermissions] as? Int).map { String($0, radix: 8) } ?? "?"
      if facts[.type] as? FileAttributeType == .typeSymbolicLink {
        digests[shown] = "link \(try files.destinationOfSymbolicLink(atPath: place))"
      } else if facts[.type] as? FileAttributeType == .typeRegular {
        let data = files.contents(atPath: place) ?? Data()
        digests[shown] = "\(mode) \(data.base64EncodedString())"
      } else {
        digests[shown] = mode
      }
    }
  }

  /// The paths that are new, gone or different.
  func changes(since before: Surroundings) -> [String] {
    Set(digests.keys).union(before.digests.keys).filter { digests[$0] != before.digests[$0] }
      .sorted()
  }
}
