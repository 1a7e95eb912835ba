import Core
import Testing

@testable import Journal

/// The story in pages and by words, as the events screen reads it.
struct StoryTests {
  private let folder: TemporaryFolder
  private let journal: Journal
  private let reader: JournalReader

  init() throws {
    folder = try TemporaryFolder()
    journal = try Journal(path: folder.journal)
    reader = try JournalReader(path: folder.journal)
  }

  /// Writes one line for each text, in one event.
  private func tell(_ texts: [String]) throws {
    var reduction = Reduction()
    reduction.lines = texts.map {
      EventLine(seq: 0, at: 1, cause: "rule", kind: "run.ended", experiment: 3, run: 7, text: $0)
    }
    try journal.append(
      StampedEvent(at: 1, cause: .rule, event: .ticked), reduction, state: CampaignState())
  }

  @Test func `pages end before a line and begin with their oldest`() throws {
    #expect(try reader.noteCount() == 0)
    #expect(try reader.notes(before: 10, limit: 5).isEmpty)
    try tell((1...9).map { "line \($0)" })
    #expect(try reader.noteCount() == 9)
    #expect(try reader.notes(before: 8, limit: 3).map(\.seq) == [5, 6, 7])
    #expect(try reader.notes(before: 3, limit: 3).map(\.seq) == [1, 2])
    #expect(try reader.notes(before: 1, limit: 3).isEmpty)
    #expect(try reader.notes(before: .max, limit: 2).map(\.text) == ["line 8", "line 9"])
    #expect(try reader.notes(before: 9, limit: -1).isEmpty)
  }

  @Test func `a search finds capital and small letters, newest page first`() throws {
    try tell(["#1 kept", "#2 crashed", "#3 KEPT at last", "nothing", "#4 is kept"])
    #expect(try reader.notes(matching: "Kept", limit: 2).map(\.seq) == [3, 5])
    #expect(try reader.notes(matching: "kept", before: 3, limit: 2).map(\.seq) == [1])
    #expect(try reader.notes(matching: "lost", limit: 9).isEmpty)
    #expect(try reader.notes(matching: "", limit: 9).count == 5)
    let line = try #require(try reader.notes(matching: "crashed", limit: 1).first)
    #expect(line.experiment == 3 && line.run == 7 && line.kind == "run.ended")
    #expect(line.cause == "rule")
  }

  @Test(arguments: ["100 %", "a_b", "c:\\d", "%", "_", "\\", "'"])
  func `every character of a search stands for itself`(word: String) throws {
    try tell(["100 % of it", "a_b", "axb", "c:\\d", "100 of it", "it's"])
    let found = try reader.notes(matching: word, limit: 9).map(\.text)
    let all = ["100 % of it", "a_b", "axb", "c:\\d", "100 of it", "it's"]
    #expect(found == all.filter { $0.contains(word) })
    #expect(!found.isEmpty)
  }

  @Test func `the count stays right after the tables were made anew`() throws {
    var campaign = ScriptedCampaign(journal: journal)
    try campaign.open()
    try campaign.play(events: 60)
    let count = try reader.noteCount()
    #expect(try reader.notes(after: 0, limit: .max).count == count)
    try journal.rebuild()
    #expect(try reader.noteCount() == count)
  }
}
