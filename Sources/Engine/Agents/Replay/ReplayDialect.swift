import Core
import Foundation

/// Plays a recorded turn with its timing, and makes its edit.
struct ReplayDialect: AgentDialect {
  private var isOver = false

  private static let known = ["recording", "diff", "speed"]

  static func launch(_ task: AgentTask) throws -> AgentLaunch {
    for name in task.options.keys.sorted() where !known.contains(name) {
      throw EngineError.agentOption(
        "replay", name, why: "it knows \(known.joined(separator: ", "))")
    }
    guard var recording = task.options["recording"] else {
      throw EngineError.agentOption(
        "replay", "recording", why: "it names a transcript.jsonl, or the folder of one")
    }
    let speed = task.options["speed"] ?? "1"
    guard let value = Double(speed), value > 0, value.isFinite else {
      throw EngineError.agentOption("replay", "speed", why: "it is a number above 0")
    }
    recording = place(recording, task)
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: recording, isDirectory: &isFolder), isFolder.boolValue
    {
      recording += "/transcript.jsonl"
    }
    let diff = task.options["diff"].map { place($0, task) } ?? ""
    let program = Bundle.main.executablePath ?? "pawl"
    return AgentLaunch(program: [program, "replay", recording, diff, speed], input: .none)
  }

  /// A path of the settings, from the clone on.
  private static func place(_ path: String, _ task: AgentTask) -> String {
    path.hasPrefix("/") ? path : task.clone + "/" + path
  }

  init(_ task: AgentTask) {}

  mutating func begin() -> [DialectStep] { [] }

  mutating func receive(_ line: AgentLine) -> [DialectStep] {
    guard
      let event = try? JSONDecoder().decode(TimedAgentEvent.self, from: Data(line.text.utf8)).event
    else { return [.event(.noise(ToolText.bounded(line.text, to: 2000)))] }
    if case .finished = event {
      isOver = true
      return [.event(event), .over]
    }
    return [.event(event)]
  }

  mutating func say(_ text: String) -> (Delivery, [DialectStep]) { (.nextTurn, []) }

  mutating func exited(_ exit: AgentExit) -> [DialectStep] {
    guard !isOver, exit.code == 0 else { return [] }
    return [.event(.finished(.failed("the recording breaks off")))]
  }
}
