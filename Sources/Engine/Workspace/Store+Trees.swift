package import Core
import Foundation
import Journal

extension Store {
  /// Files that come from one commit whatever is exported.
  struct Frozen: Sendable {
    var commit: CommitID
    var globs: [Glob]
  }

  /// Exports a commit into a fresh folder: plain files, no git.
  ///
  /// A folder that is whole already, as its mark says, is left alone.
  package func export(_ commit: CommitID, to folder: String) async throws {
    try await export(commit, to: folder, frozen: nil)
  }

  /// - Parameters:
  ///   - frozen: files that are not taken from the commit.
  ///   - keepsIndex: whether `restore` is to tell later what was changed.
  func export(
    _ commit: CommitID, to folder: String, frozen: Frozen?, keepsIndex: Bool = false
  ) async throws {
    let mark = folder + ".ready"
    let files = FileManager.default
    if (try? String(contentsOfFile: mark, encoding: .utf8)) == commit { return }
    Self.remove(folder)
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let index = folder + ".index"
    try? files.removeItem(atPath: index)
    try? files.removeItem(atPath: index + ".lock")
    try await git.text(
      ["read-tree", "--reset", "-u", commit], workTree: folder, index: index)
    if let frozen { try await put(frozen, into: folder, of: commit, index: index) }
    if !keepsIndex { try? files.removeItem(atPath: index) }
    try commit.write(toFile: mark, atomically: true, encoding: .utf8)
  }

  private func put(
    _ frozen: Frozen, into folder: String, of commit: CommitID, index: String
  ) async throws {
    guard frozen.commit != commit, !frozen.globs.isEmpty else { return }
    let listing = try await git.text(
      ["diff-tree", "-r", "-z", "--name-status", "--no-renames", commit, frozen.commit])
    let parts = listing.split(separator: "\0").map(String.init)
    var present: [String] = []
    for place in stride(from: 0, to: parts.count - 1, by: 2)
    where Glob.any(frozen.globs, match: parts[place + 1]) {
      if parts[place] == "D" {
        Self.remove(folder + "/" + parts[place + 1])
      } else {
        present.append(parts[place + 1])
      }
    }
    guard !present.isEmpty else { return }
    try await git.text(
      ["--literal-pathspecs", "checkout", "-q", frozen.commit, "--"] + present, workTree: folder,
      index: index)
  }

  /// The digest of the frozen files of a commit, empty when there are none.
  func digest(of frozen: Frozen) async throws -> String {
    let listing = try await git.text(["ls-tree", "-r", "-z", frozen.commit])
    let lines = listing.split(separator: "\0").filter { line in
      let path = line.split(separator: "\t", maxSplits: 1).dropFirst().first ?? ""
      return Glob.any(frozen.globs, match: String(path))
    }
    guard !lines.isEmpty else { return "" }
    return try await git.text(
      ["hash-object", "--stdin"], input: lines.joined(separator: "\n"))
  }

  /// Makes an exported tree what it was, if its index was kept; gives the files that had been changed.
  ///
  /// - Parameter links: paths that are not the commit's and stay.
  func restore(_ commit: CommitID, in folder: String, but links: [String]) async throws -> [String]
  {
    let index = folder + ".index"
    guard FileManager.default.fileExists(atPath: index) else { return [] }
    _ = try await git.attempt(["update-index", "-q", "--refresh"], workTree: folder, index: index)
    let changed = try await git.text(
      ["diff-files", "--name-only", "-z"], workTree: folder, index: index)
    // What lies beside the evaluator could stand for one of its modules.
    let others = try await git.text(["ls-files", "--others", "-z"], workTree: folder, index: index)
    for path in others.split(separator: "\0").map(String.init)
    where !links.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) {
      Self.remove(folder + "/" + path)
    }
    let names = changed.split(separator: "\0").map(String.init)
    if !names.isEmpty {
      try await git.text(["checkout-index", "-q", "-f", "-a"], workTree: folder, index: index)
    }
    return names
  }

  /// Removes an exported tree.
  package func discard(_ folder: String) {
    for path in [folder + ".ready", folder + ".index", folder + ".index.lock"] {
      try? FileManager.default.removeItem(atPath: path)
    }
    Self.remove(folder)
  }

  /// Removes a file, a link or a folder, also one whose folders were made read-only.
  ///
  /// A link is removed itself; what it leads to is never touched.
  static func remove(_ path: String) {
    let files = FileManager.default
    guard (try? files.attributesOfItem(atPath: path)) != nil else { return }
    if (try? files.removeItem(atPath: path)) != nil { return }
    open(path)
    try? files.removeItem(atPath: path)
  }

  /// Whether there is a folder, and not a link to one.
  static func isFolder(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }

  /// Makes the folders below a path, and itself, such that what is in them can be removed.
  private static func open(_ folder: String) {
    let files = FileManager.default
    guard isFolder(folder) else { return }
    try? files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
    for name in (try? files.contentsOfDirectory(atPath: folder)) ?? [] { open(folder + "/" + name) }
  }

  /// Removes from a run's tree what only the evaluator may see, should it be committed.
  ///
  /// The tree's links lead to the data itself: nothing behind them is touched.
  func withhold(_ hidden: [String], from folder: String) {
    guard let tree = RealPath.of(folder) else { return }
    for path in hidden where !path.hasPrefix("/") && !path.hasPrefix("~") {
      let target = tree + "/" + path
      let place = (target as NSString).deletingLastPathComponent
      if RealPath.of(place) == place { Self.remove(target) }
    }
  }

  /// Links paths of the project into an exported tree at the same place; they are never copied.
  func link(_ paths: [String], into folder: String) throws {
    let files = FileManager.default
    guard let tree = RealPath.of(folder) else { return }
    for path in paths where !path.hasPrefix("/") && !path.hasPrefix("~") {
      let target = tree + "/" + path
      let place = (target as NSString).deletingLastPathComponent
      try? files.createDirectory(atPath: place, withIntermediateDirectories: true)
      // Below a link it is there already, and it is the data itself.
      guard RealPath.of(place) == place else { continue }
      if (try? files.destinationOfSymbolicLink(atPath: target)) != nil { continue }
      try? files.removeItem(atPath: target)
      try files.createSymbolicLink(atPath: target, withDestinationPath: layout.project + "/" + path)
    }
  }
}

/// A lane's clone, handled without ever running git inside it: pawl brings its own index and
/// configuration, so that hooks and settings an agent leaves there do nothing.
package struct LaneClone: Sendable {
  let store: Store
  let lane: LaneID

  package init(store: Store, lane: LaneID) {
    self.store = store
    self.lane = lane
  }

  package var folder: String { store.layout.clone(lane) }

  /// What pawl puts into a clone for its agent to read, and is in no proposal.
  private static let excluded = ([".pawl-turn/", ".pawl-history.md"] + leavings)
    .map { "/\($0)\n" }.joined()

  /// What agents' programs write about themselves where they work; none of it is their proposal.
  private static let leavings = [
    ".aider*", ".claude/", ".codex/", ".gemini/", ".goose/", ".kimi/", ".opencode/", ".qwen/",
    ".vibe/",
  ]

  /// Where it is noted that the history of the clone is pawl's and not the project's.
  private var mark: String { store.layout.lane(lane) + "/history-left" }

  /// Puts the history into the clone for its agent to read; a project's own file is left alone.
  package func leave(history: String) throws {
    let path = folder + "/.pawl-history.md"
    let files = FileManager.default
    guard !files.fileExists(atPath: path) || files.fileExists(atPath: mark) else { return }
    try Data().write(to: URL(fileURLWithPath: mark))
    try history.write(toFile: path, atomically: true, encoding: .utf8)
  }
  private var index: String { store.layout.lane(lane) + "/index" }

  /// Makes the clone a clean checkout of a commit, with a git folder that is new each time.
  package func reset(to commit: CommitID) async throws {
    let files = FileManager.default
    // The whole folder goes: an agent may have put a link to somewhere else in its place.
    Store.remove(folder)
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in [index, index + ".lock", mark] { Store.remove(name) }
    try await store.git.text(
      ["read-tree", "--reset", "-u", commit], workTree: folder, index: index)
    try layGitFolder(commit)
  }

  /// A repository of its own that borrows the store's objects; nothing is shared that can be written.
  private func layGitFolder(_ commit: CommitID) throws {
    let files = FileManager.default
    let git = folder + "/.git"
    for name in ["/objects/info", "/objects/pack", "/refs/heads", "/refs/tags", "/info"] {
      try files.createDirectory(atPath: git + name, withIntermediateDirectories: true)
    }
    func write(_ text: String, _ name: String) throws {
      try text.write(toFile: git + name, atomically: false, encoding: .utf8)
    }
    try write(store.layout.store + "/objects\n", "/objects/info/alternates")
    try write(
      "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n", "/config")
    try write(commit + "\n", "/refs/heads/proposal")
    try write("ref: refs/heads/proposal\n", "/HEAD")
    try write(Self.excluded, "/info/exclude")
    let shallow = store.layout.store + "/shallow"
    if files.fileExists(atPath: shallow) {
      try files.copyItem(atPath: shallow, toPath: git + "/shallow")
    }
    try files.copyItem(atPath: index, toPath: git + "/index")
  }

  /// Takes what the agent left as a commit on `base`; nil when nothing changed.
  package func take(on base: CommitID, title: String, date: Int) async throws -> CommitID? {
    let kind =
      try? FileManager.default.attributesOfItem(atPath: folder)[.type] as? FileAttributeType
    guard kind == .typeDirectory else { return nil }
    // A git that died with an earlier engine may have left its lock.
    Store.remove(index + ".lock")
    let excludes = store.layout.lane(lane) + "/exclude"
    try Self.excluded.write(toFile: excludes, atomically: true, encoding: .utf8)
    try await store.git.text(
      ["-c", "core.excludesFile=" + excludes, "add", "-A", "."], workTree: folder, index: index)
    let tree = try await store.git.text(["write-tree"], index: index)
    guard tree != (try await store.git.text(["rev-parse", base + "^{tree}"])) else { return nil }
    return try await store.git.text(
      ["commit-tree", tree, "-p", base, "-m", title], date: date)
  }
}
