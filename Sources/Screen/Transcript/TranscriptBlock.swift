package import Core

/// One thing of a transcript: a paragraph, a tool call, a question; shown in one row or several.
package struct TranscriptBlock: Equatable, Sendable, Identifiable {
  package enum Content: Equatable, Sendable {
    case started(session: String?, model: String?, version: String?)
    case told(String, Delivery)
    /// A piece of prose: a paragraph, an item of a list, a stretch of code.
    case prose(Prose)
    case thought(String)
    case plan([PlanStep])
    case tool(ShownCall)
    case ask(AgentQuestion, [EditDiff], AgentAnswer?)
    case retrying(Retry)
    case limited(until: Timestamp?, why: String)
    /// Lines added and removed by the turn so far.
    case changed(added: Int, removed: Int, files: Int)
    /// Stopped in place by a person, or going on.
    case paused(Bool)
    case finished(AgentEnding)
    case noise(String)
  }

  /// Counts up; what comes later has a higher one.
  package let id: Int
  package var at: Timestamp
  package internal(set) var content: Content
  /// Another one after each change, so that whoever laid it out knows when to do that again.
  package internal(set) var version: Int

  init(id: Int, at: Timestamp, version: Int, _ content: Content) {
    self.id = id
    self.at = at
    self.version = version
    self.content = content
  }

  /// Bytes of text it holds, about.
  var size: Int {
    switch content {
    case .prose(let prose): 128 + prose.text.utf8.count
    case .told(let text, _), .thought(let text), .noise(let text): 128 + text.utf8.count
    case .tool(let call): 256 + call.size
    case .ask(_, let edits, _): 256 + edits.reduce(0) { $0 + $1.size }
    case .plan(let steps): 128 + steps.reduce(0) { $0 + 32 + $1.text.utf8.count }
    case .started, .retrying, .limited, .changed, .paused, .finished: 256
    }
  }
}

/// How an agent's model fails to answer.
package struct Retry: Equatable, Sendable {
  package var attempt: Int
  package var of: Int?
  package var delay: Double?
  package var status: Int?
  package var why: String
  /// Whether something came after it.
  package var isOver = false
}

/// A tool call with its edits worked out and its output bounded.
package struct ShownCall: Equatable, Sendable {
  package var id: String
  package var kind: ToolCall.Kind
  package var name: String
  package var title: String
  package var state: ToolCall.State
  package var edits: [EditDiff]
  /// The end of what came of it, and how many lines stand before that.
  package var output: [String]
  package var outputBefore: Int

  /// Lines of output, and edits, that are kept.
  private static let mostLines = 400
  private static let mostEdits = 16
  private static let longestLine = 2000

  /// - Parameter before: what was known of the same call.
  init(_ call: ToolCall, after before: (call: ToolCall, shown: ShownCall)?) {
    id = call.id
    kind = call.kind
    name = plainText(call.name, limit: 40)
    title = ShownCall.title(call)
    state = call.state
    edits =
      before.flatMap { $0.call.edits == call.edits ? $0.shown.edits : nil }
      ?? call.edits.prefix(Self.mostEdits).map { EditDiff($0) }
    if let before, before.call.output == call.output {
      (output, outputBefore) = (before.shown.output, before.shown.outputBefore)
    } else {
      (output, outputBefore) = ShownCall.lines(call.output ?? "")
    }
  }

  var size: Int {
    output.reduce(0) { $0 + 16 + $1.utf8.count } + edits.reduce(0) { $0 + $1.size }
      + title.utf8.count
  }

  /// What it does in a line, without the word that stands before it anyway.
  static func title(_ call: ToolCall) -> String {
    var title = plainText(call.title.isEmpty ? call.path ?? "" : call.title, limit: 400)
    for word in [call.name, call.kind.rawValue] where !word.isEmpty {
      let lower = title.lowercased()
      if lower == word.lowercased() {
        title = call.path.map { plainText($0) } ?? title
      } else if lower.hasPrefix(word.lowercased() + " ") || lower.hasPrefix(word.lowercased() + ":")
      {
        title = String(title.dropFirst(word.count + 1).drop { $0 == " " })
      }
    }
    return title
  }

  private static func lines(_ text: String) -> ([String], before: Int) {
    let bytes = Array(text.utf8)
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D || bytes[end - 1] == 0x20 {
      end -= 1
    }
    guard end > 0 else { return ([], 0) }
    let all = bytes[..<end].split(separator: 0x0A, omittingEmptySubsequences: false)
    let kept = all.suffix(mostLines).map { line in
      TextCleaner.clean(String(decoding: line.prefix(longestLine), as: UTF8.self))
    }
    return (kept, all.count - kept.count)
  }
}
