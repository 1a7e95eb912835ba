internal import Core

/// The lines of an edit with their words and their syntax, as a diff draws them.
enum DrawnEdit {
  static func lines(_ edit: EditDiff) -> [DiffDrawnLine] {
    var words: [Int: [Range<Int>]] = [:]
    let hunk = Hunk(oldStart: 1, oldCount: 0, newStart: 1, newCount: 0, lines: edit.lines)
    for match in LinePairing.matches(in: hunk) {
      words[match.removed] = match.words.removed
      words[match.added] = match.words.added
    }
    let language = SyntaxLanguage(path: edit.path)
    var old = language.map { SyntaxLexer($0) }
    var new = old
    return edit.lines.enumerated().map { index, line in
      var drawn = DiffDrawnLine(line: line, number: nil)
      drawn.words = words[index] ?? []
      switch line.kind {
      case .removed: drawn.syntax = old?.spans(in: line.utf8) ?? []
      case .added: drawn.syntax = new?.spans(in: line.utf8) ?? []
      case .context:
        _ = old?.spans(in: line.utf8)
        drawn.syntax = new?.spans(in: line.utf8) ?? []
      case .note: break
      }
      return drawn
    }
  }
}

extension AgentEnding {
  /// How a turn came out, in one sentence.
  func sentence(_ timeOfDay: (Timestamp) -> String) -> (String, Role) {
    func with(_ why: String, _ words: String) -> String {
      let why = plainText(why, limit: 400)
      return why.isEmpty ? words : "\(words): \(why)"
    }
    switch self {
    case .done: return ("the turn is over", .title)
    case .refused(let why): return (with(why, "the turn is over, it would not do it"), .warn)
    case .interrupted: return ("the turn is over, a person ended it", .warn)
    case .bounded(let why): return (with(why, "the turn is over, a bound was met"), .warn)
    case .limited(let until, let why):
      let time = until.map { ", its account is used up until \(timeOfDay($0))" }
      return (with(why, "the turn is over" + (time ?? ", its account is used up")), .warn)
    case .unauthorised(let why):
      return (with(why, "the turn is over, its login was not accepted"), .bad)
    case .missing(let why):
      return (with(why, "the turn is over, its program cannot be started"), .bad)
    case .silent(let seconds):
      return ("the turn is over, it said nothing for \(NumberText.duration(seconds))", .bad)
    case .failed(let why): return (with(why, "the turn failed"), .bad)
    }
  }
}
