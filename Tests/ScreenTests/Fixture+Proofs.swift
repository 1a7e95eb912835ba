import Core
import Screen

extension Fixture {
  /// The campaign with everything that is known about its keeps, a crash and a veto.
  static func proven() -> Snapshot { madeProven }

  private static let madeProven: Snapshot = {
    var snapshot = campaign()
    var record = snapshot.record
    for (index, n) in kept.enumerated() {
      // Each was proposed on the one before, and gained what the levels say.
      let before = index == 0 ? 0.9978 : record.keeps[index - 1].after?.mean ?? 0
      record.experiments[n - 1].base = index == 0 ? "c0" : "c\(kept[index - 1])"
      record.experiments[n - 1].noise = 0.0006
      confirm(n, keep: index, before: before, in: &record)
    }
    crash(140, in: &record)
    veto(134, in: &record)
    snapshot.record = record
    return snapshot
  }()

  private static let wobbles = [-2.6, 0.6, -1.8, 0.3, 2, -0.9, 1]

  /// As many pairs on gpu1 as the rule needs, about as far apart as the levels.
  private static func confirm(
    _ n: Int, keep: Int, before: Double, in record: inout CampaignRecord
  ) {
    let after = record.keeps[keep].after?.mean ?? 0
    var evidence = 0.0
    var experiment = record.experiments[n - 1]
    let decided = record.keeps[keep].at
    experiment.created = decided - 5400
    experiment.candidate = experiment.proposal
    experiment.opponent = experiment.base
    record.runs[n]?.leased = experiment.created + 12
    record.runs[n]?.started = experiment.created + 14
    record.runs[n]?.ended = experiment.created + 315
    record.runs[n]?.slot = "gpu2"
    var index = 0
    while RatchetRule.standard.verdict(evidence: evidence, pairs: index) == .undecided {
      index += 1
      var pair = Pair(index: index, seed: 70_000 + n * 10 + index, candidateFirst: index % 2 == 1)
      let difference = before - after + wobbles[(index + n) % wobbles.count] * 0.0006
      evidence += RatchetRule.standard.evidence(difference: difference, noise: 0.0006)
      pair.slot = "gpu1"
      pair.candidateRun = n * 100 + index
      pair.championRun = n * 100 + 50 + index
      pair.difference = difference
      pair.evidence = evidence
      experiment.pairs.append(pair)
      for (half, id) in [pair.candidateRun, pair.championRun].compactMap({ $0 }).enumerated() {
        let isChampion = half == 1
        var run = Run(
          id: id, era: 1, experiment: n,
          role: isChampion ? .pairChampion(index) : .pairCandidate(index),
          commit: isChampion ? experiment.base : experiment.proposal, seed: pair.seed)
        end(
          &run, at: experiment.created + 200 + Double(index * 620 + half * 305),
          value: after + (isChampion ? difference : 0))
        run.slot = "gpu1"
        record.runs[id] = run
        experiment.runs.append(id)
      }
    }
    var second = Run(
      id: n * 100 + 90, era: 1, experiment: n, role: .second, commit: experiment.proposal,
      seed: 2000 + n)
    end(&second, at: experiment.created + 400, value: after - 0.0002)
    second.slot = "gpu0"
    record.runs[second.id] = second
    experiment.runs.insert(second.id, at: 1)
    let differences = experiment.pairs.compactMap(\.difference)
    let gain = differences.reduce(0, +) / Double(max(1, differences.count)) / 0.0006
    experiment.delta = gain
    experiment.evidence = evidence
    experiment.ended = decided
    experiment.why =
      "\(gain.signed(1)) s better in \(index) pairs, "
      + "odds \(Odds.odds(evidence: evidence).significant(2)) to 1"
    record.keeps[keep].before = Level(mean: before, sd: 0.0006, runs: index)
    record.keeps[keep].pairs = index
    record.keeps[keep].odds = Odds.odds(evidence: evidence)
    record.experiments[n - 1] = experiment
  }

  private static func end(_ run: inout Run, at start: Timestamp, value: Double) {
    run.state = .ended
    run.leased = start
    run.started = start + 2
    run.ended = start + 303
    run.outcome = .measured(value)
    run.verified = value
    run.reported = value + 0.0003
    run.usage = RunUsage(wall: 300, cpu: 290, evaluation: 1)
  }

  private static func crash(_ n: Int, in record: inout CampaignRecord) {
    record.experiments[n - 1].why =
      "CUDA out of memory: tried to allocate 2.4 GiB on a device with 1.1 GiB free"
    record.experiments[n - 1].flags = ["data", "process"]
    record.runs[n]?.outcome = .crashed(record.experiments[n - 1].why)
    record.runs[n]?.reported = nil
    record.runs[n]?.verified = nil
    record.runs[n]?.slot = "gpu3"
  }

  private static func veto(_ n: Int, in record: inout CampaignRecord) {
    record.experiments[n - 1].state = .vetoed
    record.experiments[n - 1].cause = .person("ann")
    record.experiments[n - 1].why = "RoPE is settled"
    record.experiments[n - 1].verified = nil
    record.experiments[n - 1].delta = nil
    record.runs[n]?.outcome = .ended("vetoed")
    record.runs[n]?.verified = nil
    record.runs[n]?.reported = nil
    record.rules.append(
      SteeringRule(
        id: 1, text: "leave RoPE alone", lane: nil, experiment: n, by: "ann", at: now - 900))
  }

  /// A campaign with all that can stand in the chain: a keep that was taken back, a person's own
  /// commit, and a second era.
  static func eventful() -> Snapshot { madeEventful }

  private static let madeEventful: Snapshot = {
    var snapshot = proven()
    var record = snapshot.record
    for index in record.experiments.indices where index < 60 { record.experiments[index].era = 0 }
    for index in record.keeps.indices where index < 3 { record.keeps[index].era = 0 }
    for index in 0..<3 {
      var run = Run(
        id: 90_000 + index, era: 0, experiment: nil, role: .baseline(index + 1), commit: "c0",
        seed: index)
      end(&run, at: now - 30_000, value: 0.9976 + 0.0002 * Double(index))
      record.runs[run.id] = run
    }
    record.experiments[114].state = .revoked
    record.experiments[114].cause = .person("ann")
    record.experiments[114].why = "it does not hold on the long run"
    record.experiments[114].ended = now - 3000
    record.keeps[5].revoked = true
    for (commit, at) in [("feedbee0", now - 3000), ("0ddba110", now - 2800)] {
      record.keeps.insert(
        Keep(
          experiment: nil, era: 1, commit: commit, before: nil, after: nil, claimed: nil, pairs: 0,
          odds: nil, at: at), at: record.keeps.count - 1)
    }
    var run = Run(
      id: 90_010, era: 1, experiment: nil, role: .champion, commit: "0ddba110", seed: 5)
    end(&run, at: now - 2700, value: 0.9851)
    record.runs[run.id] = run
    record.keeps[6].odds = nil
    snapshot.record = record
    return snapshot
  }()
}
