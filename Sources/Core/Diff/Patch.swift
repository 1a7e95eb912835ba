/// A proposal's changes, as `git diff` writes them.
package struct Patch: Equatable, Sendable {
  /// In the order of the text.
  package var files: [PatchFile]

  package init(files: [PatchFile] = []) {
    self.files = files
  }

  /// Lines added and removed in all files.
  package var added: Int { files.reduce(0) { $0 + $1.added } }
  package var removed: Int { files.reduce(0) { $0 + $1.removed } }
}

/// What happened to one file.
package enum PatchStatus: String, Codable, Sendable, CaseIterable {
  case added, deleted, modified, renamed, copied, modeChanged
}

/// The changes of one file.
package struct PatchFile: Equatable, Sendable {
  /// Paths from the repository's root, unquoted; nil for /dev/null.
  package var oldPath: String?
  package var newPath: String?
  package var status: PatchStatus
  package var hunks: [Hunk]
  /// Lines added and removed.
  package var added: Int
  package var removed: Int
  package var isBinary: Bool
  /// Modes as git writes them, such as `100644`; nil when the diff does not say.
  package var oldMode: String?
  package var newMode: String?
  /// The text it was read from, all of it; nil when it was not read.
  var source: Substring?

  package init(
    oldPath: String?, newPath: String?, status: PatchStatus = .modified, hunks: [Hunk] = [],
    added: Int = 0, removed: Int = 0, isBinary: Bool = false, oldMode: String? = nil,
    newMode: String? = nil
  ) {
    self.oldPath = oldPath
    self.newPath = newPath
    self.status = status
    self.hunks = hunks
    self.added = added
    self.removed = removed
    self.isBinary = isBinary
    self.oldMode = oldMode
    self.newMode = newMode
  }

  /// The path to show: the new one, or the old one of a deleted file.
  package var path: String { newPath ?? oldPath ?? "" }
}

/// A stretch of changed lines and what stands around them.
package struct Hunk: Equatable, Sendable {
  /// First line and number of lines on both sides; lines are counted from 1.
  package var oldStart: Int
  package var oldCount: Int
  package var newStart: Int
  package var newCount: Int
  /// What git found above the hunk, such as the function's name; may be empty.
  package var heading: String
  package var lines: [PatchLine]
  /// The text it was read from, with its first line; nil when it was not read.
  var source: Substring?

  package init(
    oldStart: Int, oldCount: Int, newStart: Int, newCount: Int, heading: String = "",
    lines: [PatchLine] = []
  ) {
    self.oldStart = oldStart
    self.oldCount = oldCount
    self.newStart = newStart
    self.newCount = newCount
    self.heading = heading
    self.lines = lines
  }
}
