import Yams

/// The way from a file's bytes to its mapping, the same for all files that people write.
enum YamlFile {
  private static let largest = 1 << 20

  /// The text of a file, without a byte order mark; says where it is not UTF-8.
  static func text(_ bytes: [UInt8], file: String) throws(SettingsError) -> String {
    guard bytes.count <= largest else {
      throw SettingsError(
        file: file, problem: "the file is too large to be settings",
        hint: "it has \(bytes.count) bytes, at most \(largest) are read")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let line = invalidLine(bytes)
      throw SettingsError(
        file: file, line: line, column: line == nil ? nil : 1, problem: "this is not UTF-8 text",
        hint: "save the file as UTF-8")
    }
    return text
  }

  /// The mapping that a file consists of; nil for a file that says nothing.
  ///
  /// - Parameter first: the key that such files begin with.
  static func mapping(
    _ text: String, file: String, first: String
  ) throws(SettingsError) -> Node.Mapping? {
    let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    guard let root = try compose(text, file: file) else { return nil }
    guard case .mapping(let mapping) = root else {
      throw SettingsError(
        file: file, line: root.mark?.line, column: root.mark?.column,
        problem: "the file must be a mapping of keys to values",
        hint: "begin with '\(first):'")
    }
    return mapping
  }

  private static func compose(_ text: String, file: String) throws(SettingsError) -> Node? {
    if let control = controlCharacter(text) {
      throw SettingsError(
        file: file, line: control.line, column: control.column,
        problem: "the text holds a control character", hint: "remove it")
    }
    do {
      let node = try Yams.compose(yaml: text, .basic, .default, .utf8)
      return node?.scalar?.string == "" ? nil : node
    } catch {
      let syntax = SyntaxProblem.of(error, in: text)
      throw SettingsError(
        file: file, line: syntax.place?.line, column: syntax.place?.column,
        problem: syntax.problem, hint: syntax.hint)
    }
  }

  private static func controlCharacter(_ text: String) -> Place? {
    var line = 1
    var column = 1
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: (line, column) = (line + 1, 1)
      case 0x09, 0x0D, 0x85, 0xA0...: column += 1
      case 0..<0x20, 0x7F..<0xA0: return Place(line: line, column: column)
      default: column += 1
      }
    }
    return nil
  }

  /// The line of the first bytes that are not UTF-8.
  private static func invalidLine(_ bytes: [UInt8]) -> Int? {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    return lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }.map { $0 + 1 }
  }
}
