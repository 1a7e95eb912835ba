import Core
import Foundation
import Journal
import Testing

@testable import Dashboard
@testable import Screen

/// A folder of jobs in which turns leave their transcripts.
final class MadeTurns {
  let layout: Layout

  init() throws {
    layout = Layout(
      project: FileManager.default.temporaryDirectory.path + "/pawl-turns-\(UUID().uuidString)")
  }

  deinit { try? FileManager.default.removeItem(atPath: layout.project) }

  func path(_ lane: LaneID, _ turn: Int, attempt: Int = 1) throws -> String {
    let folder = layout.job(JobName.turn(lane, turn, attempt: attempt))
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder + "/transcript.jsonl"
  }

  func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  func append(_ bytes: some Sequence<UInt8>, to path: String) throws {
    guard let handle = FileHandle(forWritingAtPath: path) else {
      return try write(bytes, to: path)
    }
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
  }

  static func lines(_ events: [AgentEvent]) throws -> [UInt8] {
    let encoder = JSONEncoder()
    return try events.enumerated().flatMap { index, event in
      try Array(encoder.encode(TimedAgentEvent(at: 1000 + Double(index), event: event))) + [10]
    }
  }
}

@Suite("Following the transcript of a turn")
struct TurnFileTests {
  private let made: MadeTurns
  private static let events: [AgentEvent] = [
    .told("Make it better.\nDo not train.", .prompt),
    .started(session: "s", model: "m", version: "1"), .thought("学習率 and words"),
    .text("One\n\n- two "), .text("e\u{301}nd\n"),
    .tool(
      ToolCall(
        id: "1", kind: .edit, name: "Edit", title: "train.py", state: .done, path: "train.py",
        edits: [ToolEdit(path: "train.py", old: "a\nb\n", new: "a\nc\n")])),
    .retrying(attempt: 1, of: 3, delay: 2, status: 529, why: "busy"),
    .usage(AgentUsage(input: 10, output: 3)), .finished(.done),
  ]

  init() throws { made = try MadeTurns() }

  private func contents(_ events: [TimedAgentEvent]) -> [TranscriptBlock.Content] {
    var transcript = Transcript()
    transcript.append(events)
    return transcript.blocks.map(\.content)
  }

  @Test("any split of the bytes gives the same rows", arguments: 0..<8)
  func splits(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let bytes = try MadeTurns.lines(Self.events)
    let path = try made.path("a1", 1)
    let file = TurnFile(path: path)
    var transcript = Transcript()
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...90, using: &random))
      rest = rest.dropFirst(piece.count)
      try made.append(piece, to: path)
      if Bool.random(using: &random) { transcript.append(file.read()) }
    }
    transcript.append(file.read())
    let whole = Self.events.enumerated().map {
      TimedAgentEvent(at: 1000 + Double($0), event: $1)
    }
    #expect(transcript.blocks.map(\.content) == contents(whole))
    #expect(transcript.usage == AgentUsage(input: 10, output: 3))
    #expect(file.read().isEmpty && !file.isBehind)
  }

  @Test("a last line that is cut waits for its end")
  func cut() throws {
    let path = try made.path("a1", 1)
    let bytes = try MadeTurns.lines([.text("one"), .text("two")])
    let file = TurnFile(path: path)
    try made.write(bytes.dropLast(9), to: path)
    #expect(file.read().map(\.event) == [.text("one")])
    #expect(file.read().isEmpty)
    try made.append(bytes.suffix(9), to: path)
    #expect(file.read().map(\.event) == [.text("two")])
  }

  @Test(
    "damaged lines and events of a kind unknown here are noise, with their time where it is told")
  func damage() throws {
    let path = try made.path("a1", 1)
    var bytes = try MadeTurns.lines([.text("one")])
    bytes += Array("{\"at\":7,\"event\":{\"dance\":{}}}\n".utf8)
    bytes += [0xFF, 0xFE, 0x00, 10] + Array("not json\n\n".utf8)
    bytes += try MadeTurns.lines([.text("two")])
    try made.write(bytes, to: path)
    let events = TurnFile(path: path).read()
    #expect(events.count == 5)
    #expect(events[1].at == 7 && events[2].at == 7 && events[3].at == 7)
    for event in events[1...3] {
      guard case .noise = event.event else {
        Issue.record("\(event)")
        continue
      }
    }
    #expect(events.first?.event == .text("one") && events.last?.event == .text("two"))
  }

  @Test("of a long file only the end is read, and it says what was passed over")
  func long() throws {
    let path = try made.path("a1", 1)
    let line = try MadeTurns.lines([.text(String(repeating: "x", count: 900) + "\n\n")])
    try made.write((0..<2000).flatMap { _ in line }, to: path)
    let file = TurnFile(path: path, history: 100_000)
    var events = 0
    repeat { events += file.read().count } while file.isBehind
    #expect(events == (100_000 - 1) / line.count)
    #expect(file.bytesLeftOut == line.count * (2000 - events))
  }

  @Test("a line without an end takes no memory, and what follows it is read")
  func endless() throws {
    let path = try made.path("a1", 1)
    try made.write(Array(repeating: UInt8(ascii: "x"), count: 6 << 20), to: path)
    let file = TurnFile(path: path, history: .max)
    repeat { #expect(file.read().isEmpty) } while file.isBehind
    try made.append([10] + MadeTurns.lines([.text("after")]), to: path)
    #expect(file.read().map(\.event) == [.text("after")])
  }

  // MARK: The desk

  private func read(_ desk: TurnDesk, _ turn: Int, _ transcript: inout Transcript?, isSame: Bool) {
    let source = TextSource.transcript("a1", turn: turn)
    desk.read(source, into: &transcript, isSame: isSame)
    while desk.isBehind { desk.read(source, into: &transcript, isSame: true) }
  }

  @Test("a turn without a transcript has none, until there is one")
  func none() throws {
    let desk = TurnDesk(layout: made.layout)
    var transcript: Transcript?
    read(desk, 3, &transcript, isSame: false)
    #expect(transcript == nil)
    let path = try made.path("a1", 3)
    try made.write([], to: path)
    read(desk, 3, &transcript, isSame: true)
    #expect(transcript?.isEmpty == true)
    try made.append(MadeTurns.lines([.text("hello")]), to: path)
    read(desk, 3, &transcript, isSame: true)
    #expect(transcript?.blocks.count == 1 && desk.isFlowing)
    read(desk, 3, &transcript, isSame: true)
    #expect(!desk.isFlowing && transcript?.blocks.count == 1)
  }

  @Test("the attempts of a turn follow each other, and a replaced file begins anew")
  func attempts() throws {
    let desk = TurnDesk(layout: made.layout)
    var transcript: Transcript?
    let first = try made.path("a1", 3)
    try made.write(MadeTurns.lines([.text("one"), .finished(.done)]), to: first)
    read(desk, 3, &transcript, isSame: false)
    #expect(transcript?.blocks.count == 2)
    try made.write(
      MadeTurns.lines([.told("again", .prompt), .text("two")]), to: made.path("a1", 3, attempt: 2))
    read(desk, 3, &transcript, isSame: true)
    #expect(transcript?.blocks.count == 4)
    // Another file of the same name: a new inode.
    try FileManager.default.removeItem(atPath: first)
    try made.write(MadeTurns.lines([.text("other")]), to: first)
    read(desk, 3, &transcript, isSame: true)
    #expect(transcript?.blocks.count == 3)
    read(desk, 2, &transcript, isSame: false)
    #expect(transcript == nil)
  }

  @Test("says what other lanes are at by the ends of their transcripts")
  func glances() throws {
    let desk = TurnDesk(layout: made.layout)
    var lane = Lane(id: "a1", agent: "claude", entry: 0, since: 0)
    #expect(desk.activities(of: [lane]).isEmpty)
    lane.turn = 4
    #expect(desk.activities(of: [lane]).isEmpty)
    let path = try made.path("a1", 4)
    let edit = AgentEvent.tool(
      ToolCall(id: "1", kind: .edit, name: "Edit", title: "x", state: .active, path: "train.py"))
    let filler = AgentEvent.text(String(repeating: "y", count: 3000))
    try made.write(
      MadeTurns.lines(Array(repeating: filler, count: 20) + [edit, .noise("z")]).dropLast(4),
      to: path)
    #expect(desk.activities(of: [lane]) == ["a1": "edits train.py"])
    try made.append(MadeTurns.lines([.text("so")]).suffix(3), to: path)
    try made.append(MadeTurns.lines([.text("so")]), to: path)
    #expect(desk.activities(of: [lane]) == ["a1": "writes"])
    lane.turn = 5
    #expect(desk.activities(of: [lane]).isEmpty)
  }
}
