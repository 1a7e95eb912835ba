import Yams

extension Section {
  /// The whole file; what is missing is reported.
  func theme(name: String, isFlat: Bool, vocabulary: ThemeVocabulary) -> ThemeDefinition {
    let system = field("system").map { $0.choice(ThemeSystem.self) } ?? .base16
    var theme = ThemeDefinition(name: name, title: name)
    theme.title = (field("name") ?? field("scheme"))?.scalar ?? name
    theme.author = field("author")?.scalar
    if system != .terminal {
      theme.palette = palette(isFlat: isFlat, system: system)
    } else if let field = field("palette") {
      field.fail(
        "is given, and 'system: terminal' has none", hint: "write 'system: base16', or remove it")
    }
    theme.variant = field("variant").map { $0.choice(ThemeVariant.self) } ?? theme.ownVariant
    if let roles = field("roles")?.section(keys: vocabulary.keys) {
      roles.readRoles(into: &theme, vocabulary: vocabulary)
    }
    let sixteen = field("sixteen")?.section(keys: vocabulary.roles + ["selection-background"])
    if let sixteen {
      let inks = ThemeInks.sixteen
      theme.sixteen = sixteen.looks(vocabulary.roles, inks)
      theme.sixteenSelection = sixteen.field("selection-background")?.selection(inks) ?? .derived
    }
    if let monochrome = field("monochrome")?.section(keys: vocabulary.roles) {
      theme.monochrome = monochrome.looks(vocabulary.roles, .none)
    }
    return theme
  }

  private func palette(isFlat: Bool, system: ThemeSystem?) -> [UInt32?] {
    let section =
      isFlat
      ? self
      : require("palette", such: "palette: {base00: \"#282828\", ...}")?
        .section(keys: ThemeKeys.entries)
    guard let section else { return [] }
    let missing = ThemeKeys.entries.prefix(16).filter { section.field($0) == nil }
    if !missing.isEmpty, !section.hasUnknown {
      report.add(
        "\(isFlat ? "the scheme" : "'palette'") has no \(missing.joined(separator: ", "))",
        hint: "a scheme names at least base00 to base0F", at: section.place,
        path: isFlat ? "" : "palette")
    }
    return ThemeKeys.entries.map { section.field($0)?.channels() }
  }

  fileprivate func readRoles(into theme: inout ThemeDefinition, vocabulary: ThemeVocabulary) {
    let inks = ThemeInks.palette(theme.palette)
    theme.looks = looks(vocabulary.roles, inks)
    for ground in vocabulary.grounds {
      if let field = field("ground-\(ground)") { theme.grounds[ground] = field.color(inks) }
    }
    theme.selection = field("selection-background")?.selection(inks) ?? .derived
    if let field = field("background") {
      let insists = field.scalar == "insist" && !theme.palette.isEmpty
      let color = insists ? theme.palette[0].map { .rgb($0) } : field.color(inks, or: ["insist"])
      theme.background = color ?? .terminal
    }
  }

  fileprivate func looks(_ roles: [String], _ inks: ThemeInks) -> [String: ThemeLook] {
    var looks: [String: ThemeLook] = [:]
    for role in roles { looks[role] = field(role)?.look(inks) }
    return looks
  }
}

extension ThemeDefinition {
  /// What the scheme's background says.
  fileprivate var ownVariant: ThemeVariant? {
    guard let background = palette.first, let background else { return nil }
    let channels = [background >> 16, background >> 8 & 0xFF, background & 0xFF]
    return channels.reduce(0, +) < 3 * 0x80 ? .dark : .light
  }
}

/// The colors that a section may name.
enum ThemeInks {
  /// Any, and those of the scheme.
  case palette([UInt32?])
  /// The terminal's sixteen.
  case sixteen
  case none
}

extension Field {
  fileprivate func channels() -> UInt32? {
    if let text = scalar, let channels = ThemeColor.channels(text) { return channels }
    fail(isNull ? "is empty" : "must be a color, not \(kind)", hint: unquoted("\"#282828\""))
    return nil
  }

  /// What to write; a `#` that begins a comment is the likeliest cause of nothing at all.
  private func unquoted(_ example: String) -> String {
    isNull ? "put a color that begins with '#' in quotes" : "write six digits, such as \(example)"
  }

  /// A role's look: a color alone, or what differs.
  fileprivate func look(_ inks: ThemeInks) -> ThemeLook? {
    guard case .mapping = node else {
      if case .none = inks {
        fail("must be a mapping, not \(kind)", hint: "such as {bold: true}")
        return nil
      }
      return color(inks).map { ThemeLook(color: $0) }
    }
    var keys = ThemeKeys.attributes
    if case .none = inks {} else { keys = ["color", "on"] + keys }
    guard let section = section(keys: keys) else { return nil }
    var look = ThemeLook()
    look.color = section.field("color")?.color(inks)
    look.on = section.field("on")?.color(inks)
    look.bold = section.field("bold")?.yesOrNo()
    look.dim = section.field("dim")?.yesOrNo()
    look.underline = section.field("underline")?.yesOrNo()
    look.reverse = section.field("reverse")?.yesOrNo()
    return look
  }

  fileprivate func selection(_ inks: ThemeInks) -> ThemeSelection? {
    if scalar == "reverse" { return .reversed }
    return color(inks, or: ["reverse"]).map { .color($0) }
  }

  fileprivate func color(_ inks: ThemeInks, or others: [String] = []) -> ThemeColor? {
    let text = scalar ?? ""
    if text == "terminal" || text == "default" { return .terminal }
    if text.hasPrefix("ansi-"), let number = Int(text.dropFirst(5)), (0..<16).contains(number) {
      return .ansi(number)
    }
    var words = ["terminal"] + others + (0..<16).map { "ansi-\($0)" }
    if case .palette(let palette) = inks {
      if let channels = ThemeColor.channels(text) { return .rgb(channels) }
      let named = zip(ThemeKeys.entries, palette).filter { $0.1 != nil }
      if let entry = named.first(where: { $0.0 == text }) { return entry.1.map { .rgb($0) } }
      words = named.map(\.0) + words
    }
    failColor(words, inks)
    return nil
  }

  private func failColor(_ words: [String], _ inks: ThemeInks) {
    var kinds = ["terminal", "ansi-0 to ansi-15"]
    if case .palette(let palette) = inks {
      kinds = (palette.isEmpty ? [] : ["an entry such as base0D"]) + ["\"#rrggbb\""] + kinds
    }
    guard !isNull else {
      fail("is empty", hint: unquoted("\"#282828\""))
      return
    }
    let meant = scalar.flatMap { NearestWord.find($0, in: words) }
    fail(
      "must be a color, not \(kind)",
      hint: meant.map { "did you mean '\($0)'?" }
        ?? "write \(kinds.dropLast().joined(separator: ", ")) or \(kinds.last ?? "")")
  }
}
