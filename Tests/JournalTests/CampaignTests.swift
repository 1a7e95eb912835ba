import Core
import Testing

@testable import Journal

struct CampaignTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func playedCampaign(events: Int = .max) throws -> ScriptedCampaign {
    var campaign = ScriptedCampaign(journal: try Journal(path: folder.journal))
    try campaign.open()
    try campaign.play(events: events)
    return campaign
  }

  @Test func `the scripted campaign goes through every kind of verdict`() throws {
    let states = Set(try playedCampaign().state.experiments.map(\.state))
    #expect(states.isSuperset(of: [.kept, .discarded, .crashed, .refused, .vetoed]))
  }

  @Test func `a reader that refreshes after every event sees what the engine sees`() throws {
    var campaign = ScriptedCampaign(journal: try Journal(path: folder.journal))
    let reader = try JournalReader(path: folder.journal)
    var record = CampaignRecord()
    var rev = 0
    try campaign.open()
    repeat {
      _ = try reader.refresh(&record, from: &rev)
      try #require(described(record) == described(campaign.state.record()))
    } while try campaign.step()
    #expect(campaign.state.finished)
    #expect(described(try reader.record()) == described(campaign.state.record()))
    #expect(try reader.refresh(&record, from: &rev) == false)
  }

  @Test func `replaying the journal rebuilds the live state`() throws {
    let campaign = try playedCampaign()
    let journal = try Journal(path: folder.journal)
    var state = CampaignState()
    var events: [StampedEvent] = []
    try journal.replay { event in
      _ = CampaignState.reduce(&state, event)
      events.append(event)
    }
    #expect(described(state.record()) == described(campaign.state.record()))
    #expect(state.outstanding() == campaign.state.outstanding())
    #expect(state.levels == campaign.state.levels)
    #expect(state.noise == campaign.state.noise)
    #expect(String(describing: events) == String(describing: campaign.events))
  }

  @Test func `an engine that goes on with an old journal writes only what changes`() throws {
    var first = ScriptedCampaign(journal: try Journal(path: folder.journal))
    try first.open()
    try first.play(events: 60)
    let reader = try JournalReader(path: folder.journal)
    var record = CampaignRecord()
    var rev = 0
    _ = try reader.refresh(&record, from: &rev)
    // The next engine knows only what it replays.
    let journal = try Journal(path: folder.journal)
    var state = CampaignState()
    try journal.replay { _ = CampaignState.reduce(&state, $0) }
    let again = StampedEvent(
      at: 1_700_009_000, cause: .rule, event: .opened(ScriptedCampaign.settings, tip: "base"))
    try journal.append(again, CampaignState.reduce(&state, again), state: state)
    _ = try reader.refresh(&record, from: &rev)
    #expect(described(record) == described(state.record()))
  }

  @Test func `lists that shrink shrink for readers too`() throws {
    var campaign = ScriptedCampaign(journal: try Journal(path: folder.journal))
    let reader = try JournalReader(path: folder.journal)
    var record = CampaignRecord()
    var rev = 0
    var settings = ScriptedCampaign.settings
    try campaign.open(settings)
    while try campaign.step() {}
    _ = try reader.refresh(&record, from: &rev)
    let rules = campaign.state.rules.map(\.id)
    #expect(rules.count > 1)
    #expect(record.rules.map(\.id) == rules)
    try campaign.take(.commanded(id: 99, .removeRule(1)), cause: .person("ada"))
    settings.slots.removeLast()
    try campaign.open(settings)
    _ = try reader.refresh(&record, from: &rev)
    #expect(record.rules.map(\.id) == Array(rules.dropFirst()))
    #expect(record.slots.map(\.id) == ["cpu0"])
    #expect(described(record) == described(campaign.state.record()))
  }

  @Test func `a rebuild gives the same tables, and readers notice it`() throws {
    let campaign = try playedCampaign()
    let journal = try Journal(path: folder.journal)
    let reader = try JournalReader(path: folder.journal)
    var record = CampaignRecord()
    var rev = 0
    _ = try reader.refresh(&record, from: &rev)
    let notes = try reader.notes(after: 0, limit: .max)
    try journal.perform(
      "UPDATE experiment SET body = NULL WHERE n = 1; DELETE FROM run; DELETE FROM note")
    try journal.perform("INSERT INTO lane (place, id, era, rev) VALUES (9, 'a10', 1, 1)")
    try journal.rebuild()
    #expect(described(try reader.record()) == described(campaign.state.record()))
    #expect(try reader.notes(after: 0, limit: .max) == notes)
    #expect(try reader.refresh(&record, from: &rev))
    #expect(described(record) == described(campaign.state.record()))
  }

  @Test func `the story is told in order, whole and by experiment`() throws {
    var campaign = ScriptedCampaign(journal: try Journal(path: folder.journal))
    try campaign.open()
    try campaign.play(events: 80)
    let reader = try JournalReader(path: folder.journal)
    var story: [EventLine] = []
    var state = CampaignState()
    for event in campaign.events { story += CampaignState.reduce(&state, event).lines }
    for index in story.indices { story[index].seq = index + 1 }
    #expect(try reader.notes(after: 0, limit: 10_000) == story)
    #expect(try reader.notes(after: 3, limit: 2) == Array(story[3..<5]))
    #expect(try reader.notes(last: 4) == story.suffix(4))
    #expect(try reader.notes(experiment: 1) == story.filter { $0.experiment == 1 })
  }

  @Test func `a line of the story is stored whole, whatever is in it`() throws {
    let journal = try Journal(path: folder.journal)
    let text = "an agent said \u{0}, \"β\" and \u{1b}[1m"
    var reduction = Reduction()
    reduction.lines = [
      EventLine(seq: 0, at: 1, cause: "agent a1", kind: "turn.empty", lane: "a1", text: text)
    ]
    let event = StampedEvent(at: 1, cause: .agent("a1"), event: .ticked)
    try journal.append(event, reduction, state: CampaignState())
    #expect(try JournalReader(path: folder.journal).notes(last: 1).map(\.text) == [text])
  }
}

/// Words for a record in which a NaN equals a NaN.
private func described(_ record: CampaignRecord) -> [String] {
  [
    String(describing: record.summary), String(describing: record.experiments),
    String(describing: Array(record.runs.values)), String(describing: record.lanes),
    String(describing: record.slots), String(describing: record.keeps),
    String(describing: record.rules),
  ]
}
