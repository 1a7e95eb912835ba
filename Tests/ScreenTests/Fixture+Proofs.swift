import Core
import Screen

extension Fixture {
  /// The campaign with everything that is known about its keeps, a crash and a veto.
  static func proven() -> Snapshot {
    var snapshot = campaign()
    var record = snapshot.record
    for (index, n) in kept.enumerated() {
      // Each was proposed on the one before, and gained what the levels say.
      let before = index == 0 ? 0.9978 : record.keeps[index - 1].after?.mean ?? 0
      let after = record.keeps[index].after?.mean ?? 0
      record.experiments[n - 1].base = index == 0 ? "c0" : "c\(kept[index - 1])"
      record.experiments[n - 1].delta = (before - after) / 0.0006
      record.experiments[n - 1].noise = 0.0006
      record.keeps[index].before = Level(mean: before, sd: 0.0006, runs: 6)
      record.keeps[index].odds = [24, 61, 22, 1480, 31, 20.4, 24][index]
      confirm(n, gain: before - after, in: &record)
      record.experiments[n - 1].why =
        "+\(((before - after) / 0.0006).fixed(1)) s better in 6 pairs, odds 24 to 1"
    }
    crash(140, in: &record)
    veto(134, in: &record)
    snapshot.record = record
    return snapshot
  }

  /// Six pairs on gpu1, about as far apart as the gain says.
  private static func confirm(_ n: Int, gain: Double, in record: inout CampaignRecord) {
    let wobble = [0.4, -1.9, 0.9, 1.1, -0.6, 0.1]
    var evidence = 0.0
    var experiment = record.experiments[n - 1]
    let created = experiment.created
    experiment.candidate = experiment.proposal
    experiment.opponent = experiment.base
    for index in 1...6 {
      var pair = Pair(index: index, seed: 70_000 + n * 10 + index, candidateFirst: index % 2 == 1)
      let difference = gain + wobble[index - 1] * 0.0006
      evidence += RatchetRule.standard.evidence(difference: difference, noise: 0.0012)
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
        let level = (experiment.verified ?? 0) + (isChampion ? gain : 0)
        end(&run, at: created + 700 + Double(index * 620 + half * 310), value: level)
        run.slot = "gpu1"
        record.runs[id] = run
        experiment.runs.append(id)
      }
    }
    var second = Run(
      id: n * 100 + 90, era: 1, experiment: n, role: .second, commit: experiment.proposal,
      seed: 2000 + n)
    end(&second, at: created + 400, value: (experiment.verified ?? 0) - 0.0002)
    second.slot = "gpu0"
    record.runs[second.id] = second
    experiment.runs.insert(second.id, at: 1)
    experiment.evidence = evidence
    experiment.ended = created + 700 + 13 * 310 + 620
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
}
