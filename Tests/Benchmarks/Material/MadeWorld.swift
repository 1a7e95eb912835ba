import Core

/// What comes next in a made campaign; filled in when its time has come.
enum MadeHappening {
  case event(Event)
  case person(Command)
  case turn(LaneID, Int, base: CommitID)
  case started(RunID)
  case ended(RunID, RunOutcome, Double?)
  /// An engine takes charge: at first, again, or with another evaluator.
  case opened(comparability: String?)
}

/// The world outside the engine: agents, runs, the branch and people.
struct MadeWorld {
  let plan: MadePlan
  private let random: MadeRandom
  private let proposals: MadeProposals
  /// The metric's true level of every commit.
  private var levels: [CommitID: Double] = [:]

  typealias Due = (delay: Double, what: MadeHappening)

  init(plan: MadePlan) {
    self.plan = plan
    random = MadeRandom(seed: plan.seed)
    proposals = MadeProposals(seed: plan.seed)
  }

  var tip: CommitID { random.commit(0, 0) }

  // MARK: Answers to what the engine asks for

  func answers(to effect: Effect, _ state: CampaignState, now: Timestamp) -> [Due] {
    switch effect {
    case .startTurn(let lane, let turn, let base):
      let think = 30 + 90 * random.unit(lane.hashed, turn, 1)
      return [(think, .turn(lane, turn, base: base))]
    case .endTurn(let lane, let turn):
      return [(0.2, .event(.turnEnded(lane: lane, turn: turn, .interrupted)))]
    case .tell(let lane, let turn, let words):
      return [(0.2, .event(.turnTold(lane: lane, turn: turn, words: words, nil)))]
    case .answer, .hold: return []
    case .commitPatch(let command, _):
      return [(0.2, .event(.patchTaken(command: command, .unfit("nobody makes commits here"))))]
    case .prepare(let run): return [(0.3, .event(.runPrepared(run)))]
    case .perform(let id): return performance(id, state, now: now)
    case .endRun(let id): return [(0.4, .ended(id, .ended("ended"), nil))]
    case .rebase(let n, let onto):
      let conflicts = random.unit(n, 21) < 0.06
      return [
        (
          0.3,
          .event(
            conflicts
              ? .rebaseFailed(experiment: n, onto: onto, why: "it conflicts in train.py")
              : .rebased(experiment: n, onto: onto, candidate: random.commit(n, onto.hashed)))
        )
      ]
    case .advance(let n, let onto):
      return [
        (0.2, .event(.ratchetMoved(experiment: n, commit: random.commit(n, onto.hashed, 2))))
      ]
    case .revert(let n, let onto):
      return [(0.2, .event(.reverted(experiment: n, commit: random.commit(n, onto.hashed, 3))))]
    case .close: return []
    }
  }

  private func performance(_ id: RunID, _ state: CampaignState, now: Timestamp) -> [Due] {
    guard let run = state.runs[id] else { return [] }
    let level = levels[run.commit] ?? 1
    let value = level + random.normal(id, run.seed, 31) * MadePlan.noise
    let fate = run.role == .first ? run.experiment.map(plan.fate) : nil
    let past = run.started.map { max(0, now - $0) } ?? 0
    let isNew = run.state == .queued
    let start: [Due] = isNew ? [(0.02 + 0.03 * random.unit(id, 32), .started(id))] : []
    let rest = max(1, plan.runSeconds - past)
    let reported = value + 0.0002 * random.normal(id, 33)
    let evaluation = 6 + 4 * random.unit(id, 34)
    switch fate {
    case .crashing:
      let why =
        id % 2 == 0
        ? "ended with status 1: RuntimeError: CUDA out of memory" : "it printed no val_bpb"
      return start + [(rest * random.unit(id, 35), .ended(id, .crashed(why), nil))]
    case .overrunning:
      return start + [
        (rest + 12, .ended(id, .refused("it went on computing for 12.1 s after its budget"), nil))
      ]
    case .disturbed where run.voids == 0:
      let why = "another process used 41 % of gpu\(id % plan.slots)"
      return start + [(rest * 0.6, .ended(id, .void(why), reported))]
    default:
      return start + [
        (rest, .event(.runEvaluating(id, reported: reported))),
        (rest + evaluation, .ended(id, .measured(value), reported)),
      ]
    }
  }

  // MARK: What happens

  /// The event of a happening, if it still can happen.
  func event(_ what: MadeHappening, _ state: CampaignState, at: Timestamp) -> StampedEvent? {
    func stamped(_ event: Event, _ cause: Cause = .rule) -> StampedEvent {
      StampedEvent(at: at, cause: cause, event: event)
    }
    func isOpen(_ id: RunID) -> Bool { state.runs[id].map { $0.state != .ended } ?? false }
    switch what {
    case .event(.runEvaluating(let id, let reported)):
      return isOpen(id) ? stamped(.runEvaluating(id, reported: reported)) : nil
    case .event(.runPrepared(let id)):
      return isOpen(id) ? stamped(.runPrepared(id)) : nil
    case .event(let event): return stamped(event)
    case .person(let command):
      return state.finished ? nil : stamped(.commanded(id: 0, command), .person("ada"))
    case .turn(let lane, let turn, let base):
      guard state.lane(lane)?.turn == turn else { return nil }
      let outcome = outcome(lane, turn, n: state.experiments.count + 1, base: base)
      return stamped(.turnEnded(lane: lane, turn: turn, outcome), .agent(lane))
    case .started(let id):
      guard isOpen(id) else { return nil }
      return stamped(.runStarted(id, at: at, overhead: 0.02 + 0.03 * random.unit(id, 36)))
    case .ended(let id, let outcome, let reported):
      guard isOpen(id), let run = state.runs[id] else { return nil }
      let wall = max(0, at - (run.started ?? at))
      var status: Int? = 0
      if case .crashed = outcome { status = 1 }
      let usage = RunUsage(
        wall: wall, cpu: wall * 1.4, evaluation: 8, memory: 3 << 30, status: status)
      return stamped(.runEnded(id, outcome, reported: reported, usage, at: at))
    case .opened(let comparability):
      var settings = state.settings ?? plan.settings
      if let comparability { settings.comparability = comparability }
      return stamped(.opened(settings, tip: state.champion ?? tip))
    }
  }

  private func outcome(
    _ lane: LaneID, _ turn: Int, n: Int, base: CommitID
  ) -> TurnOutcome {
    switch random.unit(lane.hashed, turn, 41) {
    case ..<0.02: return .empty("every neighbour of these constants was tried")
    case ..<0.03: return .failed("the agent ended with status 1: overloaded")
    default: break
    }
    var proposal = proposals.proposal(n, commit: random.commit(n, 42), base: base)
    switch plan.fate(n) {
    case .refused: proposal.refusal = "it changes evaluate.py, which is frozen"
    case .flagged: proposal.flags = [random.pick(["seed", "data order", "network"], n, 43)]
    default: break
    }
    return .proposal(proposal)
  }

  /// Notes what an event means for the true levels; `state` is from before it.
  mutating func observe(_ event: Event, _ state: CampaignState) {
    switch event {
    case .opened(_, let tip): if levels[tip] == nil { levels[tip] = 0.997 }
    case .turnEnded(_, _, .proposal(let proposal), _):
      let n = state.experiments.count + 1
      levels[proposal.commit] = (levels[proposal.base] ?? 1) - plan.gain(n)
    case .rebased(let n, let onto, let candidate):
      levels[candidate] = (levels[onto] ?? 1) - plan.gain(n)
    case .ratchetMoved(let n, let commit):
      let candidate = state.experiment(n)?.candidate
      levels[commit] = candidate.flatMap { levels[$0] } ?? 1
    case .reverted(let n, let commit):
      levels[commit] = (state.champion.flatMap { levels[$0] } ?? 1) + plan.gain(n)
    default: break
    }
  }

  // MARK: People

  /// What people do because of an event; `state` is from after it.
  func reactions(to event: Event, _ state: CampaignState) -> [Due] {
    switch event {
    case .turnEnded(let lane, let turn, let outcome, _):
      return reactions(lane, turn, outcome, state)
    case .runStarted(let id, _, _, _, _):
      guard let run = state.runs[id], run.role == .first, let n = run.experiment,
        plan.fate(n) == .vetoed
      else { return [] }
      let words = n % 3 == 0 ? "do not touch the data order" : ""
      return [
        (plan.runSeconds * 0.4, .person(.veto(experiment: n, reason: words, lane: nil)))
      ]
    case .ratchetMoved(let n, _):
      guard random.unit(n, 51) < 0.05 else { return [] }
      return [(7200, .person(.revoke(experiment: n, reason: "it only fits this seed")))]
    default: return []
    }
  }

  private func reactions(
    _ lane: LaneID, _ turn: Int, _ outcome: TurnOutcome, _ state: CampaignState
  ) -> [Due] {
    if state.lane(lane)?.trouble != nil { return [(600, .person(.resume(lanes: [lane])))] }
    var due: [Due] = []
    if turn % 97 == 0 {
      due += [
        (60, .person(.pause(lanes: [lane]))), (900, .person(.resume(lanes: [lane]))),
      ]
    }
    if turn % 61 == 0 {
      due.append((30, .person(.steer(lane: lane, text: "try smaller steps around the champion"))))
    }
    guard case .proposal = outcome, let experiment = state.experiments.last else { return due }
    let n = experiment.n
    if experiment.state == .review, n < plan.end - 3 {
      due.append(
        (
          300 + 600 * random.unit(n, 61),
          .person(
            random.unit(n, 62) < 0.7
              ? .approve(experiment: n)
              : .veto(experiment: n, reason: "", lane: nil))
        ))
    }
    if n % 37 == 0 { due.append((1800, .person(.rerun(experiment: n)))) }
    // What is measured changes once, where the campaign is long enough to show it.
    if plan.end < Int.max, plan.end >= 200, n == plan.end * 2 / 5 {
      due.append((20, .opened(comparability: "made 2")))
    }
    return due
  }
}

extension String {
  /// A number for this text, the same in every process.
  fileprivate var hashed: Int { utf8.reduce(5381) { ($0 &* 33) ^ Int($1) } }
}
