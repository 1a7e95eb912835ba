package import Core
import Foundation

/// How moving the ratchet came out.
package enum Advance: Equatable, Sendable {
  case moved(CommitID)
  /// The branch was somewhere else; it was left alone.
  case found(CommitID)
  case conflict(String)
}

extension Store {
  /// Puts a proposal on top of another champion.
  package func rebase(_ proposal: CommitID, onto champion: CommitID, date: Int) async throws
    -> Result<CommitID, RebaseConflict>
  {
    let merge = try await git.attempt(
      ["merge-tree", "--write-tree", "--name-only", "--no-messages", champion, proposal])
    let lines = merge.text.split(separator: "\n").map(String.init)
    if merge.status == 1 {
      let files = lines.dropFirst().joined(separator: ", ")
      return .failure(RebaseConflict("it conflicts with the champion in \(files)"))
    }
    guard merge.status == 0, let tree = lines.first else {
      throw git.failure(of: ["merge-tree"], merge)
    }
    let present = try await git.text(["rev-parse", champion + "^{tree}"])
    guard tree != present else {
      return .failure(RebaseConflict("the champion already contains the whole change"))
    }
    let commit = try await git.text(
      ["commit-tree", tree, "-p", champion, "-m", "candidate"], date: date)
    return .success(commit)
  }

  /// Commits a confirmed candidate with its story and moves the branch, if it is where it should be.
  ///
  /// The same call again finds what the first one did.
  package func advance(
    _ candidate: CommitID, onto champion: CommitID, message: String, name: String, date: Int,
    author: Author? = nil
  ) async throws -> Advance {
    let tree = try await git.text(["rev-parse", candidate + "^{tree}"])
    return try await move(
      from: champion, to: tree, message: message, name: name, date: date, author: author)
  }

  /// Takes a kept commit back by a commit that undoes it.
  package func revert(
    _ kept: CommitID, onto champion: CommitID, message: String, name: String, date: Int
  ) async throws -> Advance {
    switch try await tree(of: champion, without: kept, date: date) {
    case .failure(let conflict): return .conflict(conflict.why)
    case .success(let tree):
      return try await move(from: champion, to: tree, message: message, name: name, date: date)
    }
  }

  /// Makes a commit of the champion without a kept commit; the branch stays where it is.
  ///
  /// The same call again gives the same commit, kept under `name`.
  package func without(
    _ kept: CommitID, champion: CommitID, name: String, date: Int
  ) async throws -> Result<CommitID, RebaseConflict> {
    switch try await tree(of: champion, without: kept, date: date) {
    case .failure(let conflict): return .failure(conflict)
    case .success(let tree):
      let commit = try await git.text(
        ["commit-tree", tree, "-p", champion, "-m", "without \(kept.prefix(7))"], date: date)
      try await git.text(["update-ref", name, commit])
      return .success(commit)
    }
  }

  /// The tree of the champion with a kept commit undone.
  private func tree(of champion: CommitID, without kept: CommitID, date: Int) async throws
    -> Result<String, RebaseConflict>
  {
    // Undoing is merging the parent's tree with the kept commit as the common ancestor.
    let parent = try await git.text(["rev-parse", kept + "^"])
    let reversed = try await git.text(
      ["commit-tree", parent + "^{tree}", "-p", kept, "-m", "reversed"], date: date)
    let merge = try await git.attempt(
      ["merge-tree", "--write-tree", "--name-only", "--no-messages", champion, reversed])
    let lines = merge.text.split(separator: "\n").map(String.init)
    if merge.status == 1 {
      let files = lines.dropFirst().joined(separator: ", ")
      return .failure(RebaseConflict("later keeps build on it in \(files)"))
    }
    guard merge.status == 0, let tree = lines.first else {
      throw git.failure(of: ["merge-tree"], merge)
    }
    return .success(tree)
  }

  /// Commits a tree on the champion and moves the branch there, if it is where it should be.
  private func move(
    from champion: CommitID, to tree: String, message: String, name: String, date: Int,
    author: Author? = nil
  ) async throws -> Advance {
    let commit: CommitID
    // What an earlier call committed stands, even if the message would be worded otherwise now.
    if let earlier = try await committed(name, tree: tree, on: champion) {
      commit = earlier
    } else {
      commit = try await git.text(
        ["commit-tree", tree, "-p", champion, "-F", "-"], date: date, author: author,
        input: message)
    }
    do {
      try await publish(commit, as: name)
    } catch {
      // Not the candidate's fault: the branch is where it was, and the move is tried again.
      guard let found = try await tip() else { throw error }
      return try await foundInstead(found, of: commit)
    }
    Failpoint.hit("before-branch")
    var swap = try await project.attempt(["update-ref", reference, commit, champion])
    if swap.status != 0, try await tip() == nil {
      // Somebody deleted the branch: it comes back with this step on it.
      swap = try await project.attempt(["update-ref", reference, commit, ""])
    }
    Failpoint.hit("after-branch")
    if swap.status == 0 {
      try await git.text(["update-ref", Self.champion, commit])
      return .moved(commit)
    }
    guard let found = try await tip() else {
      throw project.failure(of: ["update-ref"], swap)
    }
    return try await foundInstead(found, of: commit)
  }

  private func foundInstead(_ found: CommitID, of commit: CommitID) async throws -> Advance {
    guard found != commit else {
      try await git.text(["update-ref", Self.champion, commit])
      return .moved(commit)
    }
    try await adopt(found)
    try await git.text(["update-ref", Self.champion, found])
    return .found(found)
  }

  /// The commit under a name, if it has this tree and this parent.
  private func committed(_ name: String, tree: String, on parent: CommitID) async throws
    -> CommitID?
  {
    let present = try await git.attempt(["rev-parse", "--verify", "-q", name + "^{commit}"])
    guard present.status == 0 else { return nil }
    let commit = present.text
    let parts = try await git.text(["rev-parse", commit + "^{tree}", commit + "^"])
    return parts == "\(tree)\n\(parent)" ? commit : nil
  }
}

/// Why a change cannot be put on the champion of now, or taken from it.
package struct RebaseConflict: Error, Equatable {
  package let why: String

  init(_ why: String) { self.why = why }
}
