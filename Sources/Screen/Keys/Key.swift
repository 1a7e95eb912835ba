/// What a person pressed.
package enum KeyCode: Hashable, Sendable {
  /// A typed character.
  case character(Character)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
}

/// A key with its modifiers.
package struct Key: Hashable, Sendable {
  package var code: KeyCode
  package var control: Bool
  package var alt: Bool
  package var shift: Bool

  package init(_ code: KeyCode, control: Bool = false, alt: Bool = false, shift: Bool = false) {
    self.code = code
    self.control = control
    self.alt = alt
    self.shift = shift
  }

  /// Whether it writes, mends, sends or drops words.
  var isText: Bool {
    guard !control, !alt else { return false }
    switch code {
    case .character, .enter, .backspace, .escape: return true
    default: return false
    }
  }
}

/// What a mouse did.
package enum MouseKind: Hashable, Sendable {
  case press, release, drag, wheelUp, wheelDown
}

/// Everything a terminal can tell a screen.
package enum Input: Hashable, Sendable {
  case key(Key)
  case paste(String)
  /// Zero-based row and column.
  case mouse(MouseKind, row: Int, column: Int)
  case focus(Bool)
}
