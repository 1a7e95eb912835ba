#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The themes there are: those that come with the program, and those of the person.
package struct ThemeLibrary: Sendable {
  /// The theme for those who chose none.
  package static let standard = "terminal"

  private let vocabulary: ThemeVocabulary
  private let folder: String?

  /// - Parameters:
  ///   - vocabulary: the roles and grounds there are.
  ///   - folder: the person's own themes, `NAME.yaml` each; nil for none.
  package init(vocabulary: ThemeVocabulary, folder: String?) {
    self.vocabulary = vocabulary
    self.folder = folder
  }

  /// The names of all themes: first those of the program, then the person's in the order of letters.
  package var names: [String] {
    let own = BuiltInThemes.files.map(\.name)
    return own + files.keys.filter { !own.contains($0) }.sorted()
  }

  /// Reads a theme; a person's file of the same name stands before the program's own.
  ///
  /// - Throws: its mistakes, or that there is none of this name and which was probably meant.
  package func theme(named name: String) throws(SettingsError) -> ThemeDefinition {
    if let folder, let file = files[name] {
      let path = folder + "/" + file
      guard let data = FileManager.default.contents(atPath: path) else {
        throw SettingsError(
          file: path, problem: "the theme cannot be read",
          hint: "it must be a file you have permission to read")
      }
      return try read([UInt8](data), file: path, name: name)
    }
    if let file = BuiltInThemes.files.first(where: { $0.name == name }) {
      return try read(file.bytes, file: "themes/\(name).yaml", name: name)
    }
    let meant = NearestWord.find(name, in: names).map { "did you mean '\($0)'?" }
    throw SettingsError(
      file: ConfigurationFolder.fileName, keyPath: "theme",
      problem: "there is no theme '\(Field.short(name))'",
      hint: meant ?? "there are \(names.joined(separator: ", "))")
  }

  private func read(
    _ bytes: [UInt8], file: String, name: String
  ) throws(SettingsError) -> ThemeDefinition {
    try ThemeReader.read(bytes: bytes, file: file, name: name, vocabulary: vocabulary)
  }

  /// The person's files by the names of their themes.
  private var files: [String: String] {
    guard let folder,
      let found = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { return [:] }
    var files: [String: String] = [:]
    for file in found.sorted(by: >) {
      for ending in [".yml", ".yaml"] where file.hasSuffix(ending) && !file.hasPrefix(".") {
        files[String(file.dropLast(ending.count))] = file
      }
    }
    return files
  }
}
