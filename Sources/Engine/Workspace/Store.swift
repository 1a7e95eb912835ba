package import Core
import Foundation
import Glibc
package import Journal

/// pawl's own copy of the objects: every proposal, every candidate, the ratchet's commits.
///
/// The ratchet branch itself lives in the project and is moved there by compare-and-swap; nothing
/// here ever touches the project's work tree.
package struct Store: Sendable {
  let layout: Layout
  let branch: String

  package init(layout: Layout, branch: String) {
    self.layout = layout
    self.branch = branch
  }

  var git: Git { Git(layout.store) }
  var project: Git { Git(gitFolder) }
  var reference: String { "refs/heads/" + branch }
  /// Where the store remembers the ratchet's tip, for when somebody deletes the branch.
  static let champion = "refs/pawl/champion"

  /// The project's git folder; a linked work tree names it in a file.
  private var gitFolder: String {
    let path = layout.project + "/.git"
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      return path
    }
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    guard text.hasPrefix("gitdir: ") else { return path }
    let target = text.dropFirst(8).trimmingCharacters(in: .whitespacesAndNewlines)
    return target.hasPrefix("/") ? target : layout.project + "/" + target
  }

  /// Makes the store where it is missing, and gives the commit that the campaign stands on: the
  /// branch's tip, where the branch is gone the last champion, at first the project's own commit.
  ///
  /// The branch itself is left as it is; `plant` makes it, once the project was looked at.
  ///
  /// - Parameter hidden: paths that no commit of the store may have: where earlier commits have them, a
  ///   new store is made without the history.
  package func open(without hidden: [String] = []) async throws -> CommitID {
    guard FileManager.default.fileExists(atPath: layout.project + "/.git") else {
      throw EngineError.notARepository(layout.project)
    }
    let head = try await project.attempt(["rev-parse", "--verify", "-q", "HEAD^{commit}"])
    let format = try await project.attempt(["rev-parse", "--show-object-format"])
    _ = try await git.text(
      ["init", "-q", "--bare", "--template="]
        + (format.status == 0 ? ["--object-format=" + format.text] : []) + [layout.store])
    try await exclude("/.pawl/")
    let existing = try await tip()
    let champion = try await git.attempt(["rev-parse", "--verify", "-q", Self.champion])
    guard
      let start = existing ?? (champion.status == 0 ? champion.text : nil)
        ?? (head.status == 0 ? head.text : nil)
    else { throw EngineError.noCommits(layout.project) }
    guard head.status == 0, try await isFollowed(from: start, to: head.text) else {
      try await adopt(start, without: hidden)
      return start
    }
    try await adopt(head.text, without: hidden)
    return head.text
  }

  /// Whether the ratchet still follows the project: nothing was kept on it, and the project's own
  /// commit stands on it, as after a mistake in the training script was mended.
  private func isFollowed(from start: CommitID, to head: CommitID) async throws -> Bool {
    guard start != head else { return false }
    guard try await git.text(["for-each-ref", "--count=1", "refs/pawl/kept"]).isEmpty else {
      return false
    }
    return try await project.attempt(["merge-base", "--is-ancestor", start, head]).status == 0
  }

  /// Puts the branch on the commit that `open` gave; one that was deleted comes back.
  package func plant(_ tip: CommitID) async throws {
    let existing = try await self.tip()
    if existing != tip {
      if try await project.attempt(["cat-file", "-e", tip + "^{commit}"]).status != 0 {
        try await publish(tip, as: Self.champion)
      }
      // An empty old value: it must not exist.
      try await project.text(["update-ref", reference, tip, existing ?? ""])
    }
    try await git.text(["update-ref", Self.champion, tip])
  }

  /// The branch's commit in the project, or nil where there is no branch yet.
  package func tip() async throws -> CommitID? {
    let output = try await project.attempt(["rev-parse", "--verify", "-q", reference + "^{commit}"])
    return output.status == 0 ? output.text : nil
  }

  /// Copies a commit of the project into the store, with those before it.
  ///
  /// - Parameter hidden: where earlier commits have these paths, a store that is empty gets none of them.
  func adopt(_ commit: CommitID, without hidden: [String] = []) async throws {
    let known = try await git.attempt(["cat-file", "-e", commit + "^{commit}"])
    if known.status != 0 {
      // A fetch takes refs, not commits, unless the other side allows it.
      let source = layout.project
      let isNew = try await git.text(["for-each-ref", "--count=1"]).isEmpty
      let isCut = isNew ? try await reveals(hidden, below: commit) != nil : false
      try await git.text(
        Self.fetch + (isCut ? ["--depth=1"] : []) + [
          "--update-shallow", "--upload-pack",
          "git -c safe.directory='*' -c uploadpack.allowAnySHA1InWant=true upload-pack", source,
          commit,
        ])
    }
    try await git.text(["update-ref", "refs/pawl/base/" + commit, commit])
  }

  /// Names a commit of the store, there and in the project, so that both can resolve it.
  func publish(_ commit: CommitID, as name: String) async throws {
    try await git.text(["update-ref", name, commit])
    try await project.text(Self.fetch + [layout.store, "+\(name):\(name)"])
  }

  private static let fetch = [
    "fetch", "-q", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
    "--no-auto-maintenance",
  ]

  /// Keeps a path out of the project's git, for all its work trees.
  func exclude(_ path: String) async throws {
    let common = try await project.text(["rev-parse", "--git-common-dir"])
    let folder = common.hasPrefix("/") ? common : gitFolder + "/" + common
    let file = folder + "/info/exclude"
    let present = FileManager.default.contents(atPath: file) ?? Data()
    let lines = present.split(separator: UInt8(ascii: "\n"))
    guard !lines.contains(where: { $0.elementsEqual(path.utf8) }) else { return }
    try FileManager.default.createDirectory(
      atPath: folder + "/info", withIntermediateDirectories: true)
    // Appended: what people wrote there stays, in whatever encoding.
    let descriptor = Glibc.open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw EngineError.spawn("writing \(file)", why: String(cString: strerror(errno)))
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let isOpenLine = present.last.map { $0 != UInt8(ascii: "\n") } ?? false
    try handle.write(contentsOf: Data(((isOpenLine ? "\n" : "") + path + "\n").utf8))
  }
}
