import Core

/// What an agent said about its proposal.
struct TurnMessage: Equatable {
  var title: String?
  var reason: String?
  /// One JSON object on a `CHANGE:` line, kept for the agent's own later turns.
  var change: String?
  /// What it wants other lanes to know, the last few.
  var notes: [String] = []

  private static let mostNotes = 3

  /// Finds the marked lines, the last of each kind; other lines are the agent's own business.
  init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      if let value = Self.words(of: "TITLE:", in: line, limit: 120) { title = value }
      if let value = Self.words(of: "REASON:", in: line, limit: 600) { reason = value }
      if let value = Self.words(of: "NOTE:", in: line, limit: 280) { notes.append(value) }
      if let value = Self.value(of: "CHANGE:", in: line), value.hasPrefix("{"),
        value.utf8.count < 2000
      {
        change = value
      }
    }
    notes = notes.suffix(Self.mostNotes)
  }

  /// What stands behind a word, fit to show; nil when nothing is left of it.
  private static func words(of word: String, in line: Substring, limit: Int) -> String? {
    guard let value = value(of: word, in: line) else { return nil }
    let plain = plainText(value, limit: limit)
    return plain.allSatisfy(\.isWhitespace) ? nil : plain
  }

  private static func value(of word: String, in line: Substring) -> String? {
    let line = line.drop { $0 == " " || $0 == "*" || $0 == "#" }
    guard line.hasPrefix(word) else { return nil }
    let rest = line.dropFirst(word.count).drop { $0 == " " || $0 == "*" }
    return rest.isEmpty ? nil : String(rest)
  }
}
