#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads pawl.yaml.
package enum SettingsReader {
  /// The file of a project.
  package static let fileName = "pawl.yaml"

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
    let text = try YamlFile.text(bytes, file: file)
    return try read(text: text, file: file, name: name)
  }

  /// Reads settings from text; `name` is the project's where it gives none.
  package static func read(
    text: String, file: String = fileName, name: String
  ) throws(SettingsError) -> ProjectSettings {
    let report = ErrorReport(file: file)
    let found = try YamlFile.mapping(text, file: file, first: "metric")
    guard let mapping = found else {
      throw SettingsError(
        file: file, problem: "the file is empty", hint: "write one with 'pawl init'")
    }
    let top = Section(mapping, path: "", place: nil, keys: SettingsKeys.top, report: report)
    let settings = top.settings(defaultName: name)
    if let error = report.error { throw error }
    guard let settings else {
      throw SettingsError(file: file, problem: "the file could not be understood")
    }
    return settings
  }
}
