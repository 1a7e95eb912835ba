import Yams

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads pawl.yaml.
package enum SettingsReader {
  /// The file of a project.
  package static let fileName = "pawl.yaml"
  private static let largest = 1 << 20

  /// Reads the `pawl.yaml` of a folder.
  ///
  /// Throws a `SettingsError`, also when the file is not there or not UTF-8.
  package static func read(folder: String) throws(SettingsError) -> ProjectSettings {
    let path = folder.hasSuffix("/") ? folder + fileName : folder + "/" + fileName
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw SettingsError(
        file: fileName, problem: "there is no \(fileName) in \(folder)",
        hint: "write one with 'pawl init'")
    }
    guard !isFolder, let data = FileManager.default.contents(atPath: path) else {
      throw SettingsError(
        file: fileName, problem: "\(path) cannot be read",
        hint: "it must be a file you have permission to read")
    }
    return try read(bytes: [UInt8](data), name: ProjectName.ofFolder(folder))
  }

  /// Reads settings from bytes; `name` is the project's where they give none.
  package static func read(
    bytes: [UInt8], file: String = fileName, name: String
  ) throws(SettingsError) -> ProjectSettings {
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
    return try read(text: text, file: file, name: name)
  }

  /// Reads settings from text; `name` is the project's where it gives none.
  package static func read(
    text: String, file: String = fileName, name: String
  ) throws(SettingsError) -> ProjectSettings {
    let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    let report = ErrorReport(file: file)
    let root = try compose(text, file: file)
    guard case .mapping(let mapping) = root else {
      throw SettingsError(
        file: file, line: root.mark?.line, column: root.mark?.column,
        problem: "the file must be a mapping of keys to values",
        hint: "begin with 'metric:'")
    }
    let top = Section(mapping, path: "", place: nil, keys: SettingsKeys.top, report: report)
    let settings = top.settings(defaultName: name)
    if let error = report.error { throw error }
    guard let settings else {
      throw SettingsError(file: file, problem: "the file could not be understood")
    }
    return settings
  }

  private static func compose(_ text: String, file: String) throws(SettingsError) -> Node {
    if let control = controlCharacter(text) {
      throw SettingsError(
        file: file, line: control.line, column: control.column,
        problem: "the text holds a control character", hint: "remove it")
    }
    let node: Node?
    do {
      node = try Yams.compose(yaml: text, .basic, .default, .utf8)
    } catch {
      let syntax = SyntaxProblem.of(error, in: text)
      throw SettingsError(
        file: file, line: syntax.place?.line, column: syntax.place?.column,
        problem: syntax.problem, hint: syntax.hint)
    }
    if let node, node.scalar?.string != "" { return node }
    throw SettingsError(
      file: file, problem: "the file is empty", hint: "write one with 'pawl init'")
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
