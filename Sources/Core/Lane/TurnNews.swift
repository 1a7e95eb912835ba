/// How a turn in progress stands, as far as it matters to whoever looks after the lane.
///
/// Told whole each time, so that hearing it twice changes nothing.
package struct TurnNews: Codable, Equatable, Sendable {
  /// What the agent waits to be allowed.
  package var question: AgentQuestion?
  /// What became of the question before.
  package var answer: AgentAnswer?
  /// What keeps it from working; nil while it works.
  package var hold: TurnHold?

  package init(
    question: AgentQuestion? = nil, answer: AgentAnswer? = nil, hold: TurnHold? = nil
  ) {
    self.question = question
    self.answer = answer
    self.hold = hold
  }
}

/// What keeps a turn from going on by itself.
package enum TurnHold: Codable, Equatable, Sendable {
  /// Its model did not answer; `status` is that of HTTP, nil for a lost connection.
  case retrying(attempt: Int, of: Int?, status: Int?)
  /// Its account is used up; nil where nobody says until when.
  case limited(until: Timestamp?, String)
  /// Nothing was heard of it since then.
  case quiet(since: Timestamp)

  /// A few words for a lane's line.
  package var words: String {
    switch self {
    case .retrying(let attempt, let count, let status):
      let of = count.map { " of \($0)" } ?? ""
      return "retrying \(attempt)\(of)\(status.map { ", \($0)" } ?? "")"
    case .limited(_, let why): return why.isEmpty ? "limited" : "limited: \(why)"
    case .quiet: return "silent"
    }
  }
}

extension AgentQuestion {
  /// Characters of an edit, and edits of a question, that a journal keeps.
  private static let longestEdit = 8000
  private static let mostEdits = 8

  /// The question as it is kept and shown: bounded, on one line, without what a terminal obeys.
  ///
  /// Its edits stay as they are written, only shorter: whoever shows them cleans them.
  package var bounded: AgentQuestion {
    var it = self
    it.title = plainText(title, limit: 200)
    it.edits = edits.prefix(Self.mostEdits).map { edit in
      ToolEdit(
        path: plainText(edit.path, limit: 200), old: edit.old.map(Self.cut),
        new: Self.cut(edit.new))
    }
    return it
  }

  private static func cut(_ text: String) -> String {
    text.utf8.count <= longestEdit ? text : String(text.prefix(longestEdit - 1)) + "…"
  }
}
