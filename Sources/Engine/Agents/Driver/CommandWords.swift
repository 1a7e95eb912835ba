/// A command as it stands in the settings, taken apart into its words.
///
/// Quotes hold words together and a backslash takes a character as it is; nothing else that a shell
/// knows is understood, and what is quoted badly goes on to the end.
enum CommandWords {
  static func split(_ command: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var rest = command.makeIterator()
    while let character = rest.next() {
      switch (quote, character) {
      case (nil, "'"), (nil, "\""):
        quote = character
        word = word ?? ""
      case (.some(let open), character) where open == character:
        quote = nil
      case (.none, "\\"), (.some("\""), "\\"):
        word = (word ?? "") + (rest.next().map(String.init) ?? "\\")
      case (nil, _) where character.isWhitespace:
        if let whole = word { words.append(whole) }
        word = nil
      default:
        word = (word ?? "") + String(character)
      }
    }
    if let whole = word { words.append(whole) }
    return words
  }
}
