import Core
import Testing

@testable import Journal

struct CommandTests {
  private let folder: TemporaryFolder
  private let journal: Journal
  private let reader: JournalReader

  init() throws {
    folder = try TemporaryFolder()
    journal = try Journal(path: folder.journal)
    reader = try JournalReader(path: folder.journal)
  }

  private func submit(_ command: Command, to engine: String = "e1") throws -> Int {
    try CommandPost.submit(command, by: "ada", to: engine, path: folder.journal, now: 10)
  }

  @Test func `a command is taken once, and answered with the event that obeyed it`() throws {
    var campaign = ScriptedCampaign(journal: journal)
    try campaign.open()
    let id = try submit(.pause(lanes: ["a1"]))
    let taken = try journal.takeCommands(engine: "e1", now: 11)
    let first = try #require(taken.first)
    #expect(taken.count == 1 && first.id == id && first.by == "ada")
    #expect(first.command == .pause(lanes: ["a1"]))
    #expect(try journal.takeCommands(engine: "e1", now: 12).isEmpty)
    #expect(try reader.answer(to: id) == nil)
    try campaign.take(.commanded(id: id, first.command), cause: .person(first.by))
    let answer = try #require(try reader.answer(to: id))
    #expect(answer == (true, "a1 paused; running runs go on"))
  }

  @Test(arguments: [
    Command.pause(lanes: nil), .resume(lanes: ["a1", "a2"]),
    .veto(experiment: 3, reason: "no \"seeds\"", lane: "a1"), .interrupt(lane: "a2", reason: ""),
    .approve(experiment: 1), .rerun(experiment: 2), .revoke(experiment: 4, reason: "it fails"),
    .steer(lane: nil, text: "try\nthis"), .addLane(agent: "sweep", count: 2), .removeLane("a1"),
    .removeRule(1), .review(.always), .stop(now: true), .restore(experiment: 3),
    .unsay(lane: nil, text: "try\nthis"), .keepLane("a1"),
    .addRule(text: "no \"seeds\"", lane: nil),
    .editRule(id: 2, text: "%"), .propose(title: "β", reason: "", base: "c0", patch: "+\u{0}\n\\"),
  ])
  func `every command arrives as it was sent`(_ command: Command) throws {
    let id = try submit(command)
    let taken = try journal.takeCommands(engine: "e1", now: 11)
    #expect(taken.map(\.id) == [id])
    #expect(taken.map(\.command) == [command])
  }

  @Test func `a command for an engine that is gone expires`() throws {
    let old = try submit(.stop(now: false), to: "e0")
    let new = try submit(.stop(now: true), to: "e1")
    #expect(try journal.takeCommands(engine: "e1", now: 11).map(\.id) == [new])
    let answer = try #require(try reader.answer(to: old))
    #expect(answer == (false, "the engine it was meant for is gone"))
  }

  @Test func `a command that an engine died over expires, an answered one stays answered`() throws {
    var campaign = ScriptedCampaign(journal: journal)
    try campaign.open()
    let obeyed = try submit(.review(.always))
    let forgotten = try submit(.review(.never))
    _ = try journal.takeCommands(engine: "e1", now: 11)
    try campaign.take(.commanded(id: obeyed, .review(.always)))
    try journal.expireTakenCommands(now: 12)
    #expect(try #require(try reader.answer(to: obeyed)) == (true, "review is always"))
    #expect(try #require(try reader.answer(to: forgotten)).accepted == false)
  }

  @Test func `a command that a later event answers does not expire`() throws {
    var campaign = ScriptedCampaign(journal: journal)
    try campaign.open()
    let patch = try submit(.propose(title: "", reason: "", base: "base", patch: "+"))
    let other = try submit(.review(.never))
    let taken = try journal.takeCommands(engine: "e1", now: 11)
    try campaign.take(.commanded(id: patch, taken[0].command), cause: .person("ada"))
    #expect(try reader.answer(to: patch) == nil)
    try journal.expireTakenCommands(now: 12, except: Set(campaign.state.patches.map(\.command)))
    #expect(try reader.answer(to: patch) == nil)
    #expect(try #require(try reader.answer(to: other)).accepted == false)
    try campaign.take(.patchTaken(command: patch, .unfit("it does not apply")))
    #expect(try #require(try reader.answer(to: patch)) == (false, "it does not apply"))
  }

  @Test func `a command from a later version is answered with a no`() throws {
    try journal.perform(
      """
      INSERT INTO command (at, by, engine, body) VALUES (1, 'ada', 'e1', '{"teleport":{}}')
      """)
    #expect(try journal.takeCommands(engine: "e1", now: 11).isEmpty)
    let answer = try #require(try reader.answer(to: 1))
    #expect(answer == (false, "this engine does not know the command"))
  }

  @Test func `commands that many hand in at once all arrive`() async throws {
    let path = folder.journal
    let ids = try await withThrowingTaskGroup { group in
      for n in 1...24 {
        group.addTask {
          try CommandPost.submit(
            .approve(experiment: n), by: "p\(n)", to: "e1", path: path, now: Double(n))
        }
      }
      return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    let taken = try journal.takeCommands(engine: "e1", now: 99)
    #expect(ids.count == 24)
    #expect(Set(taken.map(\.id)) == ids)
    #expect(
      taken.allSatisfy { $0.command == .approve(experiment: Int($0.by.dropFirst()) ?? 0) })
  }

  @Test func `nothing is handed in where no journal is`() throws {
    #expect(throws: JournalError.missing(folder.path("other"))) {
      try CommandPost.submit(
        .stop(now: true), by: "ada", to: "e1", path: folder.path("other"), now: 1)
    }
  }
}
