/// One thing that was found out about the terminal.
package struct TerminalFinding: Equatable, Sendable {
  /// What it is about, in a word; empty where it goes on about the one before.
  package var name: String
  /// What is so, and why.
  package var words: String

  init(_ name: String, _ words: String) {
    self.name = name
    self.words = words
  }
}
