import Yams

/// A mapping of a settings file whose keys are known.
struct Section {
  /// Empty for the file itself.
  let path: String
  /// Where its key stands.
  let place: Place?
  let report: ErrorReport
  private var fields: [String: Field] = [:]
  /// Whether a key was not valid, so that what seems to be missing may be misspelled.
  private(set) var hasUnknown = false

  /// Takes the mapping apart and reports keys that are not valid.
  init(
    _ mapping: Node.Mapping, path: String, place: Place?, keys: [String], report: ErrorReport
  ) {
    self.path = path
    self.place = place
    self.report = report
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        report.add(
          "a key\(path.isEmpty ? "" : " of '\(path)'") must be text",
          hint: "valid keys are \(keys.joined(separator: ", "))", at: Place(key), path: path)
        continue
      }
      let full = path.isEmpty ? name : "\(path).\(name)"
      guard keys.contains(name) else {
        hasUnknown = true
        let hint = Section.hint(name, path: path, keys: keys, report: report)
        report.add(
          "unknown key '\(Field.short(name))'\(path.isEmpty ? "" : " in '\(path)'")", hint: hint,
          at: Place(key), path: full)
        continue
      }
      fields[name] = Field(node: value, path: full, place: Place(key) ?? place, report: report)
    }
  }

  private static func hint(
    _ name: String, path: String, keys: [String], report: ErrorReport
  ) -> String {
    if let near = NearestWord.find(name, in: keys) {
      report.expects(path.isEmpty ? near : "\(path).\(near)")
      return "did you mean '\(near)'?"
    }
    if let home = report.home(name), home != path {
      report.expects(home.isEmpty ? name : "\(home).\(name)")
      return home.isEmpty ? "it belongs at the top level" : "it belongs in '\(home)'"
    }
    if let word = name.split(separator: " ").first.map(String.init), keys.contains(word) {
      report.expects("\(path).\(word)")
      return "write '\(word): \(Field.short(String(name.dropFirst(word.count + 1))))'"
    }
    if keys == SettingsKeys.agent {
      return "what the agent's own program understands goes into 'options'"
    }
    return "valid keys are \(keys.joined(separator: ", "))"
  }

  /// The value of a key, or nil when the key is not there.
  func field(_ name: String) -> Field? { fields[name] }

  /// The value of a key that takes `none`: nil when it says so or is not there.
  func some(_ name: String) -> Field? {
    guard let field = fields[name], !field.isNone else { return nil }
    return field
  }

  /// The value of a key that has no default.
  func require(_ name: String, such example: String) -> Field? {
    if let field = fields[name] { return field }
    let full = path.isEmpty ? name : "\(path).\(name)"
    report.addMissing(
      path.isEmpty ? "'\(name)' is missing" : "'\(path)' has no '\(name)'",
      hint: "add \(example)", at: place, path: full)
    return nil
  }
}
