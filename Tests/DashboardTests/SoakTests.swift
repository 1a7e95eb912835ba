import Core
import Journal
import Screen
import Testing

@testable import Dashboard

@MainActor
@Suite struct `A campaign that goes on and on` {
  private func points(_ range: Range<Int>) -> [Point] {
    range.map { Point(x: Double($0), time: Double($0), y: 3 + Double($0 &* 31 % 101) / 100) }
  }

  /// Two thousand pictures of runs that grow and end, one after the other.
  @Test func `what is held of curves and sparklines stays bounded, and every picture is cheap`()
    throws
  {
    let made = try MadeCampaign()
    var curves = RunCurves(reader: try made.access.reader())
    var most = 0
    for frame in 0..<2000 {
      let (run, part) = (frame / 100 + 1, frame % 100)
      try made.journal.appendPoints(
        run: run, [("loss", .step, .trainLoss, points(part * 60..<part * 60 + 60))])
      let (queries, read) = (curves.queries, curves.pointsRead)
      curves.journalChanged()
      let curve = curves.curve(of: run, isOver: false)
      #expect(curve?.count == part * 60 + 60)
      #expect((curve?.series.points.count ?? 0) <= 2 * CurveDigest.exact)
      for old in max(1, run - 1)..<max(1, run) {
        #expect(curves.sparkline(of: old, isOver: true).count <= RunCurves.sparkWidth)
        #expect(curves.curve(of: old, isOver: true)?.count == 6000)
      }
      #expect(curves.queries - queries <= 12)
      #expect(curves.pointsRead - read <= 6100)
      most = max(most, curves.held)
    }
    #expect(most <= RunCurves.rememberedCurves * 3 * CurveDigest.exact)
    // Every point is read while it is new, and the last ones once more at the most.
    #expect(curves.pointsRead <= 2 * 2000 * 60)
  }

  @Test func `the snapshot of a long record keeps what a screen shows`() throws {
    let made = try MadeCampaign()
    let source = try SnapshotSource(access: made.access, readOnly: true)
    var view = ViewState(size: Size(width: 120, height: 36))
    let pages = Page.numbered
    for frame in 0..<120 {
      try made.play(experiments: frame + 1)
      view.page = pages[frame % pages.count]
      view.focus = .experiment(frame / 2 + 1)
      source.refresh()
      source.load(Demand(view, source.snapshot))
      source.open(&view)
      let snapshot = source.snapshot
      #expect(snapshot.events.count <= 400)
      #expect(snapshot.sparklines.count <= view.size.height)
      #expect(snapshot.curves.count <= 16)
      #expect(snapshot.text.lines.count <= 2000)
    }
    #expect(source.snapshot.record.experiments.count >= 120)
    #expect(source.snapshot.eventCount > 600)
  }
}
