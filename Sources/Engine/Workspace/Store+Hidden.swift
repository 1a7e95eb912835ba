import Core
import Foundation
package import Journal

/// Hidden data that earlier commits have: whoever has a repository has all of its commits.
extension Store {
  /// The newest commit, in front of a commit or itself, that has or removes one of these paths; nil
  /// where none does.
  func reveals(_ hidden: [String], below commit: CommitID) async throws -> CommitID? {
    try await newest(hidden, of: [commit], in: project)
  }

  /// The same for all that the store has, which is what agents can read; nil without a store.
  func revealsItself(_ hidden: [String]) async throws -> CommitID? {
    guard FileManager.default.fileExists(atPath: layout.store + "/HEAD") else { return nil }
    return try await newest(hidden, of: ["--all"], in: git)
  }

  private func newest(
    _ hidden: [String], of revisions: [String], in git: Git
  ) async throws -> CommitID? {
    let inside = hidden.filter { !$0.hasPrefix("/") && !$0.hasPrefix("~") }
    guard !inside.isEmpty else { return nil }
    // What is named may be a folder.
    let paths = inside.flatMap { [":(glob)\($0)", ":(glob)\($0)/**"] }
    let found = try await git.attempt(
      ["log", "-1", "--full-history", "--format=%H"] + revisions + ["--"] + paths)
    return found.status == 0 && !found.text.isEmpty ? found.text : nil
  }

  /// What of the hidden data earlier commits have, for a person to read; empty where they have none.
  package static func hiddenHistory(
    _ layout: Layout, branch: String, hidden: [String]
  ) async throws -> [String] {
    let store = Store(layout: layout, branch: branch)
    if let commit = try await store.revealsItself(hidden) {
      return [
        "commit \(commit.prefix(7)) of .pawl/store.git has what files.hidden names: agents can read it",
        "begin a new campaign without it: stop, move .pawl/ away, and start again",
      ]
    }
    var tip = try await store.tip()
    if tip == nil { tip = try await store.head() }
    guard let tip, let commit = try await store.reveals(hidden, below: tip) else { return [] }
    return [
      "commit \(commit.prefix(7)) of the project's history has what files.hidden names",
      "lanes get clones without the history; with `isolation: process` they can read the project's own",
    ]
  }

  private func head() async throws -> CommitID? {
    let head = try await project.attempt(["rev-parse", "--verify", "-q", "HEAD^{commit}"])
    return head.status == 0 ? head.text : nil
  }
}
