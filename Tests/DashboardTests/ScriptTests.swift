import Core
import Foundation
import Journal
import Screen
import Testing

@testable import Dashboard

@MainActor
@Suite struct `A dashboard played from a script` {
  private func play(_ script: String, experiments: Int = 12) throws -> String {
    let made = try MadeCampaign()
    try made.play(experiments: experiments)
    return try ScriptedDashboard(access: made.access).play(script, file: "keys")
  }

  @Test func `it shows screens of the asked size, and the same ones every time`() throws {
    let script = "size 80x24\nscreen styles\nkey 2 j\nscreen\nglyphs ascii\nkey 4\nscreen styles"
    let made = try MadeCampaign()
    try made.play(experiments: 12)
    let first = try ScriptedDashboard(access: made.access).play(script, file: "keys")
    let again = try ScriptedDashboard(access: made.access).play(script, file: "keys")
    #expect(first == again)
    #expect(first.split(separator: "\n").count { $0 == "-- screen 80x24" } == 3)
    #expect(first.split(separator: "\n").count { $0 == "-- styles" } == 2)
    let last = first.components(separatedBy: "-- screen").last ?? ""
    #expect(last.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `what a key would have done is said and not done`() throws {
    let made = try MadeCampaign()
    _ = try made.playUntilRunning()
    let before = made.state
    let said = try ScriptedDashboard(access: made.access).play(
      "key P\nkey q\nwait 1\nkey j enter", file: "keys")
    #expect(said.contains("send pause"))
    #expect(said.contains("quit stopAfterRuns"))
    #expect(try made.access.reader().record() == before.record())
  }

  @Test func `a mistake is named with its line`() throws {
    #expect(throws: ScriptError.self) { try play("key j\n# fine\nkey hjkl") }
    do {
      _ = try play("screen\nsize 9")
      Issue.record("a size of one number was taken")
    } catch let error as ScriptError {
      #expect("\(error)" == "keys, line 2: size wants columns and rows such as 120x36, not '9'")
    }
  }

  @Test func `time passes only when the script says so`() throws {
    let said = try play("screen\nwait 7200\nscreen")
    let screens = said.components(separatedBy: "-- screen").dropFirst()
    let clocks = screens.map { $0.split(separator: "\n")[1].suffix(5) }
    #expect(clocks.count == 2 && clocks.first != clocks.last)
  }
}
