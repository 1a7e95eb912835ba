extension Key {
  static func letter(_ character: Character) -> Key { Key(.character(character)) }

  static func control(_ character: Character) -> Key { Key(.character(character), control: true) }

  /// The key as hints and help write it: `v`, `enter`, `ctrl-l`.
  package var text: String {
    (control ? "ctrl-" : "") + (alt ? "alt-" : "") + code.text
  }

  /// A key as hints, settings and scripts write it; nil for what is none.
  package init?(text: String) {
    var rest = text[...]
    var control = false
    var alt = false
    var shift = false
    while true {
      let lower = rest.lowercased()
      if lower.hasPrefix("ctrl-"), rest.count > 5 {
        control = true
        rest = rest.dropFirst(5)
      } else if lower.hasPrefix("alt-"), rest.count > 4 {
        alt = true
        rest = rest.dropFirst(4)
      } else if lower.hasPrefix("shift-"), lower != "shift-tab", rest.count > 6 {
        shift = true
        rest = rest.dropFirst(6)
      } else {
        break
      }
    }
    guard let code = KeyCode(text: String(rest)) else { return nil }
    self.init(code, control: control, alt: alt, shift: shift)
  }

  /// The same key however the terminal spells it: shift says nothing about a letter.
  var plain: Key {
    guard case .character = code else { return self }
    return Key(code, control: control, alt: alt)
  }
}

extension KeyCode {
  private static let named: [String: KeyCode] = {
    let all: [KeyCode] = [
      .character(" "), .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down,
      .left, .right, .home, .end, .pageUp, .pageDown,
    ]
    var named = Dictionary(uniqueKeysWithValues: all.map { ($0.text.lowercased(), $0) })
    for (other, name) in [("escape", "esc"), ("return", "enter"), ("backtab", "shift-tab")] {
      named[other] = named[name]
    }
    for number in 1...12 { named["f\(number)"] = .function(number) }
    return named
  }()

  fileprivate init?(text: String) {
    if text.count == 1, let character = text.first {
      self = .character(character)
    } else if let code = KeyCode.named[text.lowercased()] {
      self = code
    } else {
      return nil
    }
  }

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
