import Core
import Foundation
import Journal
import Screen
import Testing

@testable import Dashboard

@MainActor
@Suite("A turn on the dashboard")
struct TurnScreenTests {
  private static let events: [AgentEvent] = [
    .told("Make it better.", .prompt), .text("I lengthen the **warmdown**.\n"),
    .tool(
      ToolCall(
        id: "1", kind: .edit, name: "Edit", title: "train.py", state: .active, path: "train.py",
        edits: [ToolEdit(path: "train.py", old: "down = 0.5\n", new: "down = 0.6\n")])),
  ]

  @Test("shows the transcript of the lane under the cursor, and what the others are at")
  func transcript() throws {
    let made = try MadeCampaign()
    let lanes = made.state.lanes.filter { $0.turn != nil }
    let lane = try #require(lanes.first)
    let other = try #require(lanes.last)
    try #require(lane.id != other.id)
    for (lane, events) in [(lane, Self.events), (other, Array(Self.events.prefix(2)))] {
      let folder = made.access.layout.job(JobName.turn(lane.id, try #require(lane.turn)))
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(MadeTurns.lines(events)).write(
        to: URL(fileURLWithPath: folder + "/transcript.jsonl"))
    }
    let said = try ScriptedDashboard(access: made.access).play(
      "size 120x36\nkey 5 g\nscreen\nkey enter g enter\nscreen\nkey esc j\nscreen", file: "keys")
    let screens = said.components(separatedBy: "-- screen").dropFirst().map { $0 }
    try #require(screens.count == 3)
    #expect(screens[0].contains("edits train.py") && screens[0].contains("writes"))
    #expect(screens[0].contains("I lengthen the warmdown."))
    #expect(screens[0].contains("edit    train.py"))
    #expect(screens[0].contains("+down = 0.6"))
    #expect(screens[1].contains("task  Make it better."))
    #expect(screens[2].contains("I lengthen the warmdown.") && !screens[2].contains("down = 0.6"))
  }

  @Test("reads without colour, and a question stands out", arguments: ["80x24", "120x36"])
  func monochrome(size: String) throws {
    let made = try MadeCampaign()
    let lane = try #require(made.state.lanes.first { $0.turn != nil })
    let turn = try #require(lane.turn)
    let folder = made.access.layout.job(JobName.turn(lane.id, turn))
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let question = AgentQuestion(
      id: "q", tool: nil, title: "run rm -r cache",
      edits: [ToolEdit(path: "a.py", old: "x = 1\n", new: "x = 2\n")], mayAlways: true)
    try Data(MadeTurns.lines(Self.events + [.ask(question)])).write(
      to: URL(fileURLWithPath: folder + "/transcript.jsonl"))
    try made.take(.turnNews(lane: lane.id, turn: turn, TurnNews(question: question)))
    let said = try ScriptedDashboard(access: made.access).play(
      "size \(size)\nkey ! z g enter\nscreen mono", file: "keys")
    try Golden.expect(said, "mono-turn-\(size)")
    let plane = try #require(said.components(separatedBy: "-- mono\n").last).split(
      separator: "\n", omittingEmptySubsequences: false)
    let rows = try #require(said.components(separatedBy: "-- mono\n").first).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropFirst()
    for (row, looks) in zip(rows, plane) where row.contains("asks you") {
      #expect(looks.contains("R") || looks.contains("r"))
    }
    #expect(rows.contains { $0.contains("asks you") })
  }

  @Test("a turn that only printed shows what it printed")
  func printed() throws {
    let made = try MadeCampaign()
    let lane = try #require(made.state.lanes.first { $0.turn != nil })
    let folder = made.access.layout.job(JobName.turn(lane.id, try #require(lane.turn)))
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("plain words\n".utf8).write(to: URL(fileURLWithPath: folder + "/out.log"))
    let said = try ScriptedDashboard(access: made.access).play(
      "size 80x24\nkey 5 g enter\nscreen", file: "keys")
    #expect(said.contains("plain words"))
  }
}
