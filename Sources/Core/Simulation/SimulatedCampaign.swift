/// One campaign played to its end: the reducer decides, this stands in for everything else.
struct SimulatedCampaign {
  private static let root = "c0"

  private let world: SimulatedWorld
  private let rule: RatchetRule
  private let seed: Int
  private var state = CampaignState()
  private var proposals: SimulatedProposals
  private var noise: SimulatedNoise
  private let spoiling: UInt64
  private var clock: Timestamp = 0
  /// In the order in which it became owed: what was begun first ends first.
  private var owed: [Effect] = []
  private var crashing: Set<CommitID> = []
  /// How much better than the first commit a commit is, and how much better than what it stands on.
  private var truth: [CommitID: Double] = [root: 0]
  private var effect: [CommitID: Double] = [:]
  private var taken = 0
  private var good = 0
  private var end = SimulatedEnd()

  init(world: SimulatedWorld, rule: RatchetRule, seed: Int) {
    self.world = world
    self.rule = rule
    self.seed = seed
    let base = UInt64(truncatingIfNeeded: seed) &* 0x9FB2_1C65_1E98_DF25
    proposals = SimulatedProposals(world: world, seed: base)
    noise = SimulatedNoise(world: world, seed: ~base)
    spoiling = base &+ 0x5851_F42D_4C95_7F2D
  }

  mutating func play() -> SimulatedEnd {
    post(.opened(settings, tip: Self.root))
    var next = 0
    while next < owed.count {
      let effect = owed[next]
      next += 1
      if next == 1024 {
        owed.removeFirst(next)
        next = 0
      }
      perform(effect)
    }
    end.gain = state.champion.flatMap { truth[$0] } ?? 0
    end.extraRuns = state.tally.runs - taken
    end.auditRuns = state.tally.audits
    end.voids = state.tally.voidShare ?? 0
    end.expectedFalse = state.tally.falseKeeps(odds: rule.odds) ?? 0
    end.missed += good
    for keep in state.keeps {
      if let holds = keep.holds, let n = keep.experiment,
        let candidate = state.experiment(n)?.candidate
      {
        let isGood = (effect[candidate] ?? 0) > 0
        if !holds { end.unmasked += isGood ? 0 : 1 }
        if !holds { end.slandered += isGood ? 1 : 0 }
      }
      guard let before = keep.before, let after = keep.after else { continue }
      end.claimed += after.mean - before.mean
    }
    if let found = state.keeps.last?.gain, let mean = found.mean, let high = found.high {
      end.confirmed = mean
      end.isClaimTrue = abs(mean - end.gain) <= 2 * (high - mean) / 1.96
    }
    return end
  }

  private var settings: CampaignSettings {
    CampaignSettings(
      project: "simulated", branch: "ratchet", metric: "score", goal: .maximize, verified: true,
      rule: rule, review: .never, limits: Limits(experiments: world.proposals), budget: .wall(1),
      slots: (0..<world.lanes).map { Slot(id: "s\($0)") },
      lanes: [LaneEntry(agent: "simulated", count: world.lanes)], seed: seed,
      isolation: "process", comparability: "simulated", unattended: true)
  }

  private mutating func post(_ event: Event) {
    clock += 1
    let stamped = StampedEvent(at: clock, cause: .rule, event: event)
    owed += CampaignState.reduce(&state, stamped).effects
    if world.sdKnown {
      let pair = world.sd * (1 - world.seedCorrelation).squareRoot()
      state.noise = Noise(known: world.sd, pair: pair)
    }
  }

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .startTurn(let lane, let turn, let base): propose(lane, turn, base)
    case .prepare(let id): post(.runPrepared(id))
    case .perform(let id): finish(id)
    case .rebase(let n, let onto): rebase(n, onto)
    case .advance(let n, let onto): advance(n, onto)
    case .ablate(let id, let n, let onto): ablate(id, n, onto)
    // Nobody asks for anything here, and a run that is ended has its turn.
    case .endTurn, .tell, .answer, .hold, .commitPatch, .endRun, .revert, .close: break
    }
  }

  private mutating func propose(_ lane: LaneID, _ turn: Int, _ base: CommitID) {
    taken += 1
    let commit = "p\(taken)"
    switch proposals.next() {
    case .crash: crashing.insert(commit)
    case .effect(let size):
      if size > 0 { good += 1 }
      effect[commit] = size
      truth[commit] = (truth[base] ?? 0) + size
    }
    let proposal = Proposal(commit: commit, base: base, title: "", reason: "", files: [])
    post(.turnEnded(lane: lane, turn: turn, .proposal(proposal)))
  }

  private mutating func finish(_ id: RunID) {
    guard let run = state.runs[id], run.state != .ended else { return }
    let noise = noise.next(seed: run.seed)
    let outcome =
      if run.ending != nil {
        RunOutcome.ended("ended")
      } else if crashing.contains(run.commit) {
        RunOutcome.crashed("exit status 1")
      } else if let noise {
        RunOutcome.measured((truth[run.commit] ?? 0) + noise)
      } else {
        RunOutcome.void("another process used the device")
      }
    post(.runEnded(id, outcome, reported: nil, RunUsage(), at: clock))
  }

  /// Each change kept since the proposal was made may have taken its gain away.
  private mutating func rebase(_ n: Int, _ onto: CommitID) {
    guard let experiment = state.experiment(n) else { return }
    let kept = state.keeps.map(\.commit)
    let base = kept.firstIndex(of: experiment.base).map { $0 + 1 } ?? 0
    var size = effect[experiment.proposal] ?? 0
    // What it is tested on top of takes the next places, if it is kept.
    for place in base..<kept.count + grounds(below: n) where spoils(place, n) {
      size = min(size, 0)
    }
    let candidate = "\(experiment.proposal)/\(onto)"
    effect[candidate] = size
    truth[candidate] = (truth[onto] ?? 0) + size
    post(.rebased(experiment: n, onto: onto, candidate: candidate))
  }

  private func grounds(below n: Int) -> Int {
    var count = 0
    var top = state.experiment(n)?.ground
    while let ground = top {
      count += 1
      top = state.experiment(ground)?.ground
    }
    return count
  }

  /// Whether a keep takes away what an experiment would have gained: always the same for both.
  private func spoils(_ keep: Int, _ n: Int) -> Bool {
    let pair = UInt64(keep) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(n) &* 0xC2B2_AE3D_27D4_EB4F
    var dice = SimulatedDice(seed: spoiling &+ pair)
    return dice.share() < world.spoil
  }

  private mutating func ablate(_ id: Int, _ n: Int, _ onto: CommitID) {
    let size = state.experiment(n)?.candidate.flatMap { effect[$0] } ?? 0
    let commit = "w\(id)"
    truth[commit] = (truth[onto] ?? 0) - size
    post(.ablated(audit: id, commit: commit))
  }

  private mutating func advance(_ n: Int, _ onto: CommitID) {
    guard let experiment = state.experiment(n), let candidate = experiment.candidate else { return }
    let size = effect[candidate] ?? 0
    end.kept += 1
    if size <= 0 { end.falseKeeps += 1 }
    if size < 0 { end.harmfulKeeps += 1 }
    if (effect[experiment.proposal] ?? 0) > 0 { end.missed -= 1 }
    let commit = "k\(n)"
    truth[commit] = truth[candidate]
    post(.ratchetMoved(experiment: n, commit: commit))
  }
}
