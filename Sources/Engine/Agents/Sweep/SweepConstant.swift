/// A number with a name in an editable file, which a proposal may change.
package struct SweepConstant: Equatable, Sendable {
  /// The path of the file, relative to the repository.
  package let file: String
  /// As written; in YAML the keys above it come first, joined by dots.
  package let name: String
  /// The number as it is now, more than 0.
  package var value: Double { literal.value }
  let literal: NumberLiteral
  /// Where the number stands, as offsets into the file's UTF-8.
  let place: Range<Int>

  /// The name as a person would say it: `LEARNING_RATE` is "learning rate".
  var spoken: String {
    name.map { "_.-".contains($0) ? " " : $0.lowercased() }.joined()
  }

  /// The words of the name, lower case; `learningRate` has two.
  static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var previousWasLower = false
    for character in name {
      let boundary = !character.isLetter && !character.isNumber
      if boundary || (character.isUppercase && previousWasLower) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if !boundary { word += character.lowercased() }
      previousWasLower = character.isLowercase
    }
    return word.isEmpty ? words : words + [word]
  }

  /// Names that are no knobs: identities, places, and how a run is timed, watched or measured.
  static func isKnob(_ name: String) -> Bool {
    let never: Set<String> = [
      "seed", "seeds", "version", "vocab", "vocabulary", "alphabet", "path", "dir", "file", "port",
      "rank", "id", "year", "budget", "seconds", "timeout", "deadline", "minutes", "hours", "eval",
      "evaluate", "evaluation", "val", "valid", "validation", "test", "log", "logging", "print",
      "progress", "report", "verbose", "debug", "workers", "device", "devices", "gpu", "gpus",
      "pad", "eos", "bos", "unk", "tolerance", "floor", "checkpoint", "save",
    ]
    return !name.hasPrefix("__") && words(of: name).allSatisfy { !never.contains($0) }
  }

  /// Whether the comment beside it asks to leave it alone.
  static func isMarkedFixed(_ comment: String) -> Bool {
    let comment = comment.lowercased().replacing("’", with: "'")
    let phrases = [
      "fixed", "frozen", "do not change", "don't change", "do not edit", "don't edit",
      "do not touch", "don't touch", "do not tune", "don't tune", "not tunable", "leave alone",
      "must stay", "must match", "must equal", "must not change", "never change", "read-only",
    ]
    return phrases.contains { comment.contains($0) }
  }
}
