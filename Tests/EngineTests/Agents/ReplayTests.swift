import Core
import Foundation
import Settings
import Testing

@testable import Engine

@Suite struct ReplayTests {
  private let diff = """
    --- a/train.py
    +++ b/train.py
    @@ -1,2 +1,2 @@
    -RATE = 1
    +RATE = 2
     DEPTH = 8

    """

  private func recording(_ turn: Turn, diff: String) throws -> String {
    let events: [(Double, AgentEvent)] = [
      (100, .told("the task", .prompt)), (100.5, .started(session: "s", model: "m", version: nil)),
      (101, .text("I raise it.")), (103, .ask(AgentQuestion(id: "q", tool: nil, title: "t"))),
      (104, .diff(diff)), (106, .finished(.done)),
    ]
    var data = Data()
    for (at, event) in events {
      data += try JSONEncoder().encode(TimedAgentEvent(at: at, event: event)) + [10]
    }
    let path = turn.folder + "/transcript.jsonl"
    try data.write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test func recordingIsPlayedWithItsTiming() throws {
    let turn = try Turn(.replay)
    let path = try recording(turn, diff: "")
    var waits: [Double] = []
    var lines: [String] = []
    let player = ReplayPlayer(
      transcript: path, diff: nil, speed: 2, wait: { waits.append($0) },
      write: { lines.append($0) })
    #expect(player.play())
    #expect(waits == [0.25, 0.25, 1.5, 1])
    var dialect = ReplayDialect(turn.task)
    let steps = lines.flatMap { dialect.receive(AgentLine(text: $0)) }
    #expect(
      steps == [
        .event(.started(session: nil, model: "m", version: nil)), .event(.text("I raise it.")),
        .event(.diff("")), .event(.finished(.done)), .over,
      ])
  }

  @Test func recordingThatBreaksOffIsAFailure() throws {
    let turn = try Turn(.replay)
    var dialect = ReplayDialect(turn.task)
    #expect(
      dialect.exited(AgentExit(code: 0, signal: nil, said: ""))
        == [.event(.finished(.failed("the recording breaks off")))])
  }

  @Test(arguments: [
    [:], ["recording": "x", "speed": "0"], ["recording": "x", "speed": "fast"], ["file": "x"],
  ])
  func optionsThatMakeNoSenseAreRefused(_ options: [String: String]) throws {
    let turn = try Turn(.replay, options: options)
    #expect(throws: EngineError.self) { try ReplayDialect.launch(turn.task) }
  }

  @Test func folderStandsForItsTranscript() throws {
    let turn = try Turn(.replay, options: ["recording": "../job"])
    let launch = try ReplayDialect.launch(turn.task)
    #expect(launch.program[2] == turn.task.clone + "/../job/transcript.jsonl")
    #expect(launch.program.last == "1")
  }

  @Test func diffOfTheRecordingIsApplied() throws {
    let turn = try Turn(.replay)
    let path = try recording(turn, diff: diff)
    let file = turn.task.clone + "/train.py"
    try "RATE = 1\nDEPTH = 8\n".write(toFile: file, atomically: true, encoding: .utf8)
    var lines: [String] = []
    let player = ReplayPlayer(
      transcript: path, diff: nil, speed: 1, folder: turn.task.clone, wait: { _ in },
      write: { lines.append($0) })
    #expect(player.play())
    #expect(turn.file("clone/train.py") == "RATE = 2\nDEPTH = 8\n")
    // The same again cannot be applied twice, and that is said.
    #expect(player.play())
    #expect(lines.last?.contains("does not apply") == true)
  }
}
