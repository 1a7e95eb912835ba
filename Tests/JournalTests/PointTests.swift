import Core
import Testing

@testable import Journal

struct PointTests {
  private let folder: TemporaryFolder
  private let journal: Journal
  private let reader: JournalReader

  init() throws {
    folder = try TemporaryFolder()
    journal = try Journal(path: folder.journal)
    reader = try JournalReader(path: folder.journal)
  }

  /// Points with every kind of number a log may hold.
  private func points(_ range: Range<Int>) -> [Point] {
    range.map { index in
      let y: Double =
        switch index % 50 {
        case 7: .nan
        case 8: .infinity
        case 9: -.infinity
        default: 3 / Double(index + 1)
        }
      return Point(x: Double(index), time: index % 3 == 0 ? nil : Double(index) / 7, y: y)
    }
  }

  private func append(_ points: [Point], _ series: String = "loss", run: RunID = 1) throws {
    try journal.appendPoints(run: run, [(series, .step, .trainLoss, points)])
  }

  /// The bits, since a NaN equals nothing.
  private func bits(_ points: [Point]) -> [[UInt64]] {
    points.map { [$0.x.bitPattern, ($0.time ?? -1).bitPattern, $0.y.bitPattern] }
  }

  @Test(arguments: [7, 63, 64, 65, 700, 1024, 1025, 5000])
  func `five thousand points come back exactly, whatever the size of the appends`(
    _ size: Int
  ) throws {
    for start in stride(from: 0, to: 5000, by: size) {
      try append(points(start..<min(5000, start + size)))
      if start % 3 == 0 { try append(points(start..<start + 1), "other") }
    }
    let series = try reader.series(run: 1)
    #expect(series.map(\.name) == ["loss", "other"])
    #expect(series.map(\.axis) == [.step, .step])
    #expect(series.map(\.role) == [.trainLoss, .trainLoss])
    #expect(bits(series.first?.points ?? []) == bits(points(0..<5000)))
  }

  @Test func `a part of a series is what was added there`() throws {
    try append(points(0..<0))
    var seen: [Point] = []
    for start in stride(from: 0, to: 3000, by: 300) {
      try append(points(start..<start + 300))
      if start % 900 != 0 { continue }
      seen += try reader.points(run: 1, series: "loss", in: seen.count..<Int.max)
      #expect(bits(seen) == bits(points(0..<start + 300)))
    }
    for start in [0, 1, 1023, 1024, 2047, 2048, 2999, 3000, 4000] {
      for end in [start, start + 1, 1024, 1025, 2999, 5000, Int.max] where end >= start {
        let part = try reader.points(run: 1, series: "loss", in: start..<end)
        #expect(bits(part) == bits(points(min(3000, start)..<min(3000, end))))
      }
    }
    #expect(try reader.points(run: 1, series: "unknown", in: 0..<Int.max).isEmpty)
  }

  @Test func `what series there are is known without their points`() throws {
    #expect(try reader.seriesHeads(run: 1).isEmpty)
    try journal.appendPoints(
      run: 1,
      [
        ("z", .step, .trainLoss, points(0..<10)), ("a", .epoch, .validationLoss, points(0..<3000)),
        ("none", .line, .other, []),
      ])
    try append(points(0..<100), "b", run: 2)
    for start in stride(from: 10, to: 2000, by: 10) { try append(points(start..<start + 10), "z") }
    #expect(
      try reader.seriesHeads(run: 1).sorted { $0.name < $1.name } == [
        SeriesHead(name: "a", axis: .epoch, role: .validationLoss, count: 3000),
        SeriesHead(name: "z", axis: .step, role: .trainLoss, count: 2000),
      ])
    #expect(try reader.seriesHeads(run: 2).map(\.count) == [100])
  }

  @Test func `the outline of a series has the ends of its stretches`() throws {
    try append(points(0..<5000))
    let outline = try reader.outline(run: 1, series: "loss")
    #expect(outline.map(\.start).first == 0)
    #expect(outline.reduce(0) { $0 + $1.count } == 5000)
    #expect(zip(outline, outline.dropFirst()).allSatisfy { $0.start + $0.count == $1.start })
    #expect(outline.first?.first == 3)
    #expect(outline.last?.last == 3 / 5000.0)
  }

  @Test func `runs and series do not mix, and keep the order in which they began`() throws {
    try journal.appendPoints(
      run: 1,
      [
        ("z", .step, .trainLoss, points(0..<10)), ("a", .epoch, .validationLoss, points(0..<3)),
        ("none", .line, .other, []),
      ])
    try append(points(0..<100), "a", run: 2)
    for start in stride(from: 10, to: 2000, by: 10) { try append(points(start..<start + 10), "z") }
    let first = try reader.series(run: 1)
    #expect(first.map(\.name) == ["z", "a"])
    #expect(first.map(\.axis) == [.step, .epoch])
    #expect(first.map(\.points.count) == [2000, 3])
    #expect(try reader.series(run: 2).map(\.points.count) == [100])
    #expect(try reader.series(run: 3).isEmpty)
  }

  @Test func `progress is the newest, and is forgotten with the end of the run`() throws {
    var campaign = ScriptedCampaign(journal: journal)
    try campaign.open()
    try journal.storeProgress(run: 1, fraction: 0.25, step: 10, line: "step 10", at: 5)
    try journal.storeProgress(run: 1, fraction: nil, step: 20, line: "step \u{0}20")
    try journal.storeProgress(run: 900, fraction: 1, step: nil, line: "")
    #expect(
      try reader.progress() == [
        1: RunProgress(fraction: nil, step: 20, line: "step \u{0}20"),
        900: RunProgress(fraction: 1, step: nil, line: ""),
      ])
    try campaign.play(events: 20)
    #expect(try reader.progress().keys.sorted() == [900])
  }

  @Test func `a diff comes back as it was, also with zero characters in it`() throws {
    #expect(try reader.patch(1) == nil)
    try journal.storePatch(1, "old")
    try journal.storePatch(1, "--- a/x\n+\u{0}β\r\n")
    #expect(try reader.patch(1) == "--- a/x\n+\u{0}β\r\n")
  }

  @Test func `the engine in charge is known until it leaves`() throws {
    #expect(try reader.engine() == nil)
    let engine = EngineRecord(
      id: "e1", pid: 12, startTicks: 345, bootID: "b", since: 1.5, isolation: "process",
      log: "/x/engine.log")
    try journal.setEngine(engine)
    #expect(try reader.engine() == engine)
    try journal.setEngine(nil)
    #expect(try reader.engine() == nil)
  }
}
