package import Core

/// What a look at a repository suggests for its pawl.yaml.
package struct RepositoryProposal: Equatable, Sendable {
  /// How the repository is laid out.
  package enum Layout: String, Equatable, Sendable {
    /// program.md, train.py and prepare.py.
    case autoresearch
    /// A `.auto` folder, or the older `autoresearch.*` files.
    case autoFolder
    /// A training script.
    case script
    /// Nothing was recognised; the settings are examples.
    case unknown
  }

  /// A coding agent that could propose here.
  package struct Agent: Equatable, Sendable {
    package var entry: AgentEntry
    /// What it said its version is.
    package var version: String?

    package init(_ entry: AgentEntry, version: String? = nil) {
      self.entry = entry
      self.version = version
    }
  }

  package var layout: Layout
  package var settings: ProjectSettings
  /// Coding agents to choose from.
  package var agents: [Agent] = []
  /// What was tried here before, and the file that says so.
  package var history: History?
  package var historyFile: String?
  /// What was found, one sentence each.
  package var sure: [String]
  /// What was guessed or is missing, for a person to check, one sentence each.
  package var check: [String]

  package init(
    layout: Layout, settings: ProjectSettings, sure: [String] = [], check: [String] = []
  ) {
    self.layout = layout
    self.settings = settings
    self.sure = sure
    self.check = check
  }

  /// The pawl.yaml that says so.
  package var text: String { SettingsWriter.text(settings, check: check, agents: agents) }
}
