/// What a theme is for.
package enum ThemeVariant: String, CaseIterable, Sendable {
  case dark, light
}

/// A theme as its file defines it, by names alone: what they look like is decided elsewhere.
package struct ThemeDefinition: Equatable, Sendable {
  /// What people call it in their configuration: the file's name without its ending.
  package var name: String
  /// What the file calls itself.
  package var title: String
  package var author: String?
  /// Nil for a theme that goes with any background.
  package var variant: ThemeVariant?
  /// `base00` to `base0F`, then to `base17`, as 0xRRGGBB; nil where a scheme names none, empty where the theme
  /// has no scheme.
  package var palette: [UInt32?] = []
  /// The screen's background; the terminal's own unless the theme insists.
  package var background = ThemeColor.terminal
  package var selection = ThemeSelection.derived
  /// What the file says about roles, by their names.
  package var looks: [String: ThemeLook] = [:]
  /// What it says about grounds, by their names.
  package var grounds: [String: ThemeColor] = [:]
  /// Looks with sixteen colors.
  package var sixteen: [String: ThemeLook] = [:]
  package var sixteenSelection = ThemeSelection.derived
  /// Looks without color.
  package var monochrome: [String: ThemeLook] = [:]
}

/// The names a theme's file may use.
package struct ThemeVocabulary: Sendable {
  package var roles: [String]
  /// As in `band`; a file writes `ground-band`.
  package var grounds: [String]

  package init(roles: [String], grounds: [String]) {
    self.roles = roles
    self.grounds = grounds
  }

  /// The keys of `roles:`.
  var keys: [String] {
    roles + grounds.map { "ground-\($0)" } + ["selection-background", "background"]
  }
}
