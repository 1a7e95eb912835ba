import Core
import Foundation
import Journal
import Settings

/// Makes one turn: the clone reset, the agent at work, its edit taken and judged by the guard.
///
/// Called again after a restart, it finds each step done.
struct TurnPerformer: Sendable {
  let layout: Layout
  let settings: ProjectSettings
  let store: Store
  let runner: LocalRunner
  let watch: JobWatch
  let clock: @Sendable () -> Timestamp

  /// Seconds a turn may take.
  private static let ceiling = 3600.0

  func perform(_ lane: Lane, turn: Int, base: CommitID, state: CampaignState) async -> Event {
    do {
      let outcome = try await performing(lane, turn, base, state)
      return .turnEnded(lane: lane.id, turn: turn, outcome)
    } catch {
      return .turnEnded(lane: lane.id, turn: turn, .failed("\(error)"))
    }
  }

  private func performing(_ lane: Lane, _ turn: Int, _ base: CommitID, _ state: CampaignState)
    async throws -> TurnOutcome
  {
    let job = JobName.turn(lane.id, turn)
    let clone = LaneClone(store: store, lane: lane.id)
    if runner.state(of: job) == .absent {
      try await clone.reset(to: base)
      try start(job, lane, turn, state)
      Failpoint.hit("turn-spawned")
    }
    let ended = await watch.end(of: job)
    Failpoint.hit("turn-ended")
    return try await outcome(of: ended, job, lane, base, clone, state)
  }

  private func start(_ job: String, _ lane: Lane, _ turn: Int, _ state: CampaignState) throws {
    guard settings.agents.indices.contains(lane.entry) else {
      throw EngineError.unknownAgent(lane.agent)
    }
    let entry = settings.agents[lane.entry]
    let folder = layout.job(job) + "/brief"
    let text =
      (try? String(contentsOfFile: layout.project + "/" + settings.instructions, encoding: .utf8))
      ?? ""
    try Briefing(state: state, lane: lane, settings: settings, instructions: text).write(to: folder)
    let command = try AgentCommand(entry, program: runner.program, prompt: folder + "/prompt.md")
    // Seeds in a row: lanes that look at the same history should not all have the same idea.
    let place = state.lanes.firstIndex { $0.id == lane.id } ?? 0
    var environment = ProcessInfo.processInfo.environment.filter { name, _ in
      !name.hasPrefix("PAWL_") && !name.hasPrefix("GIT_")
    }
    environment.merge(entry.environment) { $1 }
    environment.merge([
      // Without a repository in its clone, git would find the project's above it.
      "GIT_CEILING_DIRECTORIES": layout.lane(lane.id),
      "PAWL_CLONE": layout.clone(lane.id), "PAWL_LANE": lane.id, "PAWL_TURN": "\(turn)",
      "PAWL_EDITABLE": settings.files.editable.joined(separator: "\n"),
      "PAWL_HISTORY": folder + "/history.jsonl", "PAWL_RULES": folder + "/rules.txt",
      "PAWL_PROMPT": folder + "/prompt.md", "PAWL_MESSAGE": folder + "/message.txt",
      "PAWL_SEED": "\((state.settings?.seed ?? 0) &+ place)",
    ]) { $1 }
    try runner.start(
      JobSpec(
        id: job, program: command.program, folder: layout.clone(lane.id), environment: environment,
        wall: Self.ceiling, grace: 2, input: command.readsPrompt ? folder + "/prompt.md" : "null"))
  }

  /// Judged in this order: a person's word, the diff, the exit status.
  private func outcome(
    of ended: JobState, _ job: String, _ lane: Lane, _ base: CommitID, _ clone: LaneClone,
    _ state: CampaignState
  ) async throws -> TurnOutcome {
    guard case .ended(let record) = ended else {
      return .failed("the agent was ended from outside")
    }
    if record.reason == "cancelled" { return .interrupted }
    // What it wrote may have been cut off.
    let logs = ["out.log", "err.log"].map { layout.job(job) + "/" + $0 }
    if store.git.isOutOfRoom || RunPerformer.wasCut(record, logs: logs) {
      return .failed("the disk is full")
    }
    let message = message(of: job)
    let title = message.title ?? "proposal of \(lane.id)"
    let commit = try await clone.take(on: base, title: title, date: Int(record.ended))
    guard let commit else {
      if let error = record.error { return .failed(error) }
      if record.code != 0 {
        return .failed("the agent " + RunPerformer.words(for: ended, said: said(job)))
      }
      return .empty(message.title ?? said(job))
    }
    if record.asked {
      return .failed("the turn took longer than \(Int(Self.ceiling / 60)) minutes")
    }
    let examination = try await Examination.examine(
      commit, on: base, store: store, settings: settings)
    return .proposal(
      Proposal(
        commit: commit, base: base, title: message.title ?? examination.title,
        reason: message.reason ?? "", change: message.change, files: examination.files,
        refusal: examination.refusal, flags: examination.flags,
        tree: try await store.tree(of: commit)))
  }

  private func message(of job: String) -> TurnMessage {
    let file = layout.job(job) + "/brief/message.txt"
    if let data = SmallFile.read(file) { return TurnMessage(String(decoding: data, as: UTF8.self)) }
    return TurnMessage(runner.tail(job, file: "out.log", bytes: 64 << 10))
  }

  private func said(_ job: String) -> String {
    for file in ["err.log", "out.log"] {
      let lines = runner.tail(job, file: file).split(whereSeparator: \.isNewline)
      if let line = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) {
        return plainText(String(line), limit: 160)
      }
    }
    return ""
  }
}
