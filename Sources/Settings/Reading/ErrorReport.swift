/// Collects the mistakes of one file while it is read to its end.
final class ErrorReport {
  let file: String
  /// The section a key belongs in when it stands in another; empty for the top level.
  let home: (String) -> String?
  private var found: [SettingsError] = []
  private var missing: [SettingsError] = []
  /// Valid keys that unknown ones look like, as paths.
  private var meant: Set<String> = []

  init(file: String, home: @escaping (String) -> String? = SettingsKeys.home) {
    self.file = file
    self.home = home
  }

  func add(_ problem: String, hint: String? = nil, at mark: Place?, path: String) {
    found.append(
      SettingsError(
        file: file, line: mark?.line, column: mark?.column, keyPath: path, problem: problem,
        hint: hint))
  }

  /// A required key that is not there; said last, and not at all when a misspelling explains it.
  func addMissing(_ problem: String, hint: String, at mark: Place?, path: String) {
    missing.append(
      SettingsError(
        file: file, line: mark?.line, column: mark?.column, keyPath: path, problem: problem,
        hint: hint))
  }

  /// An unknown key was taken for this one.
  func expects(_ path: String) {
    meant.insert(path)
  }

  /// The first mistake, carrying the others; nil when there is none.
  var error: SettingsError? {
    let unexplained = missing.filter { error in
      !meant.contains { $0 == error.keyPath || error.keyPath.hasPrefix($0 + ".") }
    }
    let ordered = found.enumerated().sorted {
      ($0.element.line ?? 0, $0.element.column ?? 0, $0.offset)
        < ($1.element.line ?? 0, $1.element.column ?? 0, $1.offset)
    }
    let all = ordered.map(\.element) + unexplained
    guard var first = all.first else { return nil }
    first.further = Array(all.dropFirst())
    return first
  }
}
