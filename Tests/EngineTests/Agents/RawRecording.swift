import Core
import Foundation

@testable import Engine

/// What a real program and the driver once said to each other, as the driver wrote it down.
struct RawRecording {
  private struct Line: Decodable {
    var way: String
    var line: String
  }

  private let lines: ArraySlice<Line>

  /// - Parameter cut: lines at its end that never came.
  init(_ name: String, cut: Int = 0, file: String = #filePath) throws {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    let path = folder.appendingPathComponent("Fixtures/\(name).jsonl")
    let all = try Data(contentsOf: path).split(separator: 10).map {
      try JSONDecoder().decode(Line.self, from: Data($0))
    }
    lines = all.dropLast(cut)
  }

  /// What the program said.
  var out: [String] { lines.filter { $0.way == "out" }.map(\.line) }

  /// The first line that the program was sent and that holds these words.
  func sent(_ words: String) -> String? {
    lines.first { $0.way == "in" && $0.line.contains(words) }?.line
  }

  /// Plays the program to a dialect, with what people do between its lines.
  ///
  /// - Parameter act: called before each line with its number; gives what it wants done.
  func play<Dialect: AgentDialect>(
    _ dialect: inout Dialect, exit: AgentExit = AgentExit(code: 0, signal: nil, said: ""),
    act: (inout Dialect, Int, String) -> [DialectStep] = { _, _, _ in [] }
  ) -> RawPlayed {
    var played = RawPlayed()
    played.steps += dialect.begin()
    for (number, line) in out.enumerated() {
      played.steps += act(&dialect, number, line)
      played.steps += dialect.receive(AgentLine(text: line))
    }
    played.steps += dialect.exited(exit)
    return played
  }
}

/// What a dialect made of a recording.
struct RawPlayed {
  var steps: [DialectStep] = []

  var events: [AgentEvent] {
    steps.compactMap {
      if case .event(let event) = $0 { return event }
      return nil
    }
  }

  var sent: [String] {
    steps.compactMap {
      if case .send(let line) = $0 { return line }
      return nil
    }
  }

  /// The report a driver would have made of it.
  var report: TurnReport {
    var tally = TurnTally()
    for event in events { tally.note(event) }
    return tally.finished(.failed("it never said how it ended"))
  }

  /// The last state of each tool call, in order of their beginning.
  var tools: [ToolCall] {
    var order: [String] = []
    var last: [String: ToolCall] = [:]
    for case .tool(let call) in events where last.updateValue(call, forKey: call.id) == nil {
      order.append(call.id)
    }
    return order.compactMap { last[$0] }
  }

  /// The place of the step that says that the turn is over.
  var over: Int? { steps.firstIndex(of: .over) }
}
