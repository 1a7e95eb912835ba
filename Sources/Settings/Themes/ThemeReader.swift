import Yams

/// Reads a theme's file: a base16 or base24 scheme in the tinted-theming format or the flat one before it,
/// and what pawl adds to it.
package enum ThemeReader {
  /// Reads a theme from bytes.
  ///
  /// - Parameters:
  ///   - file: what to call the file in mistakes.
  ///   - name: what people call the theme.
  ///   - vocabulary: the roles and grounds there are.
  /// - Throws: every mistake found.
  package static func read(
    bytes: [UInt8], file: String, name: String, vocabulary: ThemeVocabulary
  ) throws(SettingsError) -> ThemeDefinition {
    let text = try YamlFile.text(bytes, file: file)
    let found = try YamlFile.mapping(text, file: file, first: "system")
    guard let mapping = found else {
      throw SettingsError(
        file: file, problem: "the file is empty", hint: "begin with 'system: base16'")
    }
    let report = ErrorReport(file: file) { ThemeKeys.home(of: $0, vocabulary: vocabulary) }
    let isFlat =
      mapping.keys.contains { ThemeKeys.entries.contains($0.scalar?.string ?? "") }
      && !mapping.keys.contains { $0.scalar?.string == "palette" }
    let keys = ThemeKeys.top + (isFlat ? ["scheme"] + ThemeKeys.entries : ["palette"])
    let top = Section(mapping, path: "", place: nil, keys: keys, report: report)
    let theme = top.theme(name: name, isFlat: isFlat, vocabulary: vocabulary)
    if let error = report.error { throw error }
    return theme
  }
}

/// The valid keys of a theme's file.
enum ThemeKeys {
  static let top = [
    "system", "name", "author", "variant", "slug", "description", "roles", "sixteen", "monochrome",
  ]
  /// `base00` to `base17`.
  static let entries = (0..<24).map { number in
    let digits = String(number, radix: 16, uppercase: true)
    return number < 16 ? "base0\(digits)" : "base\(digits)"
  }
  static let attributes = ["bold", "dim", "underline", "reverse"]

  static func home(of key: String, vocabulary: ThemeVocabulary) -> String? {
    if top.contains(key) || key == "palette" { return "" }
    if entries.contains(key) { return "palette" }
    return vocabulary.keys.contains(key) ? "roles" : nil
  }
}

/// What kind of scheme a file holds.
enum ThemeSystem: String, CaseIterable {
  case base16, base24
  /// No scheme: the terminal's own colors.
  case terminal
}
