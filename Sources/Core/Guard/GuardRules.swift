/// What a proposal may touch.
package struct GuardRules: Codable, Equatable, Sendable {
  /// Patterns of the only paths a proposal may touch; see `Glob`.
  package var editable: [String]
  /// Patterns of paths that no proposal may touch, editable or not.
  package var frozen: [String]
  /// The largest binary file a proposal may bring, the largest of any kind, and all of its files
  /// together, in bytes.
  package var maximumBinaryBytes: Int
  package var maximumFileBytes: Int
  package var maximumBytes: Int

  package init(
    editable: [String], frozen: [String] = [], maximumBinaryBytes: Int = 1_000_000,
    maximumFileBytes: Int = 5_000_000, maximumBytes: Int = 20_000_000
  ) {
    self.editable = editable
    self.frozen = frozen
    self.maximumBinaryBytes = maximumBinaryBytes
    self.maximumFileBytes = maximumFileBytes
    self.maximumBytes = maximumBytes
  }
}

/// One path that a proposal changes, as the trees of its commit and of its base say.
package struct TreeChange: Equatable, Sendable {
  package enum Kind: String, Codable, Sendable, CaseIterable {
    case added, modified, deleted, renamed, typeChanged
  }

  /// From the repository's root; for a rename the new path, the old one is a change of its own.
  package var path: String
  /// Modes as git writes them: `100644`, `100755`, `120000`, `160000`; `000000` where there is none.
  package var oldMode: String
  package var newMode: String
  /// Size of the new content.
  package var bytes: Int
  package var isBinary: Bool
  package var kind: Kind

  package init(
    path: String, oldMode: String, newMode: String, bytes: Int, isBinary: Bool, kind: Kind
  ) {
    self.path = path
    self.oldMode = oldMode
    self.newMode = newMode
    self.bytes = bytes
    self.isBinary = isBinary
    self.kind = kind
  }
}

/// What the guard says of a proposal.
package enum GuardVerdict: Equatable, Sendable {
  case passed
  /// May run, but a person should look: the reasons, each a sentence.
  case flagged([String])
  /// Must not run: one sentence that says what, where and what to do.
  case refused(String)
}
