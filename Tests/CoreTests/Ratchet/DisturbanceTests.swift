import Testing

@testable import Core

struct `Disturbed runs` {
  private let usual = [1000.0, 1004, 996, 1002, 998, 1001]

  @Test func `too few steps for the same code are noticed, a few less are not`() {
    #expect(Disturbance.starved(steps: 930, others: usual)?.contains("7 % fewer") == true)
    #expect(Disturbance.starved(steps: 975, others: usual) == nil)
    #expect(Disturbance.starved(steps: 1400, others: usual) == nil)
  }

  @Test func `code whose speed varies is given more room`() {
    let wide = [1000.0, 900, 1100, 950, 1050, 1000]
    #expect(Disturbance.starved(steps: 800, others: wide) == nil)
    #expect(Disturbance.starved(steps: 500, others: wide) != nil)
  }

  @Test func `another starved run among the others hides nothing`() {
    #expect(Disturbance.starved(steps: 700, others: usual + [650]) != nil)
  }

  @Test func `nothing is said without steps or with too few others`() {
    #expect(Disturbance.starved(steps: nil, others: usual) == nil)
    #expect(Disturbance.starved(steps: 10, others: [1000, 1000, 1000]) == nil)
    #expect(Disturbance.starved(steps: .nan, others: usual) == nil)
    #expect(Disturbance.starved(steps: 10, others: [0, 0, 0, 0]) == nil)
  }

  @Test func `a script may leave out its start but not claim more time than there was`() {
    #expect(Disturbance.clock(claimed: 300, counted: 326) == nil)
    #expect(Disturbance.clock(claimed: 327, counted: 326) == nil)
    #expect(Disturbance.clock(claimed: 400, counted: 326) != nil)
    #expect(Disturbance.clock(claimed: nil, counted: 326) == nil)
  }

  @Test func `a clock that was set is noticed, either way`() {
    #expect(Disturbance.clockSet(calendar: 300.4, counted: 300) == nil)
    #expect(Disturbance.clockSet(calendar: 3900, counted: 300)?.contains("3600 s") == true)
    #expect(Disturbance.clockSet(calendar: -3300, counted: 300) != nil)
  }
}

struct `Results that trip a wire` {
  private func names(_ result: ResultTripwires.Result) -> [String] {
    ResultTripwires.flags(of: result).map(\.name)
  }

  @Test func `a jump beyond five s and three times the largest keep is flagged after three keeps`()
  {
    #expect(names(.init(gain: 7, noise: 1, earlier: [1, 2, 1.5])) == ["jump"])
    #expect(names(.init(gain: 5.9, noise: 1, earlier: [1, 2, 1.5])) == [])
    #expect(names(.init(gain: 4.9, noise: 1, earlier: [0.5, 0.4, 0.3])) == [])
    #expect(names(.init(gain: 50, noise: 1, earlier: [1, 2])) == [])
  }

  @Test func `steps and parameters far off the champion's are flagged`() {
    let result = ResultTripwires.Result(
      gain: 2, noise: 1, earlier: [], steps: (own: 2500, champion: 1000),
      parameters: (own: 40, champion: 100))
    #expect(names(result) == ["steps", "parameters"])
    #expect(ResultTripwires.flags(of: result).first?.text == "2.5 times the steps of the champion")
    let usual = ResultTripwires.Result(
      gain: 2, noise: 1, earlier: [], steps: (own: 1400, champion: 1000), parameters: nil)
    #expect(names(usual) == [])
  }
}

struct `What training reports beside what is measured` {
  private func run(
    _ id: RunID, reported: Double?, verified: Double?, role: RunRole = .first
  ) -> Run {
    var run = Run(id: id, era: 1, experiment: 1, role: role, commit: "c", seed: id)
    run.reported = reported
    run.verified = verified
    return run
  }

  @Test func `the gap is said in units of the noise, with what unchanged code does`() {
    let gap = ReportedGap(
      of: [run(1, reported: 0.90, verified: 0.98), run(2, reported: 0.92, verified: 1.00)],
      besides: [run(3, reported: 1.01, verified: 1.00)], noise: 0.01)
    #expect(gap?.isBeyondNoise == true)
    #expect(
      gap?.text
        == "reported 0.910, verified 0.990: differs by 8.0 s, unchanged code by 1.0 s the other way"
    )
  }

  @Test func `a deterministic metric may not differ by more than rounding`() {
    let same = ReportedGap(
      of: [run(1, reported: 0.5000001, verified: 0.5)], besides: [], noise: 0)
    #expect(same?.isBeyondNoise == false)
    let other = ReportedGap(of: [run(1, reported: 0.51, verified: 0.5)], besides: [], noise: 0)
    #expect(other?.isBeyondNoise == true)
    #expect(other?.text == "reported 0.5100000, verified 0.5000000: differs by 0.010")
  }

  @Test func `nothing is said where nothing is both reported and verified`() {
    #expect(ReportedGap(of: [run(1, reported: 1, verified: nil)], besides: [], noise: 1) == nil)
    #expect(ReportedGap(of: [run(1, reported: .nan, verified: 1)], besides: [], noise: 1) == nil)
    #expect(ReportedGap(of: [], besides: [], noise: 1) == nil)
  }

  @Test func `an experiment is compared with its champion's halves, else with the baseline`() {
    var experiment = Experiment(
      n: 1, era: 1, lane: "a1", agent: "sweep", turn: 1, title: "", reason: "", proposal: "p",
      base: "c", files: [], state: .discarded, created: 0)
    experiment.runs = [2]
    var baseline = run(1, reported: 5, verified: 1, role: .baseline(1))
    baseline.experiment = nil
    let runs = [1: baseline, 2: run(2, reported: 5, verified: 1)]
    #expect(ReportedGap(of: experiment, in: runs, noise: 0.1)?.isBeyondNoise == false)
    #expect(ReportedGap(of: experiment, in: [2: runs[2] ?? baseline], noise: 0.1)?.usual == nil)
  }
}
