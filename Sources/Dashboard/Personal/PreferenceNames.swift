internal import Screen
package import Settings

extension PreferenceVocabulary {
  /// The names of what can be done on the screen, and of the keys that are no character.
  package static let screen = PreferenceVocabulary(
    actions: ActionName.allCases.map(\.rawValue),
    keys: [
      "enter", "esc", "tab", "shift-tab", "space", "backspace", "delete", "insert", "up", "down",
      "left", "right", "home", "end", "PgUp", "PgDn",
    ] + (1...12).map { "F\($0)" } + ["escape", "return"])
}
