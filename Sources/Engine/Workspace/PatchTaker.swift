import Core
import Foundation
import Journal
import Settings

/// Makes a commit of a person's patch and lets the guard judge it, in the store alone.
///
/// Called again after a restart, it makes the same commit.
struct PatchTaker: Sendable {
  let store: Store
  let settings: ProjectSettings

  func take(_ patch: PatchProposal) async throws -> PatchOutcome {
    do {
      return try await taking(patch)
    } catch let error as EngineError {
      // A full disk passes, and what git refuses today it refuses tomorrow.
      guard case .git = error else { throw error }
      return .unfit("\(error)")
    }
  }

  private func taking(_ patch: PatchProposal) async throws -> PatchOutcome {
    let tree: String
    switch try await store.tree(of: patch.patch, on: patch.base, name: "\(patch.command)") {
    case .success(let made): tree = made
    case .failure(let unfit): return .unfit(unfit.why)
    }
    guard tree != (try await store.tree(of: patch.base)) else {
      return .unfit("the patch changes nothing in \(patch.base.prefix(7))")
    }
    let title = plainText(patch.title, limit: 120)
    let reason = plainText(patch.reason, limit: 2000)
    let message = (title.isEmpty ? "proposal of \(patch.by.text)" : title) + "\n\n" + reason
    let commit = try await store.git.text(
      ["commit-tree", tree, "-p", patch.base, "-F", "-"], date: Int(patch.at),
      author: Author(account: patch.by.account), input: message)
    let examination = try await Examination.examine(
      commit, on: patch.base, store: store, settings: settings)
    var proposal = Proposal(
      commit: commit, base: patch.base, title: title.isEmpty ? examination.title : title,
      reason: reason, files: examination.files, refusal: examination.refusal,
      flags: examination.flags, tree: tree)
    proposal.changesSchedule = examination.changesSchedule
    return .proposal(proposal)
  }
}

/// Why a patch gives no tree.
struct UnfitPatch: Error, Equatable {
  let why: String
}

extension Store {
  /// The tree that a patch makes of a commit, or git's own words on why it does not.
  ///
  /// - Parameter name: of the index it is made in, which is gone afterwards.
  func tree(
    of patch: String, on base: CommitID, name: String
  ) async throws -> Result<String, UnfitPatch> {
    let index = layout.store + "/patch-\(name).index"
    func clear() { for path in [index, index + ".lock"] { Self.remove(path) } }
    // An engine that was killed may have left it.
    clear()
    defer { clear() }
    try await git.text(["read-tree", base], index: index)
    let applied = try await git.attempt(
      ["apply", "--cached", "--whitespace=nowarn", "-"], index: index,
      input: patch.hasSuffix("\n") ? patch : patch + "\n")
    guard applied.status == 0 else {
      if git.isOutOfRoom { throw git.failure(of: ["apply"], applied) }
      let words = applied.said
      let lead = ["error: ", "fatal: "].first { words.hasPrefix($0) } ?? ""
      return .failure(
        UnfitPatch(
          why: "the patch does not apply to \(base.prefix(7)): "
            + plainText(String(words.dropFirst(lead.count)), limit: 300)))
    }
    return .success(try await git.text(["write-tree"], index: index))
  }

  /// Who wrote a commit.
  func author(of commit: CommitID) async throws -> Author {
    let text = try await git.text(["log", "-1", "--format=%an%n%ae", commit])
    let parts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return Author(name: parts.first ?? "", email: parts.count > 1 ? parts[1] : "")
  }
}

extension Cause {
  /// The name of a person's account; who else there is, by their own word.
  fileprivate var account: String {
    if case .person(let name) = self { name } else { text }
  }
}
