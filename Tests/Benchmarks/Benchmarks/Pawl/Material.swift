import Core

/// What the benchmarks work on: made, not recorded, and the same every time.
enum Material {
  /// A log of `lines` progress lines, as the demo prints them.
  static func log(lines: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lines * 72)
    for step in 0..<lines {
      let loss = 3.3 - 2 * Double(step) / Double(lines)
      let line =
        "step \(step) | loss: \(loss.fixed(4)) | val_loss: \((loss + 0.1).fixed(4)) | elapsed: \((Double(step) / 100).fixed(2))s\n"
      bytes.append(contentsOf: line.utf8)
    }
    return bytes
  }

  static var settings: CampaignSettings {
    CampaignSettings(
      project: "made", branch: "pawl/made", metric: "loss", goal: .minimize, verified: true,
      rule: .standard, review: .never, limits: Limits(), budget: .steps(100, ceiling: 60),
      slots: [Slot(id: "cpu0"), Slot(id: "cpu1")], lanes: [LaneEntry(agent: "sweep", count: 3)],
      seed: 1, isolation: "process", comparability: "made", unattended: false)
  }

  /// The events of a campaign of so many experiments whose world answers at once.
  static func events(experiments: Int) -> [StampedEvent] {
    var state = CampaignState()
    var events: [StampedEvent] = []
    var waiting: [Effect] = []
    var now = 0.0
    func take(_ event: Event) {
      now += 0.5
      let stamped = StampedEvent(at: now, cause: .rule, event: event)
      events.append(stamped)
      waiting += CampaignState.reduce(&state, stamped).effects
    }
    take(.opened(settings, tip: "base"))
    while state.experiments.count < experiments, !waiting.isEmpty {
      for answer in answers(to: waiting.removeFirst(), state) { take(answer) }
    }
    return events
  }

  private static func answers(to effect: Effect, _ state: CampaignState) -> [Event] {
    switch effect {
    case .startTurn(let lane, let turn, let base):
      let proposal = Proposal(
        commit: "\(lane)-\(turn)", base: base, title: "constant 1.0 -> \(turn)", reason: "untried",
        files: [FileChange(path: "train.py", added: 1, removed: 1)])
      return [.turnEnded(lane: lane, turn: turn, .proposal(proposal))]
    case .endTurn(let lane, let turn): return [.turnEnded(lane: lane, turn: turn, .interrupted)]
    case .prepare(let run): return [.runPrepared(run)]
    case .perform(let id):
      let seed = state.runs[id]?.seed ?? 0
      // Every thirtieth proposal is better by much, the rest is noise.
      let isGood = state.runs[id]?.experiment.map { $0 % 30 == 0 } == true
      let value = 1 + Double(seed % 1000) / 100_000 - (isGood ? 0.1 : 0)
      return [
        .runStarted(id, at: 0, overhead: 0.01), .runEvaluating(id, reported: value),
        .runEnded(id, .measured(value), reported: value, RunUsage(wall: 6, cpu: 6), at: 0),
      ]
    case .endRun(let id):
      return [.runEnded(id, .ended("ended"), reported: nil, RunUsage(), at: 0)]
    case .rebase(let n, let onto): return [.rebased(experiment: n, onto: onto, candidate: "c\(n)")]
    case .advance(let n, _): return [.ratchetMoved(experiment: n, commit: "kept\(n)")]
    case .revert(let n, _): return [.reverted(experiment: n, commit: "reverted\(n)")]
    case .close: return []
    }
  }

  /// What a reader sees after such a campaign.
  static func record(experiments: Int) -> CampaignRecord {
    var state = CampaignState()
    for event in events(experiments: experiments) { _ = CampaignState.reduce(&state, event) }
    return state.record()
  }
}
