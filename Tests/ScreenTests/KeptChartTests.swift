import Core
import Screen
import Testing

@Suite("Charts that are put down again")
struct KeptChartTests {
  private let size = Size(width: 120, height: 36)

  private func draw(_ snapshot: Snapshot, _ change: (inout ViewState) -> Void = { _ in }) -> Grid {
    var view = ViewState(size: size)
    change(&view)
    return render(view, snapshot, size: size, capabilities: Capabilities())
  }

  @Test("the picture is the same with the charts of the one before")
  func same() {
    var snapshot = Fixture.campaign()
    let first = draw(snapshot)
    snapshot.kept = first.kept
    #expect(draw(snapshot) == first)
    // A clock that moves moves nothing in the charts.
    snapshot.now += 1
    let second = draw(snapshot)
    #expect(second.kept == first.kept)
    var fresh = snapshot
    fresh.kept = KeptCharts()
    #expect(draw(fresh).cells == second.cells)
  }

  @Test("whatever a chart shows makes it be drawn anew")
  func changes() throws {
    var snapshot = Fixture.campaign()
    snapshot.kept = draw(snapshot).kept
    let run = try #require(Demand(ViewState(size: size), snapshot).drawn.first)
    let kept = snapshot.kept
    func expectFresh(_ snapshot: Snapshot, _ change: (inout ViewState) -> Void = { _ in }) {
      var fresh = snapshot
      fresh.kept = KeptCharts()
      let grid = draw(snapshot, change)
      #expect(grid.cells == draw(fresh, change).cells)
      #expect(grid.kept != kept)
    }
    var grown = snapshot
    Fixture.answer(Demand(ViewState(size: size), snapshot), &grown)
    grown.curves[run] = nil
    expectFresh(grown)
    grown.curves[run] = snapshot.curves[run]
    grown.curves[run]?.series.points.append(Point(x: 2000, time: nil, y: 9))
    grown.curves[run]?.trend.points.append(Point(x: 2000, time: nil, y: 9))
    grown.curves[run]?.count += 1
    expectFresh(grown)
    var further = snapshot
    further.progress[run] = 0.99
    expectFresh(further)
    expectFresh(snapshot) { $0.chart.showsChampion = false }
    expectFresh(snapshot) { $0.chart.window = 100...200 }
    expectFresh(snapshot) { $0.chart.crosshair = 100 }
    var judged = snapshot
    let isCrash = judged.record.experiments[139].state == .crashed
    judged.record.experiments[139].state = isCrash ? .discarded : .crashed
    expectFresh(judged)
  }
}
