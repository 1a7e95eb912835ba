import Yams

/// One value of a settings file, with where it stands and what it is called.
struct Field {
  let node: Node
  /// As in `run.budget` or `agents[1].use`.
  let path: String
  /// Where its key stands, or itself in a list.
  let place: Place?
  let report: ErrorReport

  var mark: Place? { Place(node) ?? place }

  func fail(_ problem: String, hint: String? = nil) {
    report.add("'\(path)' \(problem)", hint: hint, at: mark, path: path)
  }

  /// The text of a scalar; nil for lists and mappings.
  var scalar: String? { node.scalar?.string }

  /// What it is, for sentences.
  var kind: String {
    switch node {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(let scalar): Field.isNull(scalar) ? "empty" : "'\(Field.short(scalar.string))'"
    case .alias: "an alias"
    }
  }

  /// Whether nothing, `~` or `null` stands there.
  var isNull: Bool {
    guard case .scalar(let scalar) = node else { return false }
    return Field.isNull(scalar)
  }

  /// Whether it says `none`, or nothing at all.
  var isNone: Bool { isNull || node.scalar?.string.lowercased() == "none" }

  private static func isNull(_ scalar: Node.Scalar) -> Bool {
    guard scalar.style == .plain || scalar.style == .any else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  /// At most 40 characters, on one line.
  static func short(_ text: String) -> String {
    let line = text.map { $0.isNewline ? " " : $0 }
    return line.count > 40 ? String(line.prefix(39)) + "…" : String(line)
  }

  /// The items of a list, each with its index in its path.
  func items(such example: String) -> [Field]? {
    guard case .sequence(let list) = node else {
      let brackets = scalar.map { isNull ? example : "[\(Field.short($0))]" }
      fail(
        isNull ? "is empty" : "must be a list, not \(kind)",
        hint: "write it as \(brackets ?? example)")
      return nil
    }
    return list.enumerated().map { index, item in
      Field(
        node: item, path: "\(path)[\(index)]", place: Place(item) ?? place, report: report)
    }
  }

  /// The mapping, its keys checked against the valid ones.
  func section(keys: [String]) -> Section? {
    guard case .mapping(let mapping) = node else {
      fail(
        isNull ? "is empty" : "must be a mapping, not \(kind)",
        hint: "its keys are \(keys.joined(separator: ", "))")
      return nil
    }
    return Section(mapping, path: path, place: place ?? Place(node), keys: keys, report: report)
  }
}
