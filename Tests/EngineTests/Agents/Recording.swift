import Core
import Foundation
import Settings
import Testing

@testable import Engine

/// A conversation with a real program, as it was recorded.
///
/// A file has the task in its first line, after `#`. Then `<` is a line of the program, `>` one that
/// was sent to it, and `!` what the driver or a person did: `say WORDS`, `interrupt`, `allow ASK`,
/// `deny ASK WORDS`, `file ID` (done; what was read is in the next line sent), `over`, `logged LINE` (in
/// its own log), `exit STATUS`.
struct Recording {
  var task: AgentTask
  var lines: [(kind: Character, text: String)]

  init(_ name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let text = try String(contentsOf: folder.appending(path: name + ".talk"), encoding: .utf8)
    // A line of a program may hold what Swift takes for the end of one.
    let all = text.utf8.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
    lines = all.dropFirst().compactMap { line in
      line.first.map { ($0, String(line.dropFirst(2))) }
    }
    let head = try #require(all.first?.dropFirst(2))
    task = try JSONDecoder().decode(AgentTask.self, from: Data(head.utf8))
  }

  /// What a dialect makes of it.
  struct Played {
    var events: [AgentEvent] = []
    var sent: [String] = []
    var deliveries: [Delivery] = []
    var files: [FileRequest] = []
    var isOver = false

    /// What the agent said, its pieces put together.
    var text: String {
      events.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }

    /// Tool calls as they were told last, in the order of their beginning.
    var tools: [ToolCall] {
      var calls: [ToolCall] = []
      for case .tool(let call) in events {
        if let place = calls.firstIndex(where: { $0.id == call.id }) {
          calls[place] = call
        } else {
          calls.append(call)
        }
      }
      return calls
    }

    var questions: [AgentQuestion] {
      events.compactMap { if case .ask(let question) = $0 { question } else { nil } }
    }

    var usage: AgentUsage? {
      events.compactMap { if case .usage(let usage) = $0 { usage } else { nil } }.last
    }

    var endings: [AgentEnding] {
      events.compactMap { if case .finished(let ending) = $0 { ending } else { nil } }
    }
  }

  /// The lines that were sent when it was recorded.
  var sent: [String] { lines.filter { $0.kind == ">" }.map(\.text) }

  func play<Dialect: AgentDialect>(_ kind: Dialect.Type) -> Played {
    var dialect = Dialect(task)
    var played = Played()
    var awaited: [String] = []
    var logged = ""
    func take(_ steps: [DialectStep]) {
      for step in steps {
        switch step {
        case .event(let event): played.events.append(event)
        case .send(let line): played.sent.append(line)
        case .over: played.isOver = true
        case .file(let id, let request):
          awaited.append(id)
          played.files.append(request)
        }
      }
    }
    take(dialect.begin())
    for (place, line) in lines.enumerated() {
      let words = line.text.split(separator: " ", maxSplits: 2).map(String.init)
      switch (line.kind, words.first) {
      case ("<", _): take(dialect.receive(AgentLine(text: line.text)))
      case ("!", "say"):
        let (delivery, steps) = dialect.say(words.dropFirst().joined(separator: " "))
        played.deliveries.append(delivery)
        take(steps)
      case ("!", "interrupt"): take(dialect.interrupt())
      case ("!", "allow"): take(dialect.answer(words[1], .allow))
      case ("!", "deny"): take(dialect.answer(words[1], .deny(words[2])))
      case ("!", "file"):
        awaited.removeAll { $0 == words[1] }
        let next = lines[place...].first { $0.kind == ">" }?.text ?? ""
        let content = JSONValue(parsing: next)?["result", "content"].string
        take(dialect.fileDone(words[1], content.map(FileResult.text) ?? .written))
      case ("!", "logged"): logged += words.dropFirst().joined(separator: " ") + "\n"
      case ("!", "exit"):
        take(
          dialect.exited(
            AgentExit(code: Int32(words[1]), signal: nil, said: "", logged: logged)))
      default: break
      }
    }
    return played
  }
}
