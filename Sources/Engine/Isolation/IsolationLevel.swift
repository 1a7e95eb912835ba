/// How far runs and agents are kept apart from the rest of the machine.
package enum IsolationLevel: String, Codable, Sendable, CaseIterable {
  /// Each has its own view of files and processes, and runs have no network.
  case namespaces
  /// They are ordinary processes of this account.
  case process
}
