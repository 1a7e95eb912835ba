import Core
import Foundation
import Testing

@testable import Journal

struct FileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func experiments(_ record: CampaignRecord) -> String {
    String(describing: record.experiments)
  }

  @Test func `a journal newer than the program is refused by everyone`() throws {
    let path = folder.journal
    try Journal(path: path).perform(
      "INSERT INTO grdb_migrations (identifier) VALUES ('99 telepathy')")
    #expect(throws: JournalError.newer(path)) { try Journal(path: path) }
    #expect(throws: JournalError.newer(path)) { try JournalReader(path: path) }
    #expect(throws: JournalError.newer(path)) {
      try CommandPost.submit(.stop(now: true), by: "ada", to: "e1", path: path, now: 1)
    }
    #expect(
      JournalError.newer("j").description
        == "the journal j was made by a newer pawl; use that version, or a newer one")
  }

  @Test func `a journal that is not there, or not one, is refused with its reason`() throws {
    let path = folder.journal
    #expect(throws: JournalError.missing(path)) { try JournalReader(path: path) }
    #expect(!FileManager.default.fileExists(atPath: path))
    try Data().write(to: URL(fileURLWithPath: path))
    #expect(throws: JournalError.missing(path)) { try JournalReader(path: path) }
    try Data(repeating: 65, count: 4096).write(to: URL(fileURLWithPath: path))
    let error = JournalError.unreadable(path, why: "it is not a SQLite database")
    #expect(throws: error) { try JournalReader(path: path) }
    #expect(throws: error) { try Journal(path: path) }
  }

  @Test func `what an unknown version wrote is named, not skipped`() throws {
    let journal = try Journal(path: folder.journal)
    try journal.perform(
      "INSERT INTO event (at, cause, kind, payload) VALUES (1, '{}', 'x', '{}')")
    #expect(
      throws: JournalError.unreadable(folder.journal, why: "event 1 is not one this pawl knows")
    ) { try journal.events() }
  }

  @Test func `a full disk stops an event whole, and the next try goes on`() throws {
    let journal = try Journal(path: folder.journal, maximumPages: 40)
    var campaign = ScriptedCampaign(journal: journal)
    try campaign.open()
    #expect(throws: JournalError.full(folder.journal)) { while try campaign.step() {} }
    let reader = try JournalReader(path: folder.journal)
    #expect(try journal.events().count == campaign.events.count)
    #expect(experiments(try reader.record()) == experiments(campaign.state.record()))
    try journal.perform("PRAGMA max_page_count = 100000")
    while try campaign.step() {}
    #expect(try journal.events().count == campaign.events.count)
    #expect(experiments(try reader.record()) == experiments(campaign.state.record()))
  }

  @Test(arguments: [0, 1, 100, 4_120, 9_000, 40_000])
  func `a journal whose writer was killed opens with its last whole event`(_ lost: Int) throws {
    var campaign = ScriptedCampaign(journal: try Journal(path: folder.journal))
    try campaign.open()
    try campaign.play(events: 50)
    // What a killed process leaves: the file and the log, perhaps with an unfinished end.
    let copy = folder.path("copy.sqlite")
    try Data(contentsOf: URL(fileURLWithPath: folder.journal)).write(to: URL(fileURLWithPath: copy))
    let log = try Data(contentsOf: URL(fileURLWithPath: folder.journal + "-wal"))
    try log.dropLast(lost).write(to: URL(fileURLWithPath: copy + "-wal"))

    let seen = try JournalReader(path: copy).record()
    let journal = try Journal(path: copy)
    var state = CampaignState()
    try journal.replay { _ = CampaignState.reduce(&state, $0) }
    #expect(experiments(seen) == experiments(state.record()))
    #expect(seen.lanes == state.lanes && seen.slots == state.slots)
    let events = try journal.events()
    #expect(lost > 0 || events.count == campaign.events.count)
    #expect(events.count > 5)
    #expect(String(describing: events) == String(describing: campaign.events.prefix(events.count)))
  }

  @Test func `no read outlives its call`() throws {
    let journal = try Journal(path: folder.journal)
    var campaign = ScriptedCampaign(journal: journal)
    try campaign.open()
    let reader = try JournalReader(path: folder.journal)
    try campaign.play(events: 40)
    var record = CampaignRecord()
    var rev = 0
    _ = try reader.refresh(&record, from: &rev)
    _ = try reader.dataVersion()
    _ = try reader.notes(last: 3)
    _ = try reader.notes(experiment: 1)
    _ = try reader.series(run: 1)
    _ = try reader.points(run: 1, series: "loss", in: 0..<1)
    _ = try reader.progress()
    _ = try reader.patch(1)
    _ = try reader.answer(to: 1)
    _ = try reader.engine()
    _ = try journal.events()
    // Only a log that nobody reads can be cut to nothing.
    journal.checkpoint()
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.journal + "-wal")).isEmpty)
  }

  @Test func `the version changes with every write, and only then`() throws {
    let journal = try Journal(path: folder.journal)
    let reader = try JournalReader(path: folder.journal)
    let before = try reader.dataVersion()
    #expect(try reader.dataVersion() == before)
    try journal.storePatch(1, "x")
    #expect(try reader.dataVersion() != before)
  }

  @Test func `readers beside a writer see whole moments, each newer than the last`() async throws {
    let path = folder.journal
    let journal = try Journal(path: path)
    let final = try await withThrowingTaskGroup(of: CampaignRecord.self) { group in
      for _ in 1...4 { group.addTask { try await follow(path) } }
      var campaign = ScriptedCampaign(journal: journal)
      try campaign.open()
      while try campaign.step() { await Task.yield() }
      // The followers wait for the end.
      try #require(campaign.state.finished)
      for try await record in group {
        #expect(experiments(record) == experiments(campaign.state.record()))
      }
      return campaign.state
    }
    #expect(final.finished)
  }

  /// Reads until the campaign is finished, checking each moment.
  private func follow(_ path: String) async throws -> CampaignRecord {
    let reader = try JournalReader(path: path)
    var record = CampaignRecord()
    var rev = 0
    var last = CampaignRecord()
    while record.summary?.finished != true {
      try Task.checkCancellation()
      _ = try reader.refresh(&record, from: &rev)
      #expect(record.experiments.count >= last.experiments.count)
      #expect(record.keeps.count >= last.keeps.count)
      let owned = Set(record.experiments.flatMap(\.runs))
      #expect(owned.isSubset(of: Set(record.runs.keys)))
      let busy = record.slots.compactMap(\.run)
      #expect(busy.allSatisfy { record.runs[$0]?.state != .ended && record.runs[$0] != nil })
      last = record
      await Task.yield()
    }
    return record
  }
}
