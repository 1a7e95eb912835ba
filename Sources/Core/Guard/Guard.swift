/// Judges which paths a proposal touches, and how, before any of it runs.
package struct Guard: Sendable {
  package let rules: GuardRules
  private let editable: [Glob]
  private let frozen: [Glob]
  /// The frozen patterns for file systems that do not tell letters' cases apart.
  private let folded: [Glob]

  package init(_ rules: GuardRules) {
    self.rules = rules
    editable = rules.editable.map(Glob.init)
    frozen = rules.frozen.map(Glob.init)
    folded = rules.frozen.map { Glob($0.lowercased()) }
  }

  /// The verdict on all changes of a proposal; the first reason to refuse wins.
  package func judge(_ changes: [TreeChange]) -> GuardVerdict {
    for change in changes {
      if let reason = refusal(of: change) { return .refused(reason) }
    }
    let bytes = changes.reduce(0) { $0 + $1.bytes }
    if bytes > rules.maximumBytes {
      return .refused(
        "The files of this proposal have \(Self.size(bytes)), over the limit of "
          + "\(Self.size(rules.maximumBytes)). Make such data in the run instead.")
    }
    let flags = changes.compactMap(flag)
    return flags.isEmpty ? .passed : .flagged(flags)
  }

  private func refusal(of change: TreeChange) -> String? {
    let path = Self.shown(change.path)
    if let reason = unsafePath(change.path, shown: path) { return reason }
    if change.newMode == "120000" {
      return "\(path) is a symbolic link. Links could lead out of the tree: use a plain file."
    }
    if [change.newMode, change.oldMode].contains("160000") {
      return
        "\(path) is a submodule. A proposal may only change plain files: leave submodules alone."
    }
    if !Self.plainModes.contains(change.newMode) {
      return "\(path) has the mode \(plainText(change.newMode, limit: 8)). Use a plain file."
    }
    if let name = gitName(change.path), !isNamedExactly(change.path) {
      return "\(path) changes how git reads the tree. Leave \(name) as it is."
    }
    if Glob.any(frozen, match: change.path) || Glob.any(folded, match: change.path.lowercased()) {
      return "\(path) is frozen, so that scores stay comparable. Leave it as it is."
    }
    if !Glob.any(editable, match: change.path) {
      return "\(path) is not editable. Change only \(Self.list(rules.editable))."
    }
    let limit = change.isBinary ? rules.maximumBinaryBytes : rules.maximumFileBytes
    if change.bytes > limit {
      return "\(path) is a \(change.isBinary ? "binary file" : "file") of "
        + "\(Self.size(change.bytes)), over the limit of \(Self.size(limit)). "
        + "Make such data in the run instead."
    }
    return nil
  }

  private func unsafePath(_ path: String, shown: String) -> String? {
    if path.isEmpty { return "A file has no name. Give every file a plain name." }
    if path.unicodeScalars.contains(where: { Self.isUnseen($0.value) }) {
      return "The name \(shown) holds control characters. Use a plain name."
    }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for part in parts {
      if part.isEmpty || part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) {
        return
          "The path \(shown) does not stay in the tree. Use a path below the repository's root."
      }
      if Self.isGitFolder(part) {
        return "\(shown) lies in a .git folder, which is git's own. Put files elsewhere."
      }
    }
    return nil
  }

  /// What a tree gives for a file, and for one that is gone.
  private static let plainModes: Set<String> = ["100644", "100755", "000000"]

  /// Control characters, and those that turn, join or hide what stands beside them.
  ///
  /// Some file systems leave the last out when they compare names. U+FFFD stands for what is no text.
  private static func isUnseen(_ value: UInt32) -> Bool {
    switch value {
    case ..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xFFF9...0xFFFD, 0xE0000...0xE01EF:
      true
    default: false
    }
  }

  /// Whether some file system takes the name for `.git`.
  private static func isGitFolder(_ part: Substring.UTF8View) -> Bool {
    let name = part.map(ASCIIWord.lower)
    return name == Array(".git".utf8) || name == Array("git~1".utf8)
      || (name.starts(with: ".git".utf8)
        && name.dropFirst(4).allSatisfy { ". :".utf8.contains($0) })
  }

  /// The file's name when git itself reads it.
  private func gitName(_ path: String) -> String? {
    let name = path.split(separator: "/").last.map { $0.lowercased() }
    guard let name, Self.gitNames.contains(name) else {
      return nil
    }
    return name
  }

  private static let gitNames: Set<String> = [
    ".gitattributes", ".gitmodules", ".gitignore", ".lfsconfig",
  ]

  private func isNamedExactly(_ path: String) -> Bool {
    editable.contains { $0.isLiteral && ($0.pattern == path || $0.pattern == "/\(path)") }
  }

  private func flag(_ change: TreeChange) -> String? {
    let path = Self.shown(change.path)
    if change.newMode == "100755", change.oldMode != "100755" {
      return "\(path) becomes executable."
    }
    if change.kind != .deleted, Self.isRunUnasked(change.path) {
      return "\(path) is run by Python whenever it starts."
    }
    if change.kind == .deleted { return "\(path) is deleted." }
    if change.isBinary { return "\(path) is a binary file: its content cannot be read here." }
    return nil
  }

  /// Whether an interpreter takes a file in without being told to.
  private static func isRunUnasked(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    return name == "sitecustomize.py" || name == "usercustomize.py"
  }

  private static func shown(_ path: String) -> String { plainText(path, limit: 120) }

  private static func list(_ patterns: [String]) -> String {
    let some = patterns.prefix(6).joined(separator: ", ")
    return patterns.count > 6 ? "\(some), ..." : some
  }

  private static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<10_000: "\(bytes) B"
    case ..<10_000_000: "\(bytes / 1000) KB"
    default: "\(bytes / 1_000_000) MB"
    }
  }
}
