package import Screen

/// What the environment says about the terminal, and what follows from it.
package struct TerminalEnvironment: Equatable, Sendable {
  package var variables: [String: String]

  package init(_ variables: [String: String]) {
    self.variables = variables
  }

  subscript(name: String) -> String { variables[name] ?? "" }

  package var name: String { self["TERM"] }
  package var isTmux: Bool { !self["TMUX"].isEmpty }
  package var isGNUScreen: Bool { !self["STY"].isEmpty && !isTmux }

  /// The variable that decides the locale, of three, the first that is not empty.
  var localeVariable: (name: String, value: String)? {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] where !self[name].isEmpty {
      return (name, self[name])
    }
    return nil
  }

  /// Whether text may be taken for UTF-8 when the locale itself is missing on this machine.
  var assumesUTF8: Bool {
    if self["PAWL_GLYPHS"] == "braille" || self["PAWL_GLYPHS"] == "block" { return true }
    guard let locale = localeVariable?.value.lowercased() else { return !isOld }
    return locale.contains("utf-8") || locale.contains("utf8")
  }

  /// Terminals from before Unicode.
  var isOld: Bool { name.hasPrefix("vt") || ["dumb", "ansi", ""].contains(name) }

  /// Whether a title sequence is taken for one, and not printed.
  var takesTitles: Bool { isTmux || isGNUScreen || isModern }

  /// Whether questions about modes are at least swallowed.
  var takesQuestions: Bool { isTmux || (isModern && !isGNUScreen) }

  private var isModern: Bool {
    let modern = [
      "xterm", "tmux", "screen", "rxvt", "alacritty", "foot", "kitty", "ghostty", "wezterm", "st",
      "konsole", "gnome", "vte", "contour", "iterm", "rio", "mintty", "putty",
    ]
    return modern.contains { name.lowercased().hasPrefix($0) }
  }

  /// The names to try with terminfo, best first.
  package var candidates: [String] {
    var names = name.isEmpty ? [] : [name]
    // The palette entries of a direct terminal are near-black blues; the same terminal has another name.
    if isDirect { names.insert(String(name.dropLast("-direct".count)) + "-256color", at: 0) }
    let aliases = ["xterm-ghostty": ["ghostty"], "xterm-kitty": ["kitty"]]
    names += aliases[name] ?? []
    if isTmux { names += ["tmux-256color", "screen-256color", "screen"] }
    if isModern || !self["TERM_PROGRAM"].isEmpty || !self["COLORTERM"].isEmpty {
      names += ["xterm-256color", "xterm"]
    }
    // A terminal that says it is dumb is believed.
    if !["dumb", ""].contains(name) { names.append("ansi") }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// How many colors to use of those the terminal has, and why.
  func depth(colors: Int) -> (depth: ColorDepth, reason: String) {
    if !self["NO_COLOR"].isEmpty { return (.monochrome, "NO_COLOR is set") }
    if colors >= 256, takesTruecolor {
      return (.truecolor, isDirect ? "TERM=\(name)" : "COLORTERM=\(self["COLORTERM"])")
    }
    let reason = colors > 0 ? "terminfo: \(colors)" : "terminfo names no colors"
    return (ColorDepth(colors: min(colors, 256)), reason)
  }

  /// Whether TERM names an entry for colors by their channels.
  var isDirect: Bool { name.hasSuffix("-direct") }

  /// Whether colors by their channels are understood: GNU screen passes the variable on and does not.
  private var takesTruecolor: Bool {
    if isDirect { return true }
    guard ["truecolor", "24bit"].contains(self["COLORTERM"].lowercased()) else { return false }
    return isTmux || !(isGNUScreen || name.hasPrefix("screen"))
  }

  /// Which characters to draw with, and why.
  package func capabilities(utf8: Bool) -> (capabilities: Capabilities, reason: String) {
    guard utf8 else {
      let locale = localeVariable.map { "\($0.name)=\($0.value)" } ?? "the locale"
      return (Capabilities(glyphs: .ascii, unicode: false), "\(locale) is not UTF-8")
    }
    if let asked = Glyphs(rawValue: self["PAWL_GLYPHS"]) {
      return (Capabilities(glyphs: asked, unicode: asked != .ascii), "PAWL_GLYPHS")
    }
    if isOld {
      return (Capabilities(glyphs: .ascii, unicode: false), "TERM=\(name) knows no more")
    }
    if name.hasPrefix("linux") {
      return (Capabilities(glyphs: .block, unicode: true), "the console's font has no braille")
    }
    return (Capabilities(glyphs: .braille, unicode: true), "UTF-8")
  }
}
