import Core
import Screen
import Testing

@Suite("The ratchet's and the experiments' screens never fail")
struct ProofPropertyTests {
  private static func record(_ dice: inout SplitMix) -> CampaignRecord {
    var record = CampaignRecord()
    let count = dice.chance(0.1) ? 0 : Int.random(in: 1...60, using: &dice)
    let eras = Int.random(in: 1...3, using: &dice)
    if !dice.chance(0.05) { record.summary = summary(&dice, eras: eras) }
    var nextRun = 1
    for n in stride(from: 1, through: count, by: 1) {
      let experiment = experiment(n, era: 1 + n * eras / (count + 1), &nextRun, &record, &dice)
      record.experiments.append(experiment)
      guard dice.chance(0.3) else { continue }
      var keep = Keep(
        experiment: dice.chance(0.2) ? nil : dice.chance(0.05) ? n + 900 : n,
        era: experiment.era, commit: "c\(n)", before: dice.level(), after: dice.level(),
        claimed: dice.maybe(1), pairs: Int.random(in: 0...14, using: &dice),
        odds: dice.maybe(24), at: dice.value(1e6))
      keep.revoked = dice.chance(0.2)
      record.keeps.append(keep)
    }
    record.rules = [
      SteeringRule(id: 1, text: "no\u{1b}[2J 学習", lane: nil, experiment: 1, by: "ann", at: 0)
    ]
    return record
  }

  private static func summary(_ dice: inout SplitMix, eras: Int) -> CampaignSummary {
    var summary = CampaignSummary(
      project: dice.chance(0.2) ? "学習率の長い名前" : "tiny", metric: "val_bpb",
      goal: dice.chance(0.5) ? .minimize : .maximize)
    summary.era = eras
    summary.rule = ["standard", "lean", "naive", "custom"][Int.random(in: 0..<4, using: &dice)]
    summary.odds = dice.value(20)
    summary.verified = dice.chance(0.7)
    summary.champion = "c\(Int.random(in: 1...60, using: &dice))"
    summary.baseline = dice.level()
    summary.best = dice.level()
    summary.improvement = dice.maybe(0.02)
    summary.improvementLow = dice.maybe(0.01)
    summary.improvementHigh = dice.maybe(0.03)
    summary.noise = dice.maybe(0.001)
    summary.noiseFreedom = Int.random(in: 0...40, using: &dice)
    summary.dollars = dice.maybe(10)
    summary.tokens = dice.chance(0.5) ? nil : 3_000_000
    return summary
  }

  private static func experiment(
    _ n: Int, era: Int, _ nextRun: inout RunID, _ record: inout CampaignRecord,
    _ dice: inout SplitMix
  ) -> Experiment {
    let states = ExperimentState.allCases
    var experiment = Experiment(
      n: n, era: era, lane: "a1", agent: "sweep", turn: n,
      title: dice.chance(0.1) ? "" : "idea \(n) 値",
      reason: String(repeating: "why ", count: n % 30),
      proposal: "p\(n)", base: "c\(n - 1)", files: [],
      state: states[Int.random(in: 0..<states.count, using: &dice)], created: dice.value(1e6))
    experiment.why = dice.chance(0.3) ? "" : "a reason that goes on for a while"
    experiment.ended = dice.maybe(1e6)
    experiment.noise = dice.maybe(0.001)
    experiment.evidence = dice.maybe(3)
    experiment.delta = dice.maybe(2)
    experiment.verified = dice.maybe(1)
    experiment.reported = dice.maybe(1)
    experiment.cause = dice.chance(0.5) ? .rule : .person("ann")
    experiment.disturbed = Int.random(in: 0...2, using: &dice)
    for index in stride(from: 1, through: Int.random(in: 0...14, using: &dice), by: 1) {
      var pair = Pair(index: index, seed: n, candidateFirst: true)
      pair.difference = dice.maybe(0.001)
      pair.evidence = dice.maybe(2)
      pair.candidateRun = nextRun
      experiment.pairs.append(pair)
      for role in [RunRole.pairCandidate(index), .pairChampion(index), .first, .second] {
        record.runs[nextRun] = run(nextRun, role, n, era, &dice)
        experiment.runs.append(nextRun)
        nextRun += dice.chance(0.9) ? 1 : 3
      }
    }
    return experiment
  }

  private static func run(
    _ id: RunID, _ role: RunRole, _ n: Int, _ era: Int, _ dice: inout SplitMix
  ) -> Run {
    var run = Run(id: id, era: era, experiment: n, role: role, commit: "c\(id % 5)", seed: id)
    run.leased = dice.maybe(1e6)
    run.started = dice.maybe(1e6)
    run.ended = dice.maybe(1e6)
    run.reported = dice.maybe(1)
    run.verified = dice.maybe(1)
    let outcomes: [RunOutcome?] = [
      nil, .measured(dice.value(1)), .measured(dice.value(1)), .crashed("exit 1"), .refused(""),
      .void("another process"), .ended("ended"),
    ]
    run.outcome = outcomes[Int.random(in: 0..<outcomes.count, using: &dice)]
    return run
  }

  @Test("any record at any size", arguments: Fuzz.seeds(24))
  func anything(seed: UInt64) {
    var dice = SplitMix(seed: seed)
    let record = Self.record(&dice)
    let count = record.experiments.count
    for _ in 0..<3 {
      let width = Int.random(in: 0...220, using: &dice)
      let height = Int.random(in: 0...70, using: &dice)
      let snapshot = Snapshot(record: record, now: dice.value(1e6), clock: "02:14")
      var state = ViewState(size: Size(width: width, height: height))
      if count > 0 { state.focus = .experiment(Int.random(in: 1...count, using: &dice)) }
      state.ratchet.isOverTime = dice.chance(0.5)
      state.view = dice.chance(0.5) ? .diff : .curve
      for page in [Page.ratchet, .experiment(max(1, count)), .overview] {
        state.page = page
        state.scroll[.page] = dice.chance(0.5) ? 0 : 9
        let glyphs = dice.chance(0.5) ? Glyphs.braille : .ascii
        let grid = screen(snapshot, width, height, state, glyphs: glyphs)
        #expect(grid.cells.count == width * height)
        let isClean = grid.cells.allSatisfy { cell in
          cell.text.utf8.allSatisfy { $0 >= 32 && (glyphs == .braille || $0 < 0x80) }
        }
        #expect(isClean)
      }
    }
  }

  @Test(
    "the first row never loses the metric, nor the second what waits",
    arguments: Fuzz.some(40, of: Array(20...200)))
  func rows(width: Int) {
    // So low that little but the two rows is drawn.
    let rows = text(of: screen(Fixture.campaign(), width, 9)).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(rows[0].contains("0.9812") && !rows[0].contains("…"))
    #expect(rows[1].contains("!") && !rows[1].contains("…"))
    #expect(rows[1].contains("#145") || rows[1].contains("a3"))
    if width >= 52 { #expect(rows[0].contains("~1.67 % ") && rows[0].contains("tiny-gpt")) }
  }

  @Test("scrolling ends where the account ends", arguments: [(80, 24), (120, 36), (60, 20)])
  func scrolling(width: Int, height: Int) {
    var driver = Driver(Fixture.proven(), width, height)
    driver.press("2")
    driver.state.focus = .experiment(131)
    driver.press("enter", "G")
    let picture = text(of: driver.grid)
    #expect(picture.contains("kept as") && !picture.contains("more lines"))
    driver.press("g")
    #expect(text(of: driver.grid).contains("kept: +"))
  }
}

extension SplitMix {
  fileprivate mutating func chance(_ share: Double) -> Bool { self.share() < share }

  /// Mostly an ordinary number, sometimes none or one that breaks sums.
  fileprivate mutating func value(_ typical: Double) -> Double {
    let odd = [
      .nan, .infinity, -.infinity, 0, -typical, 1e300, -1e300, .leastNonzeroMagnitude, 1e-9,
    ]
    return chance(0.12)
      ? odd[Int.random(in: 0..<odd.count, using: &self)]
      : typical * Double.random(in: 0.9..<1.1, using: &self)
  }

  fileprivate mutating func maybe(_ typical: Double) -> Double? {
    chance(0.3) ? nil : value(typical)
  }

  fileprivate mutating func level() -> Level? {
    chance(0.3)
      ? nil : Level(mean: value(1), sd: maybe(0.01), runs: Int.random(in: 0...20, using: &self))
  }
}
