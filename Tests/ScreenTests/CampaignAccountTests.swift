import Core
import Screen
import Testing

@Suite("The account of a campaign")
struct CampaignAccountTests {
  /// Six tries: three keeps that stand, one revoked, one discarded, one being confirmed.
  private static func record() -> CampaignRecord {
    var record = CampaignRecord()
    var summary = CampaignSummary(project: "p", metric: "loss", goal: .minimize)
    summary.baseline = Level(mean: 1, sd: 0.01, runs: 5)
    summary.noise = 0.01
    summary.noiseFreedom = 49
    summary.dollars = 6
    record.summary = summary
    let states: [ExperimentState] = [.kept, .discarded, .kept, .kept, .revoked, .confirming]
    let values = [0.9, 0.95, 0.85, 0.8, 0.79, 0.795]
    let evidence: [Double?] = [2.9, nil, 1.1, nil, 3, 0.5]
    for (index, state) in states.enumerated() {
      let n = index + 1
      var experiment = Experiment(
        n: n, era: 1, lane: "a1", agent: "sweep", turn: n, title: "idea \(n)", reason: "",
        proposal: "p\(n)", base: "c0", files: [], state: state, created: 0)
      experiment.evidence = evidence[index]
      experiment.runs = [n]
      var run = Run(id: n, era: 1, experiment: n, role: .first, commit: "p\(n)", seed: n)
      run.leased = 0
      run.ended = 100
      run.state = .ended
      run.outcome = .measured(values[index])
      record.runs[n] = run
      record.experiments.append(experiment)
    }
    for (n, odds) in [(1, 19.0), (3, 3.0), (4, nil), (5, 20.0)] as [(Int, Double?)] {
      var keep = Keep(
        experiment: n, era: 1, commit: "c\(n)", before: nil, after: nil, claimed: nil, pairs: 1,
        odds: odds, at: 50)
      keep.revoked = n == 5
      record.keeps.append(keep)
    }
    // #6 met two champions: its evidence began anew.
    for (id, commit) in [(61, "c1"), (62, "c4"), (63, "c4")] {
      var run = Run(
        id: id, era: 1, experiment: 6, role: .pairChampion(id - 60), commit: commit, seed: id)
      run.leased = 40
      if id == 61 {
        run.ended = 70
        run.outcome = .void("disturbed")
      }
      record.runs[id] = run
      record.experiments[5].runs.append(id)
    }
    return record
  }

  private static func account(_ record: CampaignRecord) -> CampaignAccount {
    Snapshot(record: record, now: 100).account
  }

  @Test("expects false keeps by the odds of those that stand, and says which have none")
  func falseKeeps() {
    let account = Self.account(Self.record())
    // 1/20 and 1/4; the revoked one does not stand, and #4 has no odds.
    #expect(account.kept == 3 && account.withoutOdds == 1)
    #expect(abs((account.expectedFalse ?? 0) - 0.3) < 1e-12)
    // #1, #3, #5 once, #6 twice: five times one in twenty.
    #expect(account.confirmations == 5)
    #expect(abs((account.falseBound ?? 0) - 0.25) < 1e-12)
  }

  @Test("without odds the expectation is unknown, not nothing")
  func unknownOdds() {
    var record = Self.record()
    for index in record.keeps.indices { record.keeps[index].odds = index == 0 ? .nan : nil }
    for index in record.experiments.indices { record.experiments[index].evidence = nil }
    record.experiments[5].runs = [6]
    let account = Self.account(record)
    #expect(account.expectedFalse == nil && account.falseBound == nil)
    #expect(account.withoutOdds == 3 && account.confirmations == 0)
  }

  @Test("counts what a loop that believes single runs would have kept")
  func claims() {
    #expect(Self.account(Self.record()).claims == 4)
    var record = Self.record()
    // A second era begins at #4 with a baseline of its own: #1 and #3 claim, then #5 alone.
    record.summary?.era = 2
    record.summary?.baseline = Level(mean: 0.795, sd: nil, runs: 5)
    for index in 3..<6 { record.experiments[index].era = 2 }
    record.keeps[0].before = Level(mean: 1, sd: nil, runs: 5)
    #expect(Self.account(record).claims == 3)
    record.experiments = []
    record.keeps = []
    #expect(Self.account(record).claims == 0)
  }

  @Test("sums slots, runs and what a keep costs")
  func costs() {
    let account = Self.account(Self.record())
    // Six whole runs, one of 30 seconds, two that hold their slots for 60 so far.
    #expect(account.slotSeconds(at: 100) == 750 && account.runs == 9 && account.voids == 1)
    #expect(account.perKeep(account.slotSeconds(at: 100)) == 250)
    #expect(account.dollars.flatMap { account.perKeep($0) } == 2)
    #expect(account.tokens == nil)
    #expect(account.tried == 6)
    #expect(account.kept(amongLast: 5) == 2 && account.kept(amongLast: 20) == nil)
    var none = Self.record()
    none.keeps = []
    #expect(Self.account(none).perKeep(10) == nil)
  }

  @Test("levels have the interval of all runs' noise, inflated while it rests on few")
  func margins() throws {
    let levels = ChampionLevels(Self.record())
    let noise = try #require(levels.noise)
    #expect(abs(noise - 0.011) < 1e-12)
    let margin = try #require(levels.margin(of: Level(mean: 1, sd: nil, runs: 4), noise: noise))
    #expect(abs(margin - 1.96 * 0.011 / 2) < 1e-12)
    #expect(levels.margin(of: Level(mean: 1, sd: nil, runs: 0), noise: noise) == nil)
    #expect(levels.margin(of: Level(mean: 1, sd: nil, runs: 4), noise: nil) == nil)
  }

  @Test("an experiment is judged by what it was proposed on, in its own era")
  func bases() {
    var record = Self.record()
    var levels = ChampionLevels(record)
    let gain = levels.gain(of: 0.956, in: record.experiments[0])
    #expect(gain.map { abs($0 - 4) < 1e-9 } == true)
    record.experiments[1].base = "c1"
    record.keeps[0].after = Level(mean: 0.9, sd: nil, runs: 3)
    levels = ChampionLevels(record)
    #expect(levels.base(of: record.experiments[1])?.mean == 0.9)
    record.experiments[1].era = 2
    record.experiments[1].base = "c9"
    #expect(ChampionLevels(record).gain(of: 0.9, in: record.experiments[1]) == nil)
  }

  @Test("what the account does not know it calls unknown")
  func words() {
    var snapshot = Fixture.proven()
    var state = ViewState(size: Size(width: 200, height: 60))
    state.page = .ratchet
    state.focus = .experiment(131)
    #expect(text(of: screen(snapshot, 200, 60, state)).contains("tokens unknown"))
    for index in snapshot.record.keeps.indices { snapshot.record.keeps[index].odds = nil }
    snapshot.record.summary?.noise = nil
    snapshot.record.summary?.improvement = nil
    snapshot.record.summary?.baseline = nil
    snapshot.record.summary?.dollars = nil
    let picture = text(of: screen(snapshot, 200, 60, state))
    for words in [
      "unknown: no keep has odds", "s is not known yet", "not measured yet", "dollars unknown",
      "none yet",
    ] { #expect(picture.contains(words), "\(words)") }
    #expect(!picture.contains("0.0000"))
  }
}
