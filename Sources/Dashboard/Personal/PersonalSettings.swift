import Foundation
import Screen
import Settings
import Terminal

/// What a person chose for all their projects: keys, theme, characters, and which programs to call.
///
/// Mistakes in the files spoil nothing but what they are about.
struct PersonalSettings {
  let preferences: Preferences
  /// The keys of the table, but for those the person gave something else to do.
  let keys: KeyMap
  /// One sentence for each mistake.
  private(set) var problems: [String]
  let programs: LentPrograms
  private let folder: ConfigurationFolder?
  private let library: ThemeLibrary

  init(environment: [String: String]) {
    let folder = ConfigurationFolder(environment: environment)
    self.folder = folder
    library = ThemeLibrary(vocabulary: .screen, folder: folder?.themes)
    var problems: [String] = []
    if let folder {
      let (read, mistakes) = PreferenceReader.read(folder, vocabulary: .screen)
      preferences = read
      if let mistakes { problems.append("\(mistakes)") }
    } else {
      preferences = Preferences()
    }
    var own: [ActionName: [Key]] = [:]
    for (name, texts) in preferences.keys {
      guard let action = ActionName(rawValue: name) else { continue }
      own[action] = texts.compactMap { Key(text: $0) }
    }
    let (map, conflicts) = KeyMap.replacing(own)
    keys = map
    self.problems = problems + conflicts.map { "\(folder?.file ?? "config.yaml"): keys: \($0)" }
    programs = LentPrograms(preferences, environment: environment)
  }

  var themes: [String] { library.names }

  /// The theme the person chose, or the standard one.
  var chosenTheme: String { preferences.theme ?? ThemeLibrary.standard }

  /// A theme's looks.
  ///
  /// - Throws: `SettingsError` with every mistake in its file.
  func theme(named name: String) throws(SettingsError) -> TerminalTheme {
    TerminalTheme(try library.theme(named: name))
  }

  /// Keeps a theme for the next time.
  ///
  /// - Throws: `SettingsError` where it cannot be written.
  func keep(theme: String) throws(SettingsError) {
    guard let folder else {
      throw SettingsError(
        file: ConfigurationFolder.fileName, problem: "there is no folder for it",
        hint: "set HOME or XDG_CONFIG_HOME")
    }
    try PreferenceWriter.setTheme(theme, in: folder)
  }

  /// What the terminal is opened with.
  var terminalOptions: TerminalOptions {
    TerminalOptions(
      glyphs: Glyphs(rawValue: preferences.charts.rawValue), mouse: preferences.mouse,
      clipboard: ClipboardWay(preferences.clipboard), title: preferences.title,
      bell: !preferences.bell.isEmpty)
  }

  /// What is known about all this.
  func describe() -> [Finding] {
    let place = folder?.file ?? "no folder: HOME is not set"
    let isThere = folder.map { FileManager.default.fileExists(atPath: $0.file) } ?? false
    let isMissing = folder != nil && !isThere
    var found = [
      Finding("preferences", place + (isMissing ? ", not there: everything as it comes" : "")),
      Finding("theme", "\(chosenTheme), one of \(themes.count)"),
    ]
    if !preferences.keys.isEmpty {
      let count = preferences.keys.count
      found.append(Finding("keys", "\(count) action\(count == 1 ? "" : "s") with keys of your own"))
    }
    found.append(Finding("editor", programs.editor))
    found.append(Finding("pager", programs.pager))
    do {
      _ = try theme(named: chosenTheme)
    } catch {
      found.append(Finding("problem", "\(error)"))
    }
    return found + problems.map { Finding("problem", $0) }
  }
}

extension ClipboardWay {
  fileprivate init(_ choice: ClipboardChoice) {
    switch choice {
    case .auto: self = .automatic
    case .tmux: self = .tmux
    case .osc52: self = .terminal
    case .none: self = .off
    case .command(let line): self = .command(line)
    }
  }
}
