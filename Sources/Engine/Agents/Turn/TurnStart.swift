import Core
import Foundation
import Journal
import Settings

/// How the attempts of a turn are started.
struct TurnStart: Sendable {
  let performer: TurnPerformer
  let lane: Lane
  let turn: Int
  let base: CommitID
  /// The campaign as the turn began.
  let state: CampaignState
  let entry: AgentEntry

  /// Turns a conversation has before a fresh one begins, and how full it may be, 0 to 1.
  private static let freshAfter = 8
  private static let fullest = 0.7
  /// Seconds after which a supervisor ends a driver, whatever happened to its engine.
  private static let longest = 7 * 86_400.0
  /// The tools of `pawl mcp`, by the names it gives them.
  private static let historyTools = [
    "list_experiments", "show_experiment", "show_diff", "search_experiments",
  ]
  /// Bytes of a log that are looked at for a repair.
  private static let excerpt = 16 << 10

  private var layout: Layout { performer.layout }
  private var settings: ProjectSettings { performer.settings }

  /// Whether a driver talks with the agent; the sweep is a program of pawl's own.
  var isDriven: Bool { entry.use != .sweep }

  /// The conversation the turn goes on with.
  var session: String? {
    let limit = entry.options["fresh_after"].flatMap { Int($0) } ?? Self.freshAfter
    guard lane.wantsFresh != true, (lane.sessionTurns ?? 0) < limit,
      (lane.sessionFill ?? 0) <= Self.fullest
    else { return nil }
    return lane.session
  }

  /// Whether its protocol can hand tools to the agent.
  private var takesTools: Bool {
    switch entry.use {
    case .claude, .codex, .acp: true
    case .sweep, .replay, .command: false
    }
  }

  private var repaired: Experiment? { lane.repairing.flatMap { state.experiment($0) } }

  /// What the first attempt is about.
  var occasion: TurnOccasion? { occasionOfFresh ?? (session == nil ? nil : .goesOn) }

  /// What an attempt is about that begins a conversation.
  var occasionOfFresh: TurnOccasion? {
    guard let repaired else { return nil }
    let run = repaired.runs.last { id in
      if case .crashed? = state.runs[id]?.outcome { true } else { false }
    }
    let logs = ["out.log", "err.log"].map { file in
      run.map {
        performer.runner.tail(JobName.training($0), file: file, bytes: Self.excerpt)
      } ?? ""
    }
    return .repair(
      n: repaired.n, exit: repaired.why, log: logs.filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  /// Makes the clone what the agent begins with.
  func reset(_ clone: LaneClone) async throws {
    try await clone.reset(to: repaired?.proposal ?? base)
  }

  /// Writes what the agent is told, and starts it.
  func begin(_ job: String, _ attempt: TurnAttempt) throws {
    let folder = layout.job(job) + "/brief"
    let text =
      (try? String(contentsOfFile: layout.project + "/" + settings.instructions, encoding: .utf8))
      ?? ""
    let briefing = Briefing(
      state: state, lane: lane, settings: settings, instructions: text, occasion: attempt.occasion,
      historyTools: takesTools ? Self.historyTools : [])
    try briefing.write(to: folder)
    let clone = LaneClone(store: performer.store, lane: lane.id)
    if isDriven { try clone.leave(history: briefing.wholeHistory()) }
    guard isDriven else {
      return try performer.runner.start(
        JobSpec(
          id: job, program: [performer.runner.program, "sweep"], folder: clone.folder,
          environment: environment(folder), wall: TurnPerformer.ceiling, grace: 2))
    }
    try writeTask(job, attempt, prompt: prompt(briefing, attempt), folder: folder)
    var environment = environment(folder)
    environment["PAWL_TASK"] = folder + "/task.json"
    // There from the start, so that it can be watched.
    _ = FileManager.default.createFile(
      atPath: layout.job(job) + "/transcript.jsonl", contents: nil)
    try performer.runner.start(
      JobSpec(
        id: job, program: [performer.runner.program, "drive"], folder: clone.folder,
        environment: environment, wall: Self.longest, grace: 2, input: "fifo",
        bounds: settings.bounds, counted: [clone.folder, layout.lane(lane.id) + "/home"]))
  }

  /// A conversation that goes on after an attempt knows the rest.
  private func prompt(_ briefing: Briefing, _ attempt: TurnAttempt) -> String {
    if attempt.session != nil, case .again? = attempt.occasion, let occasion = attempt.occasion {
      return occasion.text(limit: Briefing.limit) + "\n"
    }
    return briefing.prompt()
  }

  private func writeTask(
    _ job: String, _ attempt: TurnAttempt, prompt: String, folder: String
  ) throws {
    let home = layout.lane(lane.id) + "/home"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    try prompt.write(toFile: folder + "/prompt.md", atomically: true, encoding: .utf8)
    var task = AgentTask(
      use: entry.use, command: entry.command, options: entry.options,
      clone: layout.clone(lane.id), home: home, job: layout.job(job), prompt: prompt,
      promptFile: folder + "/prompt.md", session: attempt.session,
      history: takesTools ? [performer.runner.program, "mcp", "--project", layout.project] : [],
      editable: settings.files.editable, asks: entry.options["asks"] == "edits")
    if let silence = entry.options["silence"].flatMap(DurationText.seconds), silence > 0 {
      task.silence = silence
    }
    task.frame = frame(job, task)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(task).write(to: URL(fileURLWithPath: folder + "/task.json"))
  }

  /// The sandbox that its driver puts around the agent.
  private func frame(_ job: String, _ task: AgentTask) -> [String] {
    let isolation = performer.isolation
    let environment = environment(layout.job(job) + "/brief")
    // Without a launch there is nothing to start; the driver says why.
    let program = (try? AgentDialects.make(task).0.program) ?? []
    let command =
      program + (entry.command.map { Isolation.paths(in: $0, home: isolation.home) } ?? [])
    let found = command.prefix(1).compactMap {
      ProgramPath.find($0, path: environment["PATH"])
    }
    return isolation.words(
      isolation.agent(
        lane.id, job: job, command: command + found, environment: environment))
  }

  private func environment(_ folder: String) -> [String: String] {
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
    return environment
  }
}
