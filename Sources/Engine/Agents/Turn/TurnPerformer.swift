import Core
import Foundation
import Journal
import Settings

/// Makes one turn: the clone reset, the agent at work, its edit taken and judged by the guard.
///
/// Called again after a restart, it finds each step done. An edit that cannot be taken, or none, is
/// answered once in the same conversation: that is the turn's second attempt, a job of its own.
struct TurnPerformer: Sendable {
  let layout: Layout
  let settings: ProjectSettings
  let isolation: Isolation
  let store: Store
  let runner: LocalRunner
  let watch: JobWatch
  let post: DriverPost
  let gate: StartGate
  let without: Set<Layer>
  let clock: @Sendable () -> Timestamp
  /// The campaign as it is when it is asked for.
  let current: @Sendable () async -> CampaignState
  let send: @Sendable (Event) -> Void

  /// Seconds of work a turn may take, and days after which a supervisor ends it whatever happens.
  static let ceiling = 3600.0
  private static let attempts = 2

  func perform(_ lane: Lane, turn: Int, base: CommitID, state: CampaignState) async -> Event {
    do {
      guard settings.agents.indices.contains(lane.entry) else {
        throw EngineError.unknownAgent(lane.agent)
      }
      let entry = settings.agents[lane.entry]
      let start = TurnStart(
        performer: self, lane: lane, turn: turn, base: base, state: state, entry: entry)
      var facts = TurnFacts()
      let outcome = try await performing(start, &facts)
      return .turnEnded(lane: lane.id, turn: turn, outcome, facts: facts)
    } catch {
      return .turnEnded(lane: lane.id, turn: turn, .failed("\(error)"))
    }
  }

  private func performing(_ start: TurnStart, _ facts: inout TurnFacts) async throws -> TurnOutcome
  {
    let clone = LaneClone(store: store, lane: start.lane.id)
    var attempt = TurnAttempt(number: 1, session: start.session, occasion: start.occasion)
    facts.isFresh = attempt.session == nil
    while true {
      let job = JobName.turn(start.lane.id, start.turn, attempt: attempt.number)
      if runner.state(of: job) == .absent {
        if start.isDriven { await gate.pass(start.lane.id) }
        // A second attempt too: what could not be taken is not built upon.
        try await start.reset(clone)
        try start.begin(job, attempt)
        Failpoint.hit("turn-spawned")
        await hold(job, start)
      }
      let (ended, reading) = await follow(job, start)
      Failpoint.hit("turn-ended")
      let end = TurnEnd(job: job, state: ended, reading: reading, attempt: attempt, start: start)
      end.add(to: &facts)
      let next = JobName.turn(start.lane.id, start.turn, attempt: attempt.number + 1)
      // Where the next attempt began, the clone is not as this one left it.
      let isOver = runner.state(of: next) == .absent
      let verdict = isOver ? try await end.judge(clone, state: await current()) : nil
      guard attempt.number < Self.attempts, start.isDriven else {
        return verdict?.outcome ?? .empty("")
      }
      if let verdict {
        guard let further = verdict.further, await goesOn(start) else { return verdict.outcome }
        attempt = further
      } else {
        attempt = TurnAttempt(number: attempt.number + 1, session: end.report?.session)
      }
      if attempt.session == nil { facts.isFresh = true }
    }
  }

  /// Whether nobody ended the turn between its attempts.
  private func goesOn(_ start: TurnStart) async -> Bool {
    let now = await current()
    guard let lane = now.lane(start.lane.id) else { return false }
    return lane.turn == start.turn && !lane.interrupted
  }

  /// A lane that was paused while its agent was being started is stopped now.
  private func hold(_ job: String, _ start: TurnStart) async {
    guard start.isDriven, await current().lane(start.lane.id)?.isHeld == true else { return }
    _ = post.send(.pause, to: job)
  }

  /// Waits for the end of a job, and tells meanwhile what matters of it.
  private func follow(_ job: String, _ start: TurnStart) async -> (JobState, TurnReading) {
    guard start.isDriven else { return (await watch.end(of: job), TurnReading()) }
    let (lane, turn) = (start.lane.id, start.turn)
    let follower = TurnFollower(
      path: layout.job(job) + "/transcript.jsonl", watch: watch, clock: clock
    ) { [send] news in
      send(.turnNews(lane: lane, turn: turn, news))
    } heard: { [send, current] told in
      let spoken = await current().lane(lane)?.spoken ?? []
      guard let words = spoken.first(where: { $0.delivery == nil && $0.text == told.text }) else {
        return
      }
      send(.turnTold(lane: lane, turn: turn, words: words.id, told.delivery))
    } overdue: { [runner] in
      runner.cancel(job)
    }
    let shown = await current().lane(lane)
    async let reading = follower.follow(
      from: runner.started(job) ?? clock(),
      shown: TurnNews(question: shown?.question, hold: shown?.hold), ceiling: Self.ceiling)
    let state = await watch.end(of: job)
    follower.stop()
    return (state, await reading)
  }
}

/// One try at a turn: a job with a conversation and something to say.
struct TurnAttempt: Equatable, Sendable {
  var number: Int
  /// The conversation it goes on with; nil for a fresh one.
  var session: String?
  var occasion: TurnOccasion?
}
