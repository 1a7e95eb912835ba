/// Where a person keeps what is the same for all projects: `$XDG_CONFIG_HOME/pawl`, or `~/.config/pawl`.
package struct ConfigurationFolder: Equatable, Sendable {
  /// The file of preferences.
  package static let fileName = "config.yaml"

  package let path: String

  package init(path: String) {
    self.path = path
  }

  /// The folder that an environment names; nil where it names no home.
  package init?(environment: [String: String]) {
    // A relative path is to be ignored, says the specification.
    if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") {
      path = base + "/pawl"
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      path = home + "/.config/pawl"
    } else {
      return nil
    }
  }

  package var file: String { path + "/" + Self.fileName }
  /// The folder of the person's own themes.
  package var themes: String { path + "/themes" }
}
