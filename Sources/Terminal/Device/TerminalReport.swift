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

  private func colorLine(_ depth: ColorDepth, _ reason: String) -> String {
    switch depth {
    case .monochrome: "colors: none (\(reason))"
    case .truecolor: "colors: truecolor (\(reason))"
    default: "colors: \(depth.rawValue) (\(reason))"
    }
  }

  /// One finding a line, each with its reason.
  package func describe() -> [String] {
    let (depth, reason) = environment.depth(colors: colors)
    let glyphs = environment.capabilities(utf8: utf8, wish: options.glyphs)
    var lines = [
      terminalLine,
      colorLine(depth, reason),
      textLine,
      "charts: \(glyphs.capabilities.glyphs.rawValue) (\(glyphs.reason))",
      "mouse: \(options.mouse ? "on" : "off") at first; M turns it on and off",
      "clipboard: \(clipboardWords)",
      environment.background == .unknown
        ? "background: asked when the dashboard opens"
        : "background: \(environment.background.rawValue) (COLORFGBG)",
      environment.takesQuestions
        ? "synchronized output: asked when the dashboard opens"
        : "synchronized output: not used, as this terminal may not understand the question",
    ]
    if let tmux {
      lines += tmux.lines
    } else if environment.isTmux {
      lines.append("tmux: does not answer; its escape-time should be 20 ms or so")
    } else if environment.isGNUScreen {
      lines.append("screen: maptimeout delays escape, and mouse reports may not pass")
    }
    return lines
  }

  private var terminalLine: String {
    let asked = environment.name.isEmpty ? "not set" : environment.name
    return switch name {
    case .some(let name) where name == environment.name: "terminal: \(name)"
    case .some(let name) where environment.isDirect: "terminal: \(name), as TERM is \(asked)"
    case .some(let name):
      "terminal: \(name), as TERM is \(asked), which terminfo does not know here"
    case nil: "terminal: none, as TERM is \(asked); set TERM=xterm-256color"
    }
  }

  private var textLine: String {
    guard let asked = environment.localeVariable else {
      return "text: \(utf8 ? "UTF-8" : "ASCII") (no locale set\(utf8 ? ", \(locale) taken" : ""))"
    }
    let setting = "\(asked.name)=\(asked.value)"
    if locale.isEmpty || locale == asked.value {
      return "text: \(utf8 ? "UTF-8" : "ASCII") (\(setting))"
    }
    return utf8
      ? "text: UTF-8 (\(locale), as this machine lacks \(setting))"
      : "text: ASCII (this machine lacks \(setting), and UTF-8 altogether)"
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
