/// What a person proposed and no commit was made of yet.
package struct PatchProposal: Equatable, Sendable {
  /// The number of the command that brought it.
  package var command: Int
  package var title: String
  package var reason: String
  package var base: CommitID
  /// As `git diff` writes it.
  package var patch: String
  package var by: Cause
  package var at: Timestamp

  /// Bytes a patch may have.
  package static let largest = 4 << 20

  package init(
    command: Int, title: String, reason: String, base: CommitID, patch: String, by: Cause,
    at: Timestamp
  ) {
    self.command = command
    self.title = title
    self.reason = reason
    self.base = base
    self.patch = patch
    self.by = by
    self.at = at
  }
}
