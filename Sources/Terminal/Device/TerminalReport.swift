import CTerminal
package import Screen

/// What was found out about the terminal, for the dashboard and for a person who asks why.
package struct TerminalReport: Equatable, Sendable {
  package var environment: TerminalEnvironment
  /// The terminfo name in use; nil when none of the candidates is known.
  package var name: String?
  package var colors: Int
  package var utf8: Bool

  package var options: TerminalOptions
  /// The locale that characters are read by.
  var locale = ""
  /// What tmux says; nil outside it or where it does not answer.
  var tmux: TmuxFacts?

  package init(
    environment: TerminalEnvironment, name: String?, colors: Int, utf8: Bool,
    options: TerminalOptions = TerminalOptions()
  ) {
    self.environment = environment
    self.name = name
    self.colors = colors
    self.utf8 = utf8
    self.options = options
  }

  package var depth: ColorDepth { environment.depth(colors: colors).depth }

  package var capabilities: Capabilities {
    environment.capabilities(utf8: utf8, wish: options.glyphs).capabilities
  }

  /// Looks at the terminal without taking it over.
  ///
  /// Sets the process's locale.
  package static func detect(
    _ variables: [String: String], options: TerminalOptions = TerminalOptions()
  ) -> TerminalReport {
    let environment = TerminalEnvironment(variables)
    let utf8 = pawl_term_set_locale(environment.assumesUTF8)
    var report = TerminalReport(
      environment: environment, name: nil, colors: 0, utf8: utf8, options: options)
    report.locale = String(cString: pawl_term_locale())
    report.tmux = TmuxFacts.ask(environment)
    for name in environment.candidates {
      let colors = Int(pawl_term_known_colors(name))
      if colors >= 0 {
        report.name = name
        report.colors = colors
        break
      }
    }
    return report
  }

  private func colorWords(_ depth: ColorDepth, _ reason: String) -> String {
    switch depth {
    case .monochrome: "none (\(reason))"
    case .truecolor: "truecolor (\(reason))"
    default: "\(depth.rawValue) (\(reason))"
    }
  }

  /// What was found, each with its reason.
  package func describe() -> [TerminalFinding] {
    let (depth, reason) = environment.depth(colors: colors)
    let glyphs = environment.capabilities(utf8: utf8, wish: options.glyphs)
    let background = environment.background
    var found = [
      TerminalFinding("terminal", terminalWords),
      TerminalFinding("colors", colorWords(depth, reason)),
      TerminalFinding("text", textWords),
      TerminalFinding("charts", "\(glyphs.capabilities.glyphs.rawValue) (\(glyphs.reason))"),
      TerminalFinding(
        "background",
        background == .unknown
          ? "asked when the dashboard opens" : "\(background.rawValue) (COLORFGBG)"),
      TerminalFinding(
        "frames",
        environment.takesQuestions
          ? "synchronized where the terminal can; asked when the dashboard opens"
          : "not synchronized, as this terminal may not understand the question"),
      TerminalFinding("mouse", "\(options.mouse ? "on" : "off") at first; M turns it on and off"),
      TerminalFinding("clipboard", clipboardWords),
    ]
    if let tmux {
      found += tmux.findings
    } else if environment.isTmux {
      found.append(
        TerminalFinding(
          "inside", "tmux, which does not answer; its escape-time should be 20 ms or so"))
    } else if environment.isGNUScreen {
      found.append(
        TerminalFinding(
          "inside", "screen; maptimeout delays escape, and mouse reports may not pass"))
    }
    return found
  }

  private var terminalWords: String {
    let asked = environment.name.isEmpty ? "not set" : environment.name
    return switch name {
    case .some(let name) where name == environment.name: name
    case .some(let name) where environment.isDirect: "\(name), as TERM is \(asked)"
    case .some(let name): "\(name), as TERM is \(asked), which terminfo does not know here"
    case nil: "none, as TERM is \(asked); set TERM=xterm-256color"
    }
  }

  private var textWords: String {
    guard let asked = environment.localeVariable else {
      return utf8 ? "UTF-8 (no locale set, \(locale) taken)" : "ASCII (no locale set)"
    }
    let setting = "\(asked.name)=\(asked.value)"
    if locale.isEmpty || locale == asked.value { return "\(utf8 ? "UTF-8" : "ASCII") (\(setting))" }
    return utf8
      ? "UTF-8 (\(locale), as this machine lacks \(setting))"
      : "ASCII (this machine lacks \(setting), and UTF-8 altogether)"
  }

  private var clipboardWords: String {
    let terminal = "the terminal's, by OSC 52, which some terminals must be told to allow"
    return switch options.clipboard {
    case .off: "off (the settings)"
    case .command(let command): "\(command) (the settings)"
    case .tmux: "tmux load-buffer (the settings)"
    case .terminal: terminal + " (the settings)"
    case .automatic: environment.isTmux ? "tmux's buffer, by tmux load-buffer -w" : terminal
    }
  }
}
