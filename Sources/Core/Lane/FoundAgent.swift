/// A coding agent that is on this machine, whether pawl.yaml names it or not.
package struct FoundAgent: Equatable, Sendable {
  /// What a lane is added by.
  package var name: String
  /// What it says its version is; nil while it was not asked, or where it did not say.
  package var version: String?

  package init(name: String, version: String? = nil) {
    self.name = name
    self.version = version
  }
}
