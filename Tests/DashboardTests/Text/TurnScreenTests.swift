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
