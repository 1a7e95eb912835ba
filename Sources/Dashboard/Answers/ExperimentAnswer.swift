package import Core

/// One line of `pawl list --json`.
package struct ExperimentAnswer: Encodable {
  package struct RunAnswer: Encodable {
    var id: Int
    var role: String
    var seed: Int
    @OrNull var slot: String?
    var state: String
    @OrNull var started: String?
    @OrNull var ended: String?
    @OrNull var reported: Double?
    @OrNull var verified: Double?
    @OrNull var value: Double?
    @OrNull var outcome: String?
    @OrNull var seconds: Double?
    @OrNull var cpu: Double?
    var commit: String
  }
  package struct PairAnswer: Encodable {
    var index: Int
    var seed: Int
    @OrNull var candidate: Double?
    @OrNull var champion: Double?
    @OrNull var difference: Double?
    @OrNull var odds: Double?
    @OrNull var slot: String?
    /// Whether it was measured against a champion that is champion no longer.
    var earlier: Bool
  }
  package struct AuditAnswer: Encodable {
    @OrNull var mean: Double?
    @OrNull var low: Double?
    @OrNull var high: Double?
    var pairs: Int
    @OrNull var holds: Bool?
    @OrNull var note: String?
    var at: String

    init(_ found: Remeasured) {
      mean = found.mean
      low = found.low
      high = found.high
      pairs = found.pairs
      holds = found.holds
      note = found.note
      at = ISOTime.text(found.at)
    }
  }

  enum CodingKeys: String, CodingKey {
    case n, lane, agent, title, reason, state, why, base, commit, reported, verified, delta
    case evidence, runs, seconds, created, ended, cause, era, files, flags, repairs, dollars, tokens
    case history, pairs, stale, conflict, proven, opponent, candidate, noise, disturbed, holds
    case remeasured, ablated, repeats, retested, tripped, asked
    case turnSeconds = "turn_seconds"
  }

  var n: Int
  var lane: String
  var agent: String
  var title: String
  var reason: String
  var state: String
  var why: String
  var base: String
  var commit: String
  @OrNull var reported: Double?
  @OrNull var verified: Double?
  @OrNull var delta: Double?
  @OrNull var evidence: Double?
  var runs: Int
  var seconds: Double
  var created: String
  @OrNull var ended: String?
  var cause: String
  var era: Int
  var files: [FileChange]
  var flags: [String]
  @OrNull var repairs: Int?
  @OrNull var dollars: Double?
  @OrNull var tokens: Int?
  @OrNull var turnSeconds: Double?
  /// How often the champion has moved since it was proposed.
  @OrNull var stale: Int?
  @OrNull var conflict: String?
  var history: [RunAnswer]?
  var pairs: [PairAnswer]?
  var opponent: String?
  var candidate: String?
  var noise: Double?
  var disturbed: Int?
  var repeats: Int?
  /// Odds on a champion that was replaced before it got there, and the pairs made again on top.
  var proven: Double?
  var retested: Int?
  var holds: Bool?
  /// The wires that its result tripped, in words.
  var tripped: [String]?
  /// Whether it is being measured again because a person asked.
  var asked: Bool?
  var remeasured: AuditAnswer?
  var ablated: AuditAnswer?

  /// `evidence` is in odds; with `details`, also every run and pair.
  package init(_ experiment: Experiment, in record: CampaignRecord, details: Bool = false) {
    n = experiment.n
    lane = experiment.lane
    agent = experiment.agent
    title = experiment.title
    reason = experiment.reason
    state = experiment.state.rawValue
    why = experiment.why
    base = experiment.base
    commit = experiment.commit
    reported = experiment.reported
    verified = experiment.verified
    delta = experiment.delta
    evidence = experiment.evidence.map(Odds.odds)
    let made = experiment.runs.compactMap { record.runs[$0] }.filter { $0.leased != nil }
    runs = made.count
    seconds = experiment.seconds
    created = ISOTime.text(experiment.created)
    ended = experiment.ended.map(ISOTime.text)
    cause = experiment.cause.text
    era = experiment.era
    files = experiment.files
    flags = experiment.flags
    repairs = experiment.repairs
    dollars = experiment.dollars
    tokens = experiment.tokens
    turnSeconds = experiment.turnSeconds
    stale = record.staleness(of: experiment)
    conflict = experiment.state.isVerdict ? experiment.conflict : nil
    guard details else { return }
    history = made.map(Self.answer)
    let earlier = experiment.earlier ?? []
    pairs =
      earlier.map { Self.answer($0, record, isEarlier: true) }
      + experiment.pairs.map { Self.answer($0, record, isEarlier: false) }
    opponent = experiment.opponent
    candidate = experiment.candidate
    noise = experiment.noise
    disturbed = experiment.disturbed
    repeats = experiment.repeats
    proven = experiment.proven.map(Odds.odds)
    let keep = record.keeps.last { $0.experiment == experiment.n }
    retested = keep?.retested
    holds = keep?.holds
    tripped = (experiment.resultFlags ?? []).map(\.text)
    asked = keep.map { $0.isAsked == true }
    remeasured = keep?.remeasured.map(AuditAnswer.init)
    ablated = keep?.ablated.map(AuditAnswer.init)
  }

  private static func answer(
    _ pair: Pair, _ record: CampaignRecord, isEarlier: Bool
  ) -> PairAnswer {
    PairAnswer(
      index: pair.index, seed: pair.seed,
      candidate: pair.candidateRun.flatMap { record.runs[$0]?.value },
      champion: pair.championRun.flatMap { record.runs[$0]?.value },
      difference: pair.difference, odds: pair.evidence.map(Odds.odds), slot: pair.slot,
      earlier: isEarlier)
  }

  private static func answer(_ run: Run) -> RunAnswer {
    RunAnswer(
      id: run.id, role: run.role.isChampion ? "\(run.role.text) champion" : run.role.text,
      seed: run.seed, slot: run.slot, state: run.state.rawValue,
      started: run.started.map(ISOTime.text), ended: run.ended.map(ISOTime.text),
      reported: run.reported, verified: run.verified, value: run.value,
      outcome: run.outcome.map(\.text), seconds: run.usage?.wall, cpu: run.usage?.cpu,
      commit: run.commit)
  }
}

extension RunOutcome {
  /// One or two words and the reason.
  package var text: String {
    switch self {
    case .measured: "measured"
    case .crashed(let why): "crashed: \(why)"
    case .refused(let why): "refused: \(why)"
    case .void(let why): "void: \(why)"
    case .ended(let why): "ended: \(why)"
    }
  }
}
