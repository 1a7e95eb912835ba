/// Which characters charts are drawn with.
package enum ChartChoice: String, CaseIterable, Sendable {
  case auto, braille, block, ascii
}

/// What rings the terminal's bell.
package enum BellReason: String, CaseIterable, Sendable {
  case kept
  case needsYou = "needs-you"
  case stopped
}

/// Where copied text goes.
package enum ClipboardChoice: Equatable, Sendable {
  /// tmux where it runs, else the terminal.
  case auto
  case tmux
  /// The terminal's own clipboard, by escape sequence.
  case osc52
  case none
  /// A command that gets the text on standard input.
  case command(String)
}

/// What a person wants in every project, from their `config.yaml`.
package struct Preferences: Equatable, Sendable {
  /// A theme's name; nil for the standard one.
  package var theme: String?
  package var charts = ChartChoice.auto
  package var mouse = false
  package var bell = Set(BellReason.allCases)
  /// Whether the window's title is set.
  package var title = true
  package var clipboard = ClipboardChoice.auto
  /// Nil leaves it to the environment.
  package var pager: String?
  package var editor: String?
  /// Keys by the name of what they do, as in `ctrl-l`; none for an action that is to have no key.
  package var keys: [String: [String]] = [:]

  package init() {}
}

/// The names a file of preferences may use.
package struct PreferenceVocabulary: Sendable {
  /// What can be done with a key.
  package var actions: [String]
  /// Keys that are no character, as in `enter`.
  package var keys: [String]

  package init(actions: [String], keys: [String]) {
    self.actions = actions
    self.keys = keys
  }
}
