package import Core
package import Journal

/// `pawl status --json`: fields may be added, none removed.
package struct StatusAnswer: Encodable {
  struct Project: Encodable {
    var name: String
    var metric: String
    var goal: String
    var era: Int
  }
  struct Engine: Encodable {
    var state: String
    @OrNull var pid: Int?
    @OrNull var since: String?
    var isolation: String
  }
  struct Measured: Encodable {
    var mean: Double
    @OrNull var sd: Double?
    var runs: Int
  }
  struct Best: Encodable {
    @OrNull var experiment: Int?
    @OrNull var verified: Double?
    @OrNull var reported: Double?
    @OrNull var sd: Double?
    @OrNull var runs: Int?
  }
  struct Improvement: Encodable {
    @OrNull var value: Double?
    @OrNull var low: Double?
    @OrNull var high: Double?
    var confirmed: Bool
    @OrNull var pairs: Int?
  }
  /// How far the ratchet can be believed, and what that costs.
  struct Trust: Encodable {
    var rule: String
    var naive: Bool
    @OrNull var noise: Double?
    var noiseFreedom: Int
    @OrNull var pairNoise: Double?
    @OrNull var pairFreedom: Int?
    @OrNull var step: Double?
    @OrNull var confirmations: Int?
    @OrNull var falseKeeps: Double?
    @OrNull var claimed: Double?
    @OrNull var extraRuns: Double?
    @OrNull var voids: Double?
    @OrNull var auditRuns: Int?
    var sound: [Int]
    var unsound: [Int]
    var queue: [Int]
    @OrNull var audit: String?

    enum CodingKeys: String, CodingKey {
      case rule, naive, noise, step, confirmations, claimed, voids, sound, unsound, queue, audit
      case noiseFreedom = "noise_df"
      case pairNoise = "pair_noise"
      case pairFreedom = "pair_noise_df"
      case falseKeeps = "expected_false_keeps"
      case extraRuns = "extra_runs"
      case auditRuns = "audit_runs"
    }

    init(_ summary: CampaignSummary) {
      rule = summary.rule
      naive = summary.rule == RatchetRule.naive.name
      noise = summary.noise
      noiseFreedom = summary.noiseFreedom
      pairNoise = summary.pairNoise
      pairFreedom = summary.pairFreedom
      step = summary.step
      confirmations = summary.confirmations
      falseKeeps = summary.falseKeeps
      claimed = summary.claimed
      extraRuns = summary.extraRuns
      voids = summary.voids
      auditRuns = summary.auditRuns
      sound = summary.sound ?? []
      unsound = summary.unsound ?? []
      queue = summary.queue ?? []
      audit = summary.audit?.subject.rawValue
    }
  }
  struct Ratchet: Encodable {
    var branch: String
    @OrNull var champion: String?
    var kept: Int
    @OrNull var baseline: Measured?
    var best: Best
    var improvement: Improvement
    @OrNull var noise: Double?
  }
  struct LaneAnswer: Encodable {
    var id: String
    var agent: String
    var state: String
    var paused: Bool
    var open: [Int]
    var since: String
    @OrNull var cost: Double?
    @OrNull var tokens: Int?
    var note: String
    var turns: Int
    @OrNull var asks: Question?
  }
  struct Question: Encodable {
    var id: String
    var title: String
    var always: Bool
  }
  struct SlotAnswer: Encodable {
    var id: String
    var state: String
    @OrNull var run: Int?
    @OrNull var experiment: Int?
    @OrNull var kind: String?
    @OrNull var elapsed: Double?
    @OrNull var budget: Double?
    /// Who has its hardware, so that its run waits.
    @OrNull var heldBy: String?
    var cores: [Int]
    var gpus: [Int]

    enum CodingKeys: String, CodingKey {
      case id, state, run, experiment, kind, elapsed, budget, cores, gpus
      case heldBy = "held_by"
    }
  }
  struct Cost: Encodable {
    @OrNull var dollars: Double?
    @OrNull var tokens: Int?
    @OrNull var dollarsPerKeep: Double?
    var partial: Bool

    enum CodingKeys: String, CodingKey {
      case dollars, tokens, partial
      case dollarsPerKeep = "dollars_per_keep"
    }
  }
  struct Overhead: Encodable {
    @OrNull var median: Double?
    @OrNull var p95: Double?
  }

  var project: Project
  var engine: Engine
  var ratchet: Ratchet
  var trust: Trust
  var experiments: [String: Int]
  var lanes: [LaneAnswer]
  var slots: [SlotAnswer]
  @OrNull var occupancy: Double?
  var cost: Cost
  var overheadSeconds: Overhead
  var finished: Bool

  enum CodingKeys: String, CodingKey {
    case project, engine, ratchet, trust, experiments, lanes, slots, occupancy, cost, finished
    case overheadSeconds = "overhead_seconds"
  }

  /// What the journal says now; `engine` is the one in charge, if any.
  package init(
    _ record: CampaignRecord, _ summary: CampaignSummary, engine record_: EngineRecord?,
    now: Timestamp
  ) {
    project = Project(
      name: summary.project, metric: summary.metric, goal: summary.goal.rawValue, era: summary.era)
    engine = Engine(
      state: record_ == nil ? "stopped" : "running", pid: record_?.pid,
      since: record_.map { ISOTime.text($0.since) }, isolation: summary.isolation)
    ratchet = Ratchet(
      branch: summary.branch, champion: summary.champion, kept: summary.kept,
      baseline: summary.baseline.map { Measured(mean: $0.mean, sd: $0.sd, runs: $0.runs) },
      best: Best(
        experiment: summary.bestExperiment, verified: summary.best?.mean,
        reported: summary.bestReported, sd: summary.best?.sd, runs: summary.best?.runs),
      improvement: Improvement(
        value: summary.improvement, low: summary.improvementLow, high: summary.improvementHigh,
        confirmed: summary.confirmed, pairs: summary.confirmedPairs),
      noise: summary.noise)
    trust = Trust(summary)
    experiments = Self.count(record)
    let all = record.experiments
    let open = all.indices.filter { !all.state(at: $0).isVerdict }
    lanes = record.lanes.filter { !$0.removed || $0.turn != nil }.map { lane in
      LaneAnswer(
        id: lane.id, agent: lane.agent, state: lane.state.rawValue, paused: lane.paused,
        open: open.filter { all.lane(at: $0) == lane.id }.map { all.n(at: $0) },
        since: ISOTime.text(lane.since), cost: lane.dollars, tokens: lane.tokens,
        note: lane.note, turns: lane.turns,
        asks: lane.question.map {
          Question(id: $0.id, title: $0.title, always: $0.mayAlways)
        })
    }
    slots = record.slots.map { slot in
      let run = slot.run.flatMap { record.runs[$0] }
      return SlotAnswer(
        id: slot.id, state: run == nil ? "free" : "busy", run: slot.run,
        experiment: run?.experiment, kind: run?.role.text,
        elapsed: run.flatMap { $0.started ?? $0.leased }.map { max(0, now - $0) },
        budget: summary.budgetSeconds, heldBy: slot.heldBy, cores: slot.cores, gpus: slot.gpus)
    }
    occupancy = summary.occupancy
    let cost = CampaignCost(record, summary)
    self.cost = Cost(
      dollars: cost.dollars, tokens: cost.tokens, dollarsPerKeep: cost.perKeep,
      partial: cost.isPartial)
    overheadSeconds = Overhead(median: summary.overheadMedian, p95: summary.overheadP95)
    finished = summary.finished
  }

  private static func count(_ record: CampaignRecord) -> [String: Int] {
    var counts: [String: Int] = [:]
    for state in ExperimentState.allCases {
      counts[state.rawValue] = record.experiments.count(of: state)
    }
    counts["total"] = record.experiments.count
    counts["drafting"] = record.lanes.count { $0.turn != nil }
    return counts
  }
}
