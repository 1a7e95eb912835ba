import Core
import Foundation
import Journal
import Screen
import Testing

@testable import Dashboard

@Suite struct `The curves of many runs` {
  private let made: MadeCampaign
  private var curves: RunCurves

  init() throws {
    made = try MadeCampaign()
    curves = RunCurves(reader: try made.access.reader())
    curves.journalChanged()
  }

  private func points(_ range: Range<Int>) -> [Point] {
    range.map { Point(x: Double($0), time: nil, y: Double($0 &* 31 % 101)) }
  }

  private func file(_ range: Range<Int>, run: RunID, series: String = "loss") throws {
    try made.journal.appendPoints(
      run: run, [(series, .step, series == "loss" ? .trainLoss : .other, points(range))])
  }

  @Test mutating func `a curve grows by what is added, and nothing is read twice`() throws {
    #expect(curves.curve(of: 1, isOver: false) == nil)
    for end in stride(from: 500, through: 12_000, by: 500) {
      try file(end - 500..<end, run: 1)
      curves.journalChanged()
      let curve = curves.curve(of: 1, isOver: false)
      #expect(curve?.count == end)
      #expect(curve?.isExact == (end <= CurveDigest.exact))
      if end <= CurveDigest.exact { #expect(curve?.series.points == points(0..<end)) }
      #expect(curve?.series.points.last == points(end - 1..<end).last)
    }
    #expect(curves.pointsRead == 12_000)
    curves.journalChanged()
    let queries = curves.queries
    for _ in 0..<20 {
      curves.journalChanged()
      _ = curves.curve(of: 1, isOver: false)
    }
    #expect(curves.queries == queries)
  }

  @Test mutating func `a run that has ended is read once more, then never again`() throws {
    try file(0..<100, run: 1)
    curves.journalChanged()
    #expect(curves.curve(of: 1, isOver: false)?.count == 100)
    try file(100..<110, run: 1)
    // Its end may be known before the change of the journal is.
    #expect(curves.curve(of: 1, isOver: true)?.count == 110)
    let queries = curves.queries
    try file(0..<10, run: 2)
    curves.journalChanged()
    #expect(curves.curve(of: 1, isOver: true)?.count == 110)
    #expect(curves.queries == queries)
  }

  @Test mutating func `memory is bounded however many runs there are`() throws {
    for run in 1...60 { try file(0..<3000, run: run) }
    curves.journalChanged()
    var most = 0
    for run in 1...60 {
      curves.nextPicture()
      #expect(curves.curve(of: run, isOver: true)?.count == 3000)
      most = max(most, curves.held)
    }
    #expect(most <= RunCurves.rememberedCurves * 2 * 3000)
    #expect(curves.curve(of: 60, isOver: true)?.count == 3000)
  }

  @Test mutating func `too much for one picture is read over several`() throws {
    try file(0..<600_000, run: 1)
    curves.journalChanged()
    var counts: [Int] = []
    repeat {
      curves.nextPicture()
      counts.append(curves.curve(of: 1, isOver: false)?.count ?? 0)
    } while curves.isBehind && counts.count < 20
    #expect(counts.count == 3)
    #expect(counts == counts.sorted())
    #expect(counts.last == 600_000)
    #expect(curves.held < 4 * CurveDigest.exact)
  }

  @Test mutating func `a part is as fine as the log has it`() throws {
    try file(0..<200_000, run: 1)
    curves.journalChanged()
    let whole = curves.curve(of: 1, isOver: false)
    #expect(whole?.isExact == false)
    let window = 50_000.0...50_500.0
    let part = curves.curve(of: 1, isOver: false, within: window)
    #expect(part?.isExact == true)
    #expect(part?.series.points.filter { window.contains($0.x) } == points(50_000..<50_501))
    let read = curves.pointsRead
    #expect(curves.curve(of: 1, isOver: false, within: window) == part)
    #expect(curves.pointsRead == read)
    // Most of it is drawn from the summary.
    #expect(curves.curve(of: 1, isOver: false, within: 0...190_000) == whole)
    // At the end it grows with the run, by what is new.
    let end = 199_000.0...400_000.0
    _ = curves.curve(of: 1, isOver: false, within: end)
    let before = curves.pointsRead
    try file(200_000..<200_010, run: 1)
    curves.journalChanged()
    let grown = curves.curve(of: 1, isOver: false, within: end)
    #expect(grown?.series.points.filter { $0.x >= 199_000 } == points(199_000..<200_010))
    #expect(curves.pointsRead - before <= 20)
  }

  @Test mutating func `the best series is chosen, others by name, and of several runs`() throws {
    try file(0..<300, run: 1, series: "lr")
    curves.journalChanged()
    #expect(curves.curve(of: 1, isOver: false)?.series.name == "lr")
    try file(0..<50, run: 1)
    for run in 2...4 { try file(0..<40 + run, run: run) }
    for _ in 0..<4 {
      curves.journalChanged()
      _ = curves.curve(of: 1, isOver: false)
      try file(0..<1, run: 9)
    }
    #expect(curves.curve(of: 1, isOver: false)?.series.name == "loss")
    #expect(curves.names(of: 1, isOver: false) == ["loss", "lr"])
    #expect(curves.curve(of: 1, isOver: false, series: "lr")?.count == 300)
    let seeds = curves.curves(of: [(2, true), (3, true), (4, true), (5, true)], series: "loss")
    #expect(seeds.map(\.run) == [2, 3, 4])
    #expect(seeds.map(\.count) == [42, 43, 44])
  }

  @Test mutating func `a sparkline is made once for a run that has ended`() throws {
    for run in 1...3 { try file(0..<64 * run, run: run) }
    try file(0..<50_000, run: 4)
    curves.journalChanged()
    for run in 1...4 {
      let line = curves.sparkline(of: run, isOver: true)
      #expect(line.count == 32)
      #expect(line.allSatisfy { (0...100).contains($0) })
    }
    #expect(curves.pointsRead == 64 * 6)
    #expect(curves.sparkline(of: 1, isOver: true).first == Float.rounded((0 + 31) / 2))
    let queries = curves.queries
    for run in 1...4 { _ = curves.sparkline(of: run, isOver: true) }
    #expect(curves.queries == queries)
    #expect(curves.sparkline(of: 99, isOver: true).isEmpty)
  }

  @Test mutating func `a sparkline goes on with its run`() throws {
    try file(0..<10, run: 1)
    curves.journalChanged()
    #expect(curves.sparkline(of: 1, isOver: false) == points(0..<10).map(\.y))
    try file(10..<20, run: 1)
    curves.journalChanged()
    #expect(curves.sparkline(of: 1, isOver: false) == points(0..<20).map(\.y))
  }

  @Test mutating func `a long list is filled over several pictures`() throws {
    for run in 1...80 { try file(0..<10, run: run) }
    curves.journalChanged()
    var pictures = 0
    var shown = 0
    repeat {
      curves.nextPicture()
      shown = (1...80).count { !curves.sparkline(of: $0, isOver: true).isEmpty }
      pictures += 1
    } while curves.isBehind && pictures < 10
    #expect(shown == 80)
    #expect(pictures == 3)
  }
}

extension Float {
  fileprivate static func rounded(_ value: Double) -> Double { Double(Float(value)) }
}
