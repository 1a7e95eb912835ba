import CTerminal
package import Screen

/// What was found out about the terminal, for the dashboard and for a person who asks why.
package struct TerminalReport: Equatable, Sendable {
  package var environment: TerminalEnvironment
  /// The terminfo name in use; nil when none of the candidates is known.
  package var name: String?
  package var colors: Int
  package var utf8: Bool

  package init(environment: TerminalEnvironment, name: String?, colors: Int, utf8: Bool) {
    self.environment = environment
    self.name = name
    self.colors = colors
    self.utf8 = utf8
  }

  package var depth: ColorDepth { environment.depth(colors: colors).depth }

  package var capabilities: Capabilities { environment.capabilities(utf8: utf8).capabilities }

  /// Looks at the terminal without taking it over.
  ///
  /// Sets the process's locale.
  package static func detect(_ variables: [String: String]) -> TerminalReport {
    let environment = TerminalEnvironment(variables)
    let utf8 = pawl_term_set_locale(environment.assumesUTF8)
    for name in environment.candidates {
      let colors = Int(pawl_term_known_colors(name))
      if colors >= 0 {
        return TerminalReport(environment: environment, name: name, colors: colors, utf8: utf8)
      }
    }
    return TerminalReport(environment: environment, name: nil, colors: 0, utf8: utf8)
  }

  /// One finding a line, each with its reason.
  package func describe() -> [String] {
    let asked = environment.name.isEmpty ? "not set" : environment.name
    var lines: [String] = []
    switch name {
    case .some(let name) where name == environment.name: lines.append("terminal: \(name)")
    case .some(let name) where environment.isDirect:
      lines.append("terminal: \(name), as TERM is \(asked)")
    case .some(let name):
      lines.append("terminal: \(name), as TERM is \(asked), which terminfo does not know here")
    case nil:
      lines.append("terminal: none, as TERM is \(asked); set TERM=xterm-256color")
    }
    let (depth, reason) = environment.depth(colors: colors)
    switch depth {
    case .monochrome: lines.append("colors: none (\(reason))")
    case .truecolor: lines.append("colors: truecolor (\(reason))")
    default: lines.append("colors: \(depth.rawValue) (\(reason))")
    }
    let locale = environment.localeVariable.map { "\($0.name)=\($0.value)" } ?? "no locale set"
    lines.append("text: \(utf8 ? "UTF-8" : "ASCII") (\(locale))")
    let glyphs = environment.capabilities(utf8: utf8)
    lines.append("charts: \(glyphs.capabilities.glyphs.rawValue) (\(glyphs.reason))")
    if environment.isTmux {
      lines.append("inside tmux: escape waits for tmux's escape-time; 25 ms or less is pleasant")
    } else if environment.isGNUScreen {
      lines.append("inside screen: maptimeout delays escape, and mouse reports may not pass")
    }
    return lines
  }
}
