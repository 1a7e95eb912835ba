extension Key {
  static func letter(_ character: Character) -> Key { Key(.character(character)) }

  static func control(_ character: Character) -> Key { Key(.character(character), control: true) }

  /// The key as hints and help write it: `v`, `enter`, `ctrl-l`.
  package var text: String {
    (control ? "ctrl-" : "") + (alt ? "alt-" : "") + code.text
  }

  /// The same key however the terminal spells it: shift says nothing about a letter.
  var plain: Key {
    guard case .character = code else { return self }
    return Key(code, control: control, alt: alt)
  }
}

extension KeyCode {
  fileprivate var text: String {
    switch self {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .enter: "enter"
    case .escape: "esc"
    case .tab: "tab"
    case .backTab: "shift-tab"
    case .backspace: "backspace"
    case .delete: "delete"
    case .insert: "insert"
    case .up: "up"
    case .down: "down"
    case .left: "left"
    case .right: "right"
    case .home: "home"
    case .end: "end"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    }
  }
}
