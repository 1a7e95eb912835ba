import Settings

/// Texts of themes' files, and how a test reads them.
enum ThemeText {
  static let vocabulary = ThemeVocabulary(
    roles: ["text", "dim", "good", "bad", "needs-you", "diff-added"],
    grounds: ["band", "diff-added"])

  static let scheme = """
    system: "base16"
    name: "Some scheme"
    author: "Somebody"
    variant: "dark"
    palette:
      base00: "#101112"
      base01: "#202122"
      base02: "#303132"
      base03: "#404142"
      base04: "#808182"
      base05: "#c0c1c2"
      base06: "#d0d1d2"
      base07: "#f0f1f2"
      base08: "#ff0000"
      base09: "#ff8000"
      base0A: "#ffff00"
      base0B: "#00ff00"
      base0C: "#00ffff"
      base0D: "#0000ff"
      base0E: "#ff00ff"
      base0F: "#804000"

    """

  /// The same in the format that came before.
  static let flat: String = {
    let palette = scheme.split(separator: "\n").drop { $0 != "palette:" }.dropFirst()
    let entries = palette.map { String($0.dropFirst(2)).replacing("#", with: "") }
    return "scheme: \"Some scheme\"\nauthor: \"Somebody\"\n" + entries.joined(separator: "\n")
      + "\n"
  }()

  static func read(
    _ text: String, vocabulary: ThemeVocabulary = vocabulary
  ) throws(SettingsError) -> ThemeDefinition {
    try ThemeReader.read(
      bytes: Array(text.utf8), file: "themes/some.yaml", name: "some", vocabulary: vocabulary)
  }

  /// A scheme with something below its palette.
  static func roles(_ lines: String...) throws(SettingsError) -> ThemeDefinition {
    try read(scheme + "roles:\n" + lines.map { "  \($0)\n" }.joined())
  }

  /// The sentences of all mistakes; none for a valid file.
  static func mistakes(_ text: String) -> [String] {
    do throws(SettingsError) {
      _ = try read(text)
      return []
    } catch {
      return error.errors.map(\.description)
    }
  }
}
