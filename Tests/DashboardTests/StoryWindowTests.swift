import Core
import Journal
import Screen
import Testing

@testable import Dashboard

@MainActor
@Suite struct `The story on the screen` {
  private static let count = 30_000

  /// A journal with a long story behind the lines a campaign begins with.
  private func long() throws -> MadeCampaign {
    let made = try MadeCampaign()
    try tell(made, Self.count) { "line \($0)\($0 % 1000 == 0 ? " Thousand" : "")" }
    return made
  }

  private func tell(_ made: MadeCampaign, _ count: Int, _ text: (Int) -> String) throws {
    let stamped = StampedEvent(at: 1_700_000_100, cause: .rule, event: .ticked)
    var next = made.state
    var reduction = CampaignState.reduce(&next, stamped)
    reduction.lines += (1...count).map { number in
      EventLine(
        seq: 0, at: 1_700_000_100, cause: "rule", kind: "test.line", experiment: nil,
        text: text(number))
    }
    try made.journal.append(stamped, reduction, state: next)
  }

  private func state(_ last: Int?, _ filter: String = "") -> ViewState {
    var state = ViewState(size: Size(width: 120, height: 36))
    state.page = .events
    state.events.last = last
    state.events.filter = filter
    return state
  }

  private func load(_ source: SnapshotSource, _ last: Int?, _ filter: String = "") {
    source.load(Demand(state(last, filter), source.snapshot))
  }

  @Test func `only the pages around the cursor are read, wherever it is`() throws {
    let made = try long()
    let source = try SnapshotSource(access: made.access, readOnly: true)
    load(source, nil)
    let all = source.snapshot.eventCount
    #expect(all > Self.count)
    #expect(source.snapshot.events.last?.seq == all)
    #expect(source.snapshot.events.count == 200)
    #expect(source.snapshot.eventsReachEnd && !source.snapshot.eventsReachStart)
    for last in [all - 10, all - 5000, 15_000, 1000, 3] {
      load(source, last)
      let events = source.snapshot.events
      #expect(events.count <= 400 && events.contains { $0.seq == last })
      #expect(events.map(\.seq) == Array((events.first?.seq ?? 0)...(events.last?.seq ?? 0)))
      let before = events.count { $0.seq < last }
      #expect(before >= min(last - 1, 66))
      #expect(events.count { $0.seq > last } >= min(all - last, 66))
    }
    #expect(source.snapshot.eventsReachStart && !source.snapshot.eventsReachEnd)
    load(source, 0)
    #expect(source.snapshot.events.first?.seq == 1)
    #expect(source.linesRead <= 6 * 400)
  }

  @Test func `walking a page at a time reads every line about twice`() throws {
    let made = try long()
    let source = try SnapshotSource(access: made.access, readOnly: true)
    load(source, nil)
    var view = state(nil)
    let start = source.snapshot.eventCount
    for _ in 0..<600 {
      _ = handle(.key(Key(.pageUp)), at: 0, state: &view, snapshot: source.snapshot)
      source.load(Demand(view, source.snapshot))
    }
    let walked = start - (view.events.last ?? start)
    #expect(walked == 600 * (36 / 2 - 2))
    #expect(source.linesRead <= 5 * walked)
    // A key inside what was read reads nothing.
    let read = source.linesRead
    for _ in 0..<20 {
      _ = handle(.key(Key(.up)), at: 0, state: &view, snapshot: source.snapshot)
      source.load(Demand(view, source.snapshot))
    }
    #expect(source.linesRead <= read + 400)
    // So does a journal that did not change.
    source.refresh()
    load(source, nil)
    #expect(source.snapshot.events.last?.seq == start)
  }

  @Test func `a filter reads what fits, before and after the cursor`() throws {
    let made = try long()
    let source = try SnapshotSource(access: made.access, readOnly: true)
    load(source, nil, "thousand")
    #expect(source.snapshot.events.count == 30)
    #expect(source.snapshot.eventsReachStart && source.snapshot.eventsReachEnd)
    let read = source.linesRead
    load(source, source.snapshot.events[20].seq, "thousand")
    #expect(source.linesRead == read)
    load(source, nil, "line 9")
    #expect(source.snapshot.events.count == 200 && !source.snapshot.eventsReachStart)
    load(source, source.snapshot.events[10].seq, "line 9")
    #expect(source.snapshot.events.count == 200 + 189 && source.snapshot.eventsReachEnd)
    load(source, source.snapshot.events[10].seq, "line 9")
    #expect(source.snapshot.events.count == 400 && !source.snapshot.eventsReachEnd)
    #expect(source.snapshot.events.allSatisfy { $0.text.contains("line 9") })
    load(source, nil, "50% of _")
    #expect(source.snapshot.events.isEmpty)
  }

  @Test func `what is new is added while the story is followed, and only counted while not`()
    throws
  {
    let made = try long()
    let source = try SnapshotSource(access: made.access, readOnly: true)
    load(source, nil, "news")
    #expect(source.snapshot.events.isEmpty)
    let before = source.snapshot.eventCount
    try tell(made, 3) { "news \($0)" }
    source.refresh()
    load(source, nil, "news")
    #expect(source.snapshot.events.map(\.text) == ["news 1", "news 2", "news 3"])
    #expect(source.snapshot.eventCount == before + 3)
    load(source, 15_000)
    let shown = source.snapshot.events
    try tell(made, 2) { "more \($0)" }
    source.refresh()
    load(source, 15_000)
    #expect(source.snapshot.events == shown)
    #expect(source.snapshot.eventCount == before + 5)
    load(source, nil)
    #expect(source.snapshot.events.last?.text == "more 2")
    let kept = source.snapshot.events.count
    try tell(made, 1) { "last \($0)" }
    source.refresh()
    load(source, nil)
    #expect(source.snapshot.events.last?.text == "last 1")
    #expect(source.snapshot.events.count == kept)
  }
}
