/// A mistake in a settings file, in words a person can act on.
package struct SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file's name as people know it: `pawl.yaml`.
  package var file: String
  /// Where, both counted from 1; nil when it concerns the file as a whole.
  package var line: Int?
  package var column: Int?
  /// The key it is about, such as `run.budget`; empty for the file as a whole.
  package var keyPath: String
  /// What is wrong.
  package var problem: String
  /// What to do about it; nil when the problem says it all.
  package var hint: String?
  /// The file's other mistakes, in the order of their lines.
  package var further: [SettingsError]

  package init(
    file: String, line: Int? = nil, column: Int? = nil, keyPath: String = "", problem: String,
    hint: String? = nil, further: [SettingsError] = []
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.keyPath = keyPath
    self.problem = problem
    self.hint = hint
    self.further = further
  }

  /// Every mistake found, this one first.
  package var errors: [SettingsError] {
    var first = self
    first.further = []
    return [first] + further
  }

  /// One sentence: `pawl.yaml:7: unknown key 'comand' in 'run'; did you mean 'command'?`.
  package var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return "\(place): \(problem)" + (hint.map { "; \($0)" } ?? "")
  }
}
