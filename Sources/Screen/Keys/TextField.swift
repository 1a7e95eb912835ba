/// One line of text being typed.
package struct TextField: Equatable, Sendable {
  package private(set) var characters: [Character] = []
  /// Before which character the next one goes.
  package private(set) var cursor = 0

  package init() {}

  init(_ text: String) {
    insert(text)
  }

  package var text: String { String(characters) }

  /// The text without blanks around it.
  var trimmed: String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Takes a key, or answers false for one that does not edit.
  mutating func take(_ key: Key) -> Bool {
    guard !key.alt else { return false }
    switch key.code {
    case .character(let character):
      if key.control { return control(character) }
      insert(String(character))
    case .backspace:
      if cursor > 0 { characters.remove(at: cursor - 1) }
      cursor = max(0, cursor - 1)
    case .delete: if cursor < characters.count { characters.remove(at: cursor) }
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home: cursor = 0
    case .end: cursor = characters.count
    case .enter, .escape, .tab, .backTab, .insert, .up, .down, .pageUp, .pageDown, .function:
      return false
    }
    return true
  }

  /// Puts text in; line ends become blanks and what cannot be shown is left out.
  mutating func insert(_ text: String) {
    for character in text where characters.count < 1000 {
      let shown: Character = character.isNewline || character == "\t" ? " " : character
      guard CellWidth.columns(of: shown) > 0 else { continue }
      characters.insert(shown, at: cursor)
      cursor += 1
    }
  }

  private mutating func control(_ character: Character) -> Bool {
    switch character {
    case "a": cursor = 0
    case "e": cursor = characters.count
    case "u":
      characters.removeFirst(cursor)
      cursor = 0
    case "k": characters.removeLast(characters.count - cursor)
    case "w":
      let before = characters[..<cursor]
      let word = before.lastIndex { $0 != " " } ?? 0
      let start = before[..<word].lastIndex(of: " ").map { $0 + 1 } ?? 0
      characters.removeSubrange(start..<cursor)
      cursor = start
    default: return false
    }
    return true
  }
}
