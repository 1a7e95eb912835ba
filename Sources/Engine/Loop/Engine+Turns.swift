import Core
import Foundation
import Journal
import Settings

/// Turns and what people say into them.
extension Engine {
  /// How long a driver may take to end its agent in good order before its supervisor does it.
  private static let politeness = Duration.seconds(10)
  /// The same where everything stops.
  private static let haste = Duration.seconds(2)
  /// How long an order may wait for a driver to be there, and words to be heard.
  private static let patience = Duration.seconds(5)

  func startTurn(_ id: LaneID, _ turn: Int, _ base: CommitID) {
    guard let lane = state.lane(id) else { return }
    let post = post
    let performer = TurnPerformer(
      layout: layout, settings: settings, isolation: isolation, store: store, runner: runner,
      watch: watch, post: orders, gate: gate, without: options.without,
      clock: Self.clock
    ) {
      await self.state
    } send: {
      post.yield(StampedEvent(at: Self.clock(), cause: .agent(id), event: $0))
    }
    let state = state
    answer(.agent(id)) { await performer.perform(lane, turn: turn, base: base, state: state) }
  }

  /// Whether a driver talks with the lane's agent.
  private func isDriven(_ id: LaneID) -> Bool {
    guard let entry = state.lane(id)?.entry, settings.agents.indices.contains(entry) else {
      return false
    }
    return settings.agents[entry].use != .sweep
  }

  private func isInTurn(_ id: LaneID, _ turn: Int) -> Bool {
    !ended.isRaised && state.lane(id)?.turn == turn
  }

  private static func jobs(_ lane: LaneID, _ turn: Int) -> [String] {
    [JobName.turn(lane, turn, attempt: 2), JobName.turn(lane, turn)]
  }

  /// Gives an order to the driver of a turn, once it is there; gives its job, or nil.
  private func order(
    _ order: DriverOrder, _ lane: LaneID, _ turn: Int,
    while isMeant: (CampaignState) -> Bool = { _ in true }
  ) async -> String? {
    let limit = ContinuousClock.now + Self.patience
    while isInTurn(lane, turn), isMeant(state), ContinuousClock.now < limit {
      if let job = Self.jobs(lane, turn).first(where: { runner.state(of: $0) == .running }) {
        if case .say(let words, _) = order, !orders.claim(words: words, of: job) { return job }
        if orders.send(order, to: job) { return job }
      }
      await ended.wait(atMost: .milliseconds(100))
    }
    return nil
  }

  /// Gives words to a turn; its transcript tells how they arrived, or nobody does.
  func tell(_ lane: LaneID, _ turn: Int, _ number: Int) {
    let words = state.lane(lane)?.spoken?.first { $0.id == number }
    let isDriven = isDriven(lane)
    let post = post
    Task {
      if isDriven, let words {
        let job = await order(.say(id: number, words.text), lane, turn)
        let limit = ContinuousClock.now + Self.patience
        while job != nil, isInTurn(lane, turn), isWaiting(lane, number), ContinuousClock.now < limit
        {
          await ended.wait(atMost: .milliseconds(100))
        }
      }
      post.yield(
        StampedEvent(
          at: Self.clock(), cause: .agent(lane),
          event: .turnTold(lane: lane, turn: turn, words: number, nil)))
    }
  }

  private func isWaiting(_ lane: LaneID, _ words: Int) -> Bool {
    state.lane(lane)?.spoken?.contains { $0.id == words && $0.delivery == nil } == true
  }

  func answer(_ lane: LaneID, _ turn: Int, _ ask: String, _ answer: AgentAnswer) {
    Task { _ = await order(.answer(ask: ask, answer), lane, turn) }
  }

  /// Stops a turn in place or lets it go on.
  func hold(_ lane: LaneID, _ turn: Int, _ isHeld: Bool) {
    guard isDriven(lane) else { return }
    Task {
      _ = await order(isHeld ? .pause : .resume, lane, turn) {
        $0.lane(lane)?.isHeld == isHeld
      }
    }
  }

  /// Ends a turn: its driver is asked first, so that the conversation can be gone on with.
  func endTurn(_ lane: LaneID, _ turn: Int) {
    guard isDriven(lane) else {
      return endJobs(Self.jobs(lane, turn)) { $0.lane(lane)?.turn == turn }
    }
    Task {
      let limit = ContinuousClock.now + (state.stopping == .no ? Self.politeness : Self.haste)
      var asked: Set<String> = []
      while isInTurn(lane, turn), ContinuousClock.now < limit {
        for job in Self.jobs(lane, turn)
        where !asked.contains(job) && runner.state(of: job) == .running {
          if orders.send(.interrupt, to: job) { asked.insert(job) }
        }
        await ended.wait(atMost: .milliseconds(100))
      }
      endJobs(Self.jobs(lane, turn)) { $0.lane(lane)?.turn == turn }
    }
  }
}
