import Core
import Foundation
import Testing

@testable import Engine

/// What is read of a transcript while its turn goes on.
struct TurnReadingTests {
  private func reading(_ events: [(Double, AgentEvent)]) -> TurnReading {
    var reading = TurnReading()
    for (at, event) in events { reading.take(TimedAgentEvent(at: at, event: event)) }
    return reading
  }

  private let question = AgentQuestion(id: "7", tool: nil, title: "edit train.py")

  @Test func `a question stands until it is answered`() {
    var reading = reading([(1, .text("let me")), (2, .ask(question))])
    #expect(reading.news == TurnNews(question: question))
    reading.take(TimedAgentEvent(at: 3, event: .answered(ask: "8", .allow)))
    #expect(reading.news.question == question)
    reading.take(TimedAgentEvent(at: 4, event: .answered(ask: "7", .deny("no"))))
    #expect(reading.news == TurnNews(answer: .deny("no")))
  }

  @Test func `tries hold until it works again`() {
    var reading = reading([
      (1, .retrying(attempt: 2, of: 10, delay: 4, status: 529, why: "overloaded")),
      (2, .usage(AgentUsage(input: 1))), (3, .noise("?")),
    ])
    #expect(reading.news.hold == .retrying(attempt: 2, of: 10, status: 529))
    reading.take(TimedAgentEvent(at: 4, event: .thought("so")))
    #expect(reading.news.hold == nil)
  }

  @Test func `silence is noticed, but not of one that asks or is stopped`() {
    var quiet = reading([(100, .text("hm"))])
    quiet.notice(100 + TurnReading.quietAfter - 1)
    #expect(quiet.news.hold == nil)
    quiet.notice(100 + TurnReading.quietAfter)
    #expect(quiet.news.hold == .quiet(since: 100))
    quiet.take(TimedAgentEvent(at: 300, event: .noise("x")))
    #expect(quiet.news.hold == nil)
    for event in [AgentEvent.ask(question), .paused(true)] {
      var other = reading([(100, event)])
      other.notice(10_000)
      #expect(other.news.hold == nil)
    }
  }

  @Test func `time in which it was stopped is no work`() {
    let reading = reading([
      (10, .paused(true)), (40, .paused(false)), (50, .paused(true)), (51, .paused(true)),
    ])
    #expect(reading.working(since: 0, now: 60) == 20)
  }

  @Test func `what was said into the turn is handed on, the prompt is not`() {
    let reading = reading([
      (1, .started(session: nil, model: nil, version: nil)), (2, .told("the task", .prompt)),
      (3, .told("be bold", .inTurn)), (4, .told("wait", .nextTurn)),
    ])
    #expect(reading.hasStarted)
    #expect(reading.told.map(\.text) == ["be bold", "wait"])
  }

  // MARK: Files

  private func line(_ event: AgentEvent) throws -> Data {
    try JSONEncoder().encode(TimedAgentEvent(at: 1, event: event)) + Data("\n".utf8)
  }

  @Test func `a transcript is read as it grows, whole lines only`() throws {
    let path = NSTemporaryDirectory() + "transcript-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var lines = TranscriptLines(path: path, longest: 1000)
    #expect(lines.read().isEmpty)
    let one = try line(.text("one"))
    let two = try line(.text("two"))
    try (one + two.prefix(9)).write(to: URL(fileURLWithPath: path))
    #expect(lines.read().map(\.event) == [.text("one")])
    #expect(lines.read().isEmpty)
    let long = try line(.text(String(repeating: "x", count: 5000)))
    let more = two.dropFirst(9) + Data("not JSON\n".utf8) + long + one
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: more)
    try file.close()
    // What is longer than it may be is left out where it does not come in one piece.
    let events = lines.read().map(\.event)
    #expect(events.first == .text("two"))
    #expect(events.last == .text("one"))
  }

  // MARK: Starts

  @Test func `programs of different lanes start half a second apart, those of one do not`()
    async throws
  {
    let gate = StartGate()
    let now = ContinuousClock.now
    let times = [
      await gate.reserve("a1", now: now), await gate.reserve("a2", now: now),
      await gate.reserve("a2", now: now), await gate.reserve("a3", now: now),
      await gate.reserve("a1", now: now + .seconds(60)),
    ]
    #expect(
      times.map { $0 - now } == [
        .zero, .milliseconds(500), .milliseconds(500), .seconds(1), .seconds(60),
      ])
  }
}
