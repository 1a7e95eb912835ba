@testable import Core

/// What must hold after every event, whatever happened.
struct Invariants {
  let before: CampaignState
  let after: CampaignState

  var problems: [String] {
    slotProblems + runProblems + experimentProblems + pairProblems + ratchetProblems + turnProblems
      + (deadlock.map { [$0] } ?? [])
  }

  private var slotProblems: [String] {
    var problems: [String] = []
    for slot in after.slots {
      guard let id = slot.run else { continue }
      let run = after.runs[id]
      if run?.slot != slot.id {
        problems.append("\(slot.id) holds run \(id), which does not hold it")
      }
      if !after.live.contains(id) { problems.append("\(slot.id) holds run \(id), which is over") }
    }
    for id in after.live where after.runs[id]?.slot != nil {
      let holders = after.slots.filter { $0.run == id }
      if holders.count != 1 { problems.append("run \(id) is on \(holders.count) slots") }
    }
    return problems
  }

  private var runProblems: [String] {
    var problems: [String] = []
    let unended = Set(after.runs.values.filter { $0.state != .ended }.map(\.id))
    if unended != after.live { problems.append("live runs are \(unended), noted \(after.live)") }
    for id in after.live {
      guard let run = after.runs[id], run.ending == nil else { continue }
      if run.era != after.era { problems.append("run \(id) is of era \(run.era)") }
      guard let n = run.experiment, let experiment = after.experiment(n) else { continue }
      if !experiment.runs.contains(id) { problems.append("#\(n) does not know run \(id)") }
      switch run.role {
      case .pairCandidate, .pairChampion:
        let halves = experiment.pairs.flatMap { [$0.candidateRun, $0.championRun] }
        if !after.queue.contains(n) || !halves.contains(id) {
          problems.append("run \(id) belongs to no pair of #\(n)")
        }
      case .first, .second:
        if experiment.state.isVerdict { problems.append("#\(n) is decided but run \(id) goes on") }
      case .rerun:
        if !after.open.contains(n) { problems.append("#\(n) is closed but run \(id) goes on") }
      case .baseline, .champion, .audit: break
      }
    }
    return problems + queueProblems + auditProblems
  }

  private var queueProblems: [String] {
    var problems: [String] = []
    if Set(after.queue).count != after.queue.count { problems.append("\(after.queue) repeats") }
    for n in after.queue where after.experiment(n)?.state != .confirming {
      problems.append("#\(n) is in the queue and not confirmed")
    }
    let advancing = after.queue.filter { after.experiment($0)?.isAdvancing == true }
    if advancing.count > 1 { problems.append("\(advancing) advance at once") }
    for n in after.queue {
      guard let experiment = after.experiment(n), let champion = after.champion else { continue }
      let ground = experiment.ground.flatMap { after.experiment($0) }
      if let ground, !after.queue.contains(ground.n) {
        problems.append("#\(n) stands on #\(ground.n), which is not confirmed")
      }
      if experiment.opponent != (ground == nil ? champion : ground?.candidate) {
        problems.append("#\(n) is confirmed against \(experiment.opponent ?? "nothing")")
      }
      if ground != nil, experiment.isAdvancing {
        problems.append("#\(n) advances on top of what is not decided")
      }
    }
    return problems
  }

  private var auditProblems: [String] {
    var problems: [String] = []
    let halves = after.audit?.pairs.flatMap { [$0.candidateRun, $0.championRun] } ?? []
    for id in after.live {
      guard let run = after.runs[id], run.audit != nil, run.ending == nil else { continue }
      if !halves.contains(id) { problems.append("run \(id) belongs to no audit") }
    }
    for slot in after.slots {
      guard let id = slot.auditOf else { continue }
      if id != after.audit?.id { problems.append("\(slot.id) is kept for audit \(id)") }
      if slot.pairOf != nil { problems.append("\(slot.id) is kept for two pairs") }
    }
    guard let audit = after.audit, !audit.isDue else { return problems }
    // What can wait never begins while something else could have the slot.
    let begun = audit.pairs.filter { pair in
      pair.slot != nil
        && before.audit?.pairs.contains { $0.index == pair.index && $0.slot != nil } != true
    }
    let isWanted = after.live.contains { id in
      guard let run = after.runs[id], run.audit == nil, run.slot == nil, run.prepared else {
        return false
      }
      return run.role == .first || run.role == .second || run.role == .rerun
    }
    let isPaused = after.lanes.contains(where: \.paused)
    if !begun.isEmpty, isWanted, !isPaused {
      problems.append("an audit took a slot that was wanted")
    }
    return problems
  }

  private var experimentProblems: [String] {
    var problems: [String] = []
    for experiment in after.experiments {
      let n = experiment.n
      let live = experiment.runs.contains { after.live.contains($0) }
      if !experiment.state.isVerdict, !after.open.contains(n) {
        problems.append("#\(n) is \(experiment.state) but closed")
      }
      if experiment.state.isVerdict, after.open.contains(n), !live, after.halted == nil,
        !isMeasuringLevels
      {
        problems.append("#\(n) is open for nothing")
      }
      if experiment.state == .queued || experiment.state == .running, !live,
        !isMeasuringLevels
      {
        problems.append("#\(n) is \(experiment.state) but no run is to come")
      }
      if (experiment.vetoedFrom != nil) != (experiment.state == .vetoed) {
        problems.append("#\(n) is \(experiment.state), and vetoed once or not")
      }
      if experiment.isByPerson, experiment.state == .review {
        problems.append("#\(n) is a person's own, and reviewed")
      }
      if experiment.isAdvancing, !after.queue.contains(n) {
        problems.append("#\(n) advances alone")
      }
    }
    // A person may always add one of their own.
    if let limit = after.settings?.limits.experiments, after.experiments.count > limit,
      after.experiments.count > before.experiments.count,
      after.experiments.count(where: { !$0.isByPerson }) > limit
    {
      problems.append("\(after.experiments.count) experiments of \(limit)")
    }
    return problems
  }

  /// Whether verdicts wait for the baseline or for the champion.
  private var isMeasuringLevels: Bool {
    after.live.contains { id in
      switch after.runs[id]?.role {
      case .baseline, .champion: true
      default: false
      }
    }
  }

  private var pairProblems: [String] {
    var problems: [String] = []
    for experiment in after.experiments {
      for pair in experiment.pairs {
        let halves = [pair.candidateRun, pair.championRun].compactMap { $0 }.compactMap {
          after.runs[$0]
        }
        if halves.count != 2 {
          problems.append("#\(experiment.n) pair \(pair.index) has lost a half")
        }
        if halves.contains(where: { $0.seed != pair.seed }) {
          problems.append("a pair of two seeds")
        }
        if halves.contains(where: { $0.slot != nil && $0.slot != pair.slot }) {
          problems.append("a pair on two slots")
        }
        guard experiment.state == .confirming, let first = halves.first, let last = halves.last
        else { continue }
        let kept = after.keeps.last { $0.commit == experiment.opponent }?.experiment
        let twin = kept.flatMap { after.experiment($0)?.candidate }
        if first.commit != experiment.candidate
          || last.commit != experiment.opponent && last.commit != twin
        {
          problems.append("#\(experiment.n) pair \(pair.index) runs the wrong code")
        }
        if let one = first.leased, let two = last.leased, (one < two) != pair.candidateFirst {
          problems.append("#\(experiment.n) pair \(pair.index) ran in the wrong order")
        }
      }
    }
    return problems
  }

  private var ratchetProblems: [String] {
    var problems: [String] = []
    let kept = after.experiments.count { $0.state == .kept }
    let keeps = after.keeps.count { $0.experiment != nil && !$0.revoked }
    if kept != keeps {
      problems.append("\(kept) experiments are kept, \(keeps) are on the ratchet")
    }
    if let last = after.keeps.last?.commit, after.champion != last, after.era == before.era {
      problems.append("the champion is not the ratchet's tip")
    }
    return problems
  }

  private var turnProblems: [String] {
    let began = after.lanes.count { lane in
      lane.turn != nil && before.lane(lane.id)?.turn != lane.turn
    }
    guard began > 0 else { return [] }
    let drafting = after.lanes.count { $0.turn != nil }
    let queued = after.experiments.count {
      $0.state == .queued && after.lane($0.lane)?.paused != true
    }
    let room = (after.settings?.slots.count ?? 0) + 1
    return queued + drafting > room ? ["\(queued) wait and \(drafting) draft, \(room) may"] : []
  }

  /// Why nothing goes on although something could; nil when all is well.
  private var deadlock: String? {
    guard after.outstanding().isEmpty, after.halted == nil, let settings = after.settings else {
      return nil
    }
    let waits = after.open.filter { n in
      guard let experiment = after.experiment(n) else { return true }
      let isPaused = after.lane(experiment.lane)?.paused == true
      return experiment.state != .review && !isPaused
    }
    if !waits.isEmpty, !allPaused { return "\(waits.sorted()) wait for nothing" }
    let spent = settings.limits.experiments.map { after.experiments.count >= $0 } ?? false
    if spent { return after.open.isEmpty ? "all is decided but nothing ends" : nil }
    let idle = after.lanes.first { lane in
      let reviews = after.open.contains {
        after.experiment($0)?.lane == lane.id && after.experiment($0)?.state == .review
      }
      return !lane.paused && !lane.removed && lane.trouble == nil && lane.state != .limited
        && (!reviews || settings.unattended)
    }
    return idle.map { "\($0.id) waits for nothing" }
  }

  private var allPaused: Bool {
    let lanes = after.lanes.filter { !$0.removed }
    return !lanes.isEmpty && lanes.allSatisfy(\.paused)
  }
}
