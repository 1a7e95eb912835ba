package import Core
import Settings

/// What a proposal changes, and what the guard says to it.
struct Examination {
  var files: [FileChange]
  var refusal: String?
  var flags: [String]
  /// A title made of the paths, for agents that give none.
  var title: String

  static func examine(
    _ commit: CommitID, on base: CommitID, store: Store, settings: ProjectSettings
  ) async throws -> Examination {
    let raw = try await store.git.text(
      ["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", base, commit])
    let counts = try await store.git.text(
      ["diff-tree", "-r", "-z", "--numstat", "--no-renames", base, commit])
    let stats = numstat(counts)
    let changes = try await changes(raw, stats, store)
    let rules = GuardRules(
      editable: settings.files.editable, frozen: settings.files.frozen)
    var examination = Examination(
      files: stats.map {
        FileChange(path: $0.path, added: $0.added ?? 0, removed: $0.removed ?? 0)
      },
      refusal: nil, flags: [], title: title(stats))
    switch Guard(rules).judge(changes) {
    case .passed: break
    case .flagged(let flags): examination.flags = flags
    case .refused(let why): examination.refusal = why
    }
    guard examination.refusal == nil else { return examination }
    let patch = try await store.patch(of: commit, on: base)
    examination.flags += Tripwires.flags(in: Patch(parsing: patch), metric: settings.metric.name)
    return examination
  }

  private static func title(_ stats: [Stat]) -> String {
    let names = stats.prefix(8).map(\.path).joined(separator: ", ")
    return plainText("edit " + names, limit: 120)
  }

  private struct Stat {
    var path: String
    var added: Int?
    var removed: Int?
  }

  private static func numstat(_ text: String) -> [Stat] {
    text.split(separator: "\0").compactMap { line in
      let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return nil }
      return Stat(path: String(fields[2]), added: Int(fields[0]), removed: Int(fields[1]))
    }
  }

  /// `:100644 100755 <old> <new> M\0path\0`, again and again.
  private static func changes(_ raw: String, _ stats: [Stat], _ store: Store) async throws
    -> [TreeChange]
  {
    let parts = raw.split(separator: "\0")
    let binary = Set(stats.filter { $0.added == nil }.map(\.path))
    var changes: [TreeChange] = []
    var contents: [String] = []
    for index in stride(from: 0, to: parts.count - 1, by: 2) {
      let fields = parts[index].dropFirst().split(separator: " ")
      guard fields.count >= 5 else { continue }
      let path = String(parts[index + 1])
      let kind: TreeChange.Kind
      switch fields[4].first {
      case "A": kind = .added
      case "D": kind = .deleted
      case "T": kind = .typeChanged
      default: kind = .modified
      }
      contents.append(String(fields[3]))
      changes.append(
        TreeChange(
          path: path, oldMode: String(fields[0]), newMode: String(fields[1]), bytes: 0,
          isBinary: binary.contains(path), kind: kind))
    }
    // One look for all of them; what is no content of this store, such as a submodule, has no size.
    let sizes = try await store.git.text(
      ["cat-file", "--batch-check=%(objectsize)"],
      input: contents.map { $0 + "\n" }.joined()
    ).split(separator: "\n")
    for (index, size) in zip(changes.indices, sizes) { changes[index].bytes = Int(size) ?? 0 }
    return changes
  }
}

extension Store {
  /// The patch of a commit against another, as `git apply` takes it.
  package func patch(of commit: CommitID, on base: CommitID) async throws -> String {
    let text = try await git.text(
      [
        "diff-tree", "-p", "-r", "--no-ext-diff", "--no-textconv", "--full-index", "--binary", base,
        commit,
      ])
    return text.isEmpty ? "" : text + "\n"
  }

  /// The tree of a commit.
  func tree(of commit: CommitID) async throws -> String {
    try await git.text(["rev-parse", commit + "^{tree}"])
  }
}
