import Core
import Foundation
import Journal

@testable import Dashboard

/// A project with a journal, as an engine leaves it, made without one.
final class MadeCampaign {
  let access: ProjectAccess
  let journal: Journal
  private(set) var state = CampaignState()
  private var owed: [Effect] = []
  private var now: Timestamp = 1_700_000_000

  /// What time it is there.
  var time: Timestamp { now }
  private let root: String

  init(review: ReviewMode = .never) throws {
    root = FileManager.default.temporaryDirectory.path + "/pawl-made-\(UUID().uuidString)"
    let layout = Layout(project: root)
    try layout.create()
    try Data().write(to: URL(fileURLWithPath: layout.settings))
    access = try ProjectAccess(from: root)
    journal = try Journal(path: layout.journal)
    try take(
      .opened(
        CampaignSettings(
          project: "made", branch: "pawl/made", metric: "val_bpb", goal: .minimize, verified: true,
          rule: .standard, review: review, limits: Limits(), budget: .wall(360),
          slots: [Slot(id: "cpu0", cores: [0]), Slot(id: "cpu1", cores: [1])],
          lanes: [LaneEntry(agent: "sweep", count: 2)], seed: 7, isolation: "process",
          comparability: "same", unattended: false), tip: "base"))
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func take(_ event: Event, cause: Cause = .rule) throws {
    now += 1
    let stamped = StampedEvent(at: now, cause: cause, event: event)
    var next = state
    let reduction = CampaignState.reduce(&next, stamped)
    try journal.append(stamped, reduction, state: next)
    state = next
    owed += reduction.effects
  }

  /// The oldest thing that is owed.
  func next() -> Effect? { owed.isEmpty ? nil : owed.removeFirst() }

  /// The oldest such thing that is owed.
  func next(where isWanted: (Effect) -> Bool) -> Effect? {
    owed.firstIndex(where: isWanted).map { owed.remove(at: $0) }
  }

  /// Does what is owed as it mostly comes out.
  func answer(_ effect: Effect) throws {
    for event in answers(to: effect) { try take(event) }
  }

  /// Lets the world answer until there are so many experiments.
  func play(experiments: Int) throws {
    while state.experiments.count < experiments, !owed.isEmpty {
      try answer(owed.removeFirst())
    }
  }

  /// Lets the world answer until a run trains, and leaves it there.
  func playUntilRunning() throws -> RunID {
    while !owed.isEmpty {
      let effect = owed.removeFirst()
      guard case .perform(let id) = effect else {
        try answer(effect)
        continue
      }
      try take(.runStarted(id, at: now, overhead: nil))
      return id
    }
    return 0
  }

  func end(_ run: RunID) throws {
    try take(.runEnded(run, .measured(1), reported: 1, RunUsage(wall: 9), at: now + 1))
  }

  private func answers(to effect: Effect) -> [Event] {
    switch effect {
    case .startTurn(let lane, let turn, let base):
      let proposal = Proposal(
        commit: "\(lane)-\(turn)", base: base, title: "turn \(turn) of \(lane)", reason: "untried",
        files: [FileChange(path: "train.py", added: 1, removed: 1)])
      return [.turnEnded(lane: lane, turn: turn, .proposal(proposal))]
    case .endTurn(let lane, let turn):
      return [.turnEnded(lane: lane, turn: turn, .interrupted)]
    case .tell(let lane, let turn, let words):
      return [.turnTold(lane: lane, turn: turn, words: words, nil)]
    case .answer, .hold: return []
    case .commitPatch(let command, _):
      return [.patchTaken(command: command, .unfit("it does not apply"))]
    case .prepare(let id): return [.runPrepared(id)]
    case .perform(let id):
      let seed = Double((state.runs[id]?.seed ?? 0) % 1000)
      return [
        .runStarted(id, at: now + 0.1, overhead: 0.01),
        .runEnded(
          id, .measured(1 + seed / 100_000 + (id > 6 ? 0.05 : 0)), reported: 1, RunUsage(wall: 360),
          at: now + 3),
      ]
    case .rebase(let n, let onto): return [.rebased(experiment: n, onto: onto, candidate: "c\(n)")]
    case .advance(let n, _): return [.ratchetMoved(experiment: n, commit: "kept-\(n)")]
    case .revert(let n, _): return [.reverted(experiment: n, commit: "revert-\(n)")]
    case .ablate(let id, _, _): return [.ablated(audit: id, commit: "without-\(id)")]
    case .endRun, .close: return []
    }
  }
}
