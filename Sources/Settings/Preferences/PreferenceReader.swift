import Yams

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads a person's `config.yaml`.
package enum PreferenceReader {
  static let keys = [
    "theme", "charts", "mouse", "bell", "title", "clipboard", "pager", "editor", "keys",
  ]

  /// Reads a folder's file; a file that is not there says nothing.
  ///
  /// What is wrong in it does not spoil the rest.
  package static func read(
    _ folder: ConfigurationFolder, vocabulary: PreferenceVocabulary
  ) -> (preferences: Preferences, problems: SettingsError?) {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: folder.file, isDirectory: &isFolder) else {
      return (Preferences(), nil)
    }
    guard !isFolder, let data = FileManager.default.contents(atPath: folder.file) else {
      let problem = SettingsError(
        file: folder.file, problem: "the file cannot be read",
        hint: "it must be a file you have permission to read")
      return (Preferences(), problem)
    }
    return read(bytes: [UInt8](data), file: folder.file, vocabulary: vocabulary)
  }

  /// Reads preferences from bytes: the good parts, and what is wrong with the others.
  package static func read(
    bytes: [UInt8], file: String = ConfigurationFolder.fileName, vocabulary: PreferenceVocabulary
  ) -> (preferences: Preferences, problems: SettingsError?) {
    do throws(SettingsError) {
      let text = try YamlFile.text(bytes, file: file)
      guard let mapping = try YamlFile.mapping(text, file: file, first: "theme") else {
        return (Preferences(), nil)
      }
      let report = ErrorReport(file: file) { key in
        vocabulary.actions.contains(key) ? "keys" : keys.contains(key) ? "" : nil
      }
      let top = Section(mapping, path: "", place: nil, keys: keys, report: report)
      return (top.preferences(vocabulary), report.error)
    } catch {
      return (Preferences(), error)
    }
  }
}
