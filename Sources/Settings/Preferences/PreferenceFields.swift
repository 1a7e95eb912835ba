import Yams

extension Section {
  /// The whole file; what is wrong keeps its default.
  func preferences(_ vocabulary: PreferenceVocabulary) -> Preferences {
    var preferences = Preferences()
    preferences.theme = field("theme")?.text(such: "theme: gruvbox-dark")
    if let charts = field("charts")?.choice(ChartChoice.self) { preferences.charts = charts }
    if let mouse = field("mouse")?.yesOrNo() { preferences.mouse = mouse }
    if let bell = field("bell")?.bell() { preferences.bell = bell }
    if let title = field("title")?.yesOrNo() { preferences.title = title }
    if let clipboard = field("clipboard")?.clipboard() { preferences.clipboard = clipboard }
    preferences.pager = field("pager")?.text(such: "pager: less -R")
    preferences.editor = field("editor")?.text(such: "editor: nvim")
    if let keys = field("keys")?.section(keys: vocabulary.actions) {
      for action in vocabulary.actions {
        preferences.keys[action] = keys.field(action)?.keys(vocabulary.keys)
      }
    }
    return preferences
  }
}

extension Field {
  fileprivate func bell() -> Set<BellReason>? {
    guard case .sequence = node else {
      return yesOrNo().map { $0 ? Set(BellReason.allCases) : [] }
    }
    return items(such: "[kept, needs-you]").map { items in
      Set(items.compactMap { $0.choice(BellReason.self) })
    }
  }

  fileprivate func clipboard() -> ClipboardChoice? {
    let words = ["auto", "tmux", "osc52", "none"]
    switch scalar {
    case "auto": return .auto
    case "tmux": return .tmux
    case "osc52": return .osc52
    case "none": return ClipboardChoice.none
    default: break
    }
    guard let command = text(such: "clipboard: wl-copy") else { return nil }
    // A command's name is seldom that near to a word.
    if command.count > 2, !command.contains("/"), let meant = NearestWord.find(command, in: words) {
      fail("is '\(Field.short(command))'", hint: "did you mean '\(meant)'?")
      return nil
    }
    return .command(command)
  }

  /// The keys of an action: one, a list, or none at all.
  fileprivate func keys(_ names: [String]) -> [String]? {
    guard case .sequence(let list) = node else {
      if isNull {
        fail("is empty", hint: "name a key, or write [] for none")
        return nil
      }
      return key(names).map { [$0] }
    }
    let keys = list.enumerated().compactMap { index, item in
      Field(node: item, path: "\(path)[\(index)]", place: Place(item) ?? place, report: report)
        .key(names)
    }
    return keys.isEmpty && !list.isEmpty ? nil : keys
  }

  /// One key in its usual spelling: modifiers, then a character or a name.
  private func key(_ names: [String]) -> String? {
    guard let text = scalar, !isNull else {
      let hint = "put it in quotes if it is a sign that YAML takes for its own"
      fail(isNull ? "is empty" : "must be a key, not \(kind)", hint: hint)
      return nil
    }
    var (modifiers, rest) = Self.modifiers(of: text, names: names)
    if rest == " " { rest = "space" }
    if rest.count == 1, let character = rest.first, isTyped(character) {
      guard !modifiers.contains("shift-") else {
        fail("must be a key, not '\(Field.short(text))'", hint: "write '\(rest.uppercased())'")
        return nil
      }
      // Ctrl has no capitals.
      return modifiers + (modifiers.contains("ctrl-") ? rest.lowercased() : String(rest))
    }
    if let name = names.first(where: { $0.lowercased() == rest.lowercased() }) {
      return modifiers + name
    }
    let meant = NearestWord.find(String(rest), in: names)
    fail(
      "must be a key, not '\(Field.short(text))'",
      hint: meant.map { "did you mean '\(modifiers)\($0)'?" }
        ?? "such as v, ctrl-l, \(names.prefix(4).joined(separator: ", "))")
    return nil
  }

  private static func modifiers(
    of text: String, names: [String]
  ) -> (modifiers: String, rest: Substring) {
    var rest = text[...]
    var found = ""
    while !names.contains(String(rest)) {
      let all = ["ctrl-", "alt-", "shift-"]
      guard let next = all.first(where: { rest.lowercased().hasPrefix($0) }),
        rest.count > next.count
      else { break }
      if !found.contains(next) { found += next }
      rest = rest.dropFirst(next.count)
    }
    return (found, rest)
  }

  private func isTyped(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy {
      !$0.properties.isWhitespace && $0.value > 0x20 && !(0x7F..<0xA0).contains($0.value)
    }
  }
}
