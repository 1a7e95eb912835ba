import Core
import Screen
import Testing

@Suite("Runs that trail")
struct HopelessTests {
  /// A curve that lies `gap` above 3 up to its last step; an odd and an even step differ a little.
  private static func curve(_ run: RunID, last: Int, gap: (Double) -> Double) -> RunCurve {
    let points = (0...last).map { step in
      let wobble = step % 2 == 0 ? 0.001 : -0.001
      return Point(x: Double(step), time: nil, y: 3 + wobble + gap(Double(step) / 1000))
    }
    return RunCurve(
      run: run,
      series: Series(name: "loss", axis: .step, role: .trainLoss, points: points))
  }

  /// Kept runs that were 0.05 behind for most of the way and ahead at the end, and one that runs.
  private static func snapshot(kept: Int, behind: Double, at last: Int = 700) -> Snapshot {
    var record = CampaignRecord()
    var summary = CampaignSummary(project: "p", metric: "loss", goal: .minimize)
    summary.baseline = Level(mean: 1, sd: 0.01, runs: 5)
    summary.baselineRuns = 5
    summary.champion = "c"
    record.summary = summary
    var curves: [RunID: RunCurve] = [:]
    for n in 1...kept + 1 {
      let isLive = n == kept + 1
      var experiment = Experiment(
        n: n, era: 1, lane: "a1", agent: "sweep", turn: n, title: "idea", reason: "",
        proposal: "p\(n)", base: "c", files: [], state: isLive ? .running : .kept, created: 0)
      experiment.runs = [n]
      var run = Run(id: n, era: 1, experiment: n, role: .first, commit: "p\(n)", seed: n)
      run.state = isLive ? .training : .ended
      run.leased = 0
      if !isLive { run.outcome = .measured(1) }
      run.started = 0
      record.runs[n] = run
      record.experiments.append(experiment)
      curves[n] =
        isLive
        ? curve(n, last: last) { _ in behind }
        : curve(n, last: 1000) { $0 < 0.8 ? 0.05 : -0.02 }
    }
    var champion = Run(id: 99, era: 1, experiment: nil, role: .champion, commit: "c", seed: 1)
    champion.state = .ended
    champion.outcome = .measured(1)
    record.runs[99] = champion
    curves[99] = curve(99, last: 1000) { _ in 0 }
    var slot = Slot(id: "gpu0", gpus: [0])
    slot.run = kept + 1
    record.slots = [slot]
    var snapshot = Snapshot(record: record, now: 100)
    snapshot.curves = curves
    snapshot.progress = [kept + 1: Double(last) / 1000]
    return snapshot
  }

  @Test("only what trails by more than any kept run recovered from")
  func bound() throws {
    let recovered = try #require(Hopeless.recovered(in: Self.snapshot(kept: 3, behind: 0)))
    #expect(abs(recovered - 0.05) < 0.002)
    #expect(Hopeless.run(in: Self.snapshot(kept: 3, behind: 0.1))?.id == 4)
    #expect(Hopeless.run(in: Self.snapshot(kept: 3, behind: 0.04)) == nil)
    #expect(Hopeless.run(in: Self.snapshot(kept: 3, behind: -0.1)) == nil)
  }

  @Test("nothing is said early, or where too few curves of kept runs are known")
  func silence() {
    #expect(Hopeless.run(in: Self.snapshot(kept: 3, behind: 0.1, at: 300)) == nil)
    #expect(Hopeless.run(in: Self.snapshot(kept: 2, behind: 0.1)) == nil)
    var blind = Self.snapshot(kept: 3, behind: 0.1)
    blind.curves[99] = nil
    #expect(Hopeless.run(in: blind) == nil)
  }

  @Test("what is needed to tell is asked for, and nothing while no run is far enough on")
  func demand() {
    let snapshot = Self.snapshot(kept: 3, behind: 0.1)
    let size = Size(width: 120, height: 36)
    let wanted = Demand(ViewState(size: size), snapshot).curves
    #expect(Set(wanted) == [1, 2, 3, 4, 99])
    #expect(wanted.count == 5)
    var part = ViewState(size: size)
    part.chart.window = 0...10
    #expect(Demand(part, snapshot).witnesses.isEmpty)
    #expect(
      Demand(ViewState(size: size), Self.snapshot(kept: 3, behind: 0.1, at: 300)).witnesses.isEmpty)
    // Of many keeps the newest are asked, and the screen says so.
    let many = Self.snapshot(kept: 20, behind: 0.1)
    #expect(!Demand(ViewState(size: size), many).witnesses.contains(8))
    #expect(Demand(ViewState(size: size), many).witnesses.contains(9))
    #expect(text(of: screen(many, 120, 30)).contains("any of the last 12 kept recovered from"))
  }

  @Test("what kept runs recovered from is worked out once, and their curves then let go")
  func known() throws {
    var snapshot = Self.snapshot(kept: 3, behind: 0.1)
    let size = Size(width: 120, height: 36)
    let bound = try #require(Hopeless.recovered(in: snapshot))
    let demand = Demand(ViewState(size: size), snapshot)
    snapshot.noteRecoveries(demand, isComplete: false)
    #expect(Demand(ViewState(size: size), snapshot) == demand)
    snapshot.noteRecoveries(demand, isComplete: true)
    let rest = Demand(ViewState(size: size), snapshot)
    #expect(rest.curves == [4])
    snapshot.curves = snapshot.curves.filter { rest.curves.contains($0.key) || $0.key == 99 }
    #expect(Hopeless.recovered(in: snapshot) == bound)
    #expect(Hopeless.run(in: snapshot)?.id == 4)
    // A part of a curve says nothing, and of another series it has to be found out again.
    var part = ViewState(size: size)
    part.chart.window = 0...10
    snapshot.noteRecoveries(Demand(part, snapshot), isComplete: true)
    #expect(Hopeless.run(in: snapshot) == nil)
    var other = ViewState(size: size)
    other.chart.series = "accuracy"
    snapshot.noteRecoveries(Demand(other, snapshot), isComplete: false)
    #expect(Set(Demand(other, snapshot).curves) == [1, 2, 3, 4, 99])
  }

  @Test("the second row offers the veto, and at no width promises more than it shows")
  func headline() {
    let snapshot = Self.snapshot(kept: 3, behind: 0.1)
    #expect(
      text(of: screen(snapshot, 120, 30)).contains(
        "#4 trails by more than any kept run recovered from: hopeless? v ends it"))
    #expect(text(of: screen(snapshot, 40, 20)).contains("#4 trails: hopeless? v ends it"))
    let calm = Self.snapshot(kept: 3, behind: 0.01)
    #expect(!text(of: screen(calm, 100, 30)).contains("hopeless"))
  }
}
