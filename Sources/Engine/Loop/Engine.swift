import CSupervise
package import Core
import Foundation
import Glibc
package import Journal
package import Settings

/// The one process that decides: it takes one event after the other, writes it down, and does what
/// the campaign owes because of it.
package actor Engine {
  let layout: Layout
  let settings: ProjectSettings
  let store: Store
  let runner: LocalRunner
  let watch: JobWatch
  let journal: Journal
  let options: EngineOptions
  package nonisolated let id: String
  private let lock: Int32

  private(set) package var state = CampaignState()
  private let inbox: AsyncStream<StampedEvent>
  nonisolated let post: AsyncStream<StampedEvent>.Continuation
  /// Called with the story's new lines, in order.
  private let onLines: @Sendable ([EventLine]) -> Void
  /// When the last process of a slot was gone, while its next run was already waiting.
  private var freed: [RunID: Timestamp] = [:]
  private let ended = Flag()
  private var commandChange: AsyncStream<Void>.Continuation?
  /// Work that nothing waits for, but that has to be done before the engine leaves.
  private var chores: [Int: Task<Void, Never>] = [:]
  private var lastChore = 0

  package nonisolated static let clock: @Sendable () -> Timestamp = { Date().timeIntervalSince1970 }

  /// Takes charge of a project.
  ///
  /// - Throws: `EngineError.secondEngine` when another engine works on it, `JournalError`.
  package init(
    layout: Layout, settings: ProjectSettings, options: EngineOptions,
    onLines: @escaping @Sendable ([EventLine]) -> Void
  ) throws {
    self.layout = layout
    self.settings = settings
    self.options = options
    self.onLines = onLines
    guard FileManager.default.fileExists(atPath: layout.project + "/.git") else {
      throw EngineError.notARepository(layout.project)
    }
    try layout.create()
    lock = pawl_lock_try(layout.lock)
    guard lock >= 0 else { throw EngineError.secondEngine(layout.project) }
    journal = try Journal(path: layout.journal)
    // One that was killed could not say that it left.
    try journal.setEngine(nil)
    store = Store(layout: layout, branch: settings.branch)
    runner = LocalRunner(layout: layout, program: options.program)
    watch = JobWatch(runner: runner)
    id = "\(ProcessInfo.processInfo.processIdentifier)-\(UInt32.random(in: 0...UInt32.max))"
    (inbox, post) = AsyncStream.makeStream(of: StampedEvent.self, bufferingPolicy: .unbounded)
  }

  /// Works until the campaign ends or is stopped.
  package func run() async throws {
    defer { close() }
    let result: Result<Void, any Error>
    do {
      result = .success(try await work())
    } catch {
      result = .failure(error)
    }
    for chore in chores.values { await chore.value }
    try result.get()
  }

  private func work() async throws {
    try journal.replay { _ = CampaignState.reduce(&state, $0) }
    let tip = try await store.open()
    let opening = Opening(layout: layout, settings: settings, store: store, options: options)
    try await opening.check(tip: tip, isFirst: state.settings == nil)
    let campaign = try await opening.campaign(tip: tip, before: state.settings)
    try journal.expireTakenCommands(now: Self.clock())
    try announce(isolation: campaign.isolation)
    let eraBefore = state.era
    let opened = StampedEvent(at: Self.clock(), cause: .rule, event: .opened(campaign, tip: tip))
    var reduction = try take(opened)
    try await prepareEvaluatorTree(isNew: state.era != eraBefore)
    // After a restart everything outstanding is owed again, whatever this event added.
    reduction.effects = state.outstanding()
    perform(reduction.effects)
    publishMissing()
    tidyLeftovers()
    watchCommands()
    startClock()
    guard !reduction.effects.contains(.close) else { return }
    for await event in inbox {
      var reduction = try take(event)
      Failpoint.hit("event-taken")
      perform(reduction.effects)
      if case .runPrepared(let id) = event.event, state.runs[id] == nil {
        // It was taken back while its tree was made.
        reduction.touched.runs.insert(id)
      }
      tidy(reduction.touched)
      if reduction.effects.contains(.close) { return }
    }
  }

  /// One event: reduced, written down with what it changed, told.
  private func take(_ event: StampedEvent) throws -> Reduction {
    let known = state.experiments.count
    let reduction = CampaignState.reduce(&state, event)
    Failpoint.hit("before-append")
    try journal.append(event, reduction, state: state)
    Failpoint.hit("after-append")
    noteFreedSlots(event)
    if !reduction.lines.isEmpty { onLines(reduction.lines) }
    for experiment in state.experiments.dropFirst(known) { publish(experiment) }
    return reduction
  }

  private func announce(isolation: String) throws {
    var boot = [CChar](repeating: 0, count: 64)
    _ = pawl_boot_id(&boot, boot.count)
    let pid = ProcessInfo.processInfo.processIdentifier
    try journal.setEngine(
      EngineRecord(
        id: id, pid: Int(pid), startTicks: Int(pawl_start_ticks(pid)),
        bootID: String(
          decoding: boot.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self),
        since: Self.clock(), isolation: isolation, log: layout.log))
  }

  private func close() {
    ended.raise()
    post.finish()
    commandChange?.finish()
    watch.close()
    try? journal.setEngine(nil)
    journal.checkpoint()
    Glibc.close(lock)
  }

  /// Where the evaluator works: the era's commit, with the data and what only it may see.
  private func prepareEvaluatorTree(isNew: Bool) async throws {
    guard let first = state.baseline.first, let commit = state.runs[first]?.commit else { return }
    let folder = layout.frozenTree(era: state.era)
    try await store.export(commit, to: folder)
    try store.link(settings.files.data + settings.files.hidden, into: folder)
  }

  // MARK: Time and commands

  private func startClock() {
    guard settings.limits.hours != nil else { return }
    let post = post
    let ended = ended
    Task {
      while !ended.isRaised {
        await ended.wait(atMost: .seconds(15))
        post.yield(StampedEvent(at: Self.clock(), cause: .rule, event: .ticked))
      }
    }
  }

  private func watchCommands() {
    let (changes, change) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    commandChange = change
    let isTold = watch.onChange(of: layout.journal + "-wal") { change.yield() }
    change.yield()
    Task {
      for await _ in changes where !self.takeCommands() {
        // The journal was held by somebody for too long.
        await self.ended.wait(atMost: .seconds(1))
        change.yield()
      }
    }
    guard !isTold else { return }
    let ended = ended
    Task {
      // Where the kernel does not tell of changes, a look each second does.
      while !ended.isRaised {
        await ended.wait(atMost: .seconds(1))
        change.yield()
      }
    }
  }

  /// Returns whether the journal could be asked.
  private func takeCommands() -> Bool {
    if ended.isRaised { return true }
    guard let commands = try? journal.takeCommands(engine: id, now: Self.clock()) else {
      return false
    }
    if !commands.isEmpty { Failpoint.hit("command-taken") }
    for command in commands {
      post.yield(
        StampedEvent(
          at: Self.clock(), cause: .person(command.by),
          event: .commanded(id: command.id, command.command)))
    }
    return true
  }

  // MARK: Effects

  private func perform(_ effects: [Effect]) {
    for effect in effects { perform(effect) }
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .startTurn(let lane, let turn, let base): startTurn(lane, turn, base)
    case .endTurn(let lane, let turn):
      endJobs([JobName.turn(lane, turn)]) { $0.lane(lane)?.turn == turn }
    case .prepare(let id): prepare(id)
    case .perform(let id): performRun(id)
    case .endRun(let id):
      endJobs([JobName.training(id), JobName.evaluation(id), JobName.predict(id)]) {
        $0.live.contains(id)
      }
    case .rebase(let n, let onto): rebase(n, onto)
    case .advance(let n, let onto): advance(n, onto)
    case .revert(let n, let onto): revert(n, onto)
    case .close: break
    }
  }

  private func answer(_ cause: Cause = .rule, with event: @escaping @Sendable () async -> Event) {
    let post = post
    Task {
      let event = await event()
      post.yield(StampedEvent(at: Self.clock(), cause: cause, event: event))
    }
  }

  private func startTurn(_ id: LaneID, _ turn: Int, _ base: CommitID) {
    guard let lane = state.lane(id) else { return }
    let performer = TurnPerformer(
      layout: layout, settings: settings, store: store, runner: runner, watch: watch,
      clock: Self.clock)
    let state = state
    answer(.agent(id)) { await performer.perform(lane, turn: turn, base: base, state: state) }
  }

  private var runs: RunPerformer {
    let post = post
    return RunPerformer(
      layout: layout, settings: settings, store: store, runner: runner, watch: watch,
      journal: journal, clock: Self.clock
    ) { post.yield(StampedEvent(at: Self.clock(), cause: .rule, event: $0)) }
  }

  private func prepare(_ id: RunID) {
    guard let run = state.runs[id] else { return }
    let performer = runs
    answer {
      do {
        try await performer.prepare(run)
        Failpoint.hit("tree-exported")
        return .runPrepared(id)
      } catch {
        return .runEnded(
          id, .crashed("\(error)"), reported: nil, RunUsage(), at: Self.clock())
      }
    }
  }

  private func performRun(_ id: RunID) {
    guard let run = state.runs[id] else { return }
    let slot = state.slots.first { $0.id == run.slot }
    let freed = freed.removeValue(forKey: id)
    let performer = runs
    answer { await performer.perform(run, on: slot, freed: freed) }
  }

  /// Ends processes for as long as the campaign still waits for them.
  private func endJobs(
    _ jobs: [String], while isWaiting: @escaping @Sendable (CampaignState) -> Bool
  ) {
    Task {
      while !ended.isRaised, isWaiting(state) {
        for job in jobs { runner.cancel(job) }
        await ended.wait(atMost: .milliseconds(200))
      }
    }
  }

  private func rebase(_ n: Int, _ onto: CommitID) {
    guard let experiment = state.experiment(n) else { return }
    let store = store
    answer {
      do {
        let result = try await store.rebase(
          experiment.proposal, onto: onto, date: Int(experiment.created))
        switch result {
        case .success(let candidate):
          return .rebased(experiment: n, onto: onto, candidate: candidate)
        case .failure(let conflict):
          return .rebaseFailed(experiment: n, onto: onto, why: conflict.why)
        }
      } catch {
        return .rebaseFailed(experiment: n, onto: onto, why: "\(error)")
      }
    }
  }

  private func advance(_ n: Int, _ onto: CommitID) {
    guard let experiment = state.experiment(n), let candidate = experiment.candidate else { return }
    let store = store
    let message = KeepMessage.text(for: experiment, state: state)
    answer {
      await Self.moving(of: n, store: store) {
        try await store.advance(
          candidate, onto: onto, message: message, name: "refs/pawl/kept/\(n)",
          date: Int(experiment.created))
      } moved: {
        .ratchetMoved(experiment: n, commit: $0)
      } conflict: {
        .rebaseFailed(experiment: n, onto: onto, why: $0)
      }
    }
  }

  private func revert(_ n: Int, _ onto: CommitID) {
    guard let experiment = state.experiment(n), let kept = experiment.kept else { return }
    let store = store
    let message = KeepMessage.revocation(of: experiment)
    answer {
      await Self.moving(of: n, store: store) {
        try await store.revert(
          kept, onto: onto, message: message, name: "refs/pawl/revoked/\(n)",
          date: Int(experiment.ended ?? experiment.created))
      } moved: {
        .reverted(experiment: n, commit: $0)
      } conflict: {
        .revertFailed(experiment: n, why: $0)
      }
    }
  }

  /// Turns what became of the branch into an event.
  private static func moving(
    of n: Int, store: Store, _ move: () async throws -> Advance,
    moved: (CommitID) -> Event, conflict: (String) -> Event
  ) async -> Event {
    do {
      switch try await move() {
      case .moved(let commit): return moved(commit)
      case .found(let commit):
        try await store.adopt(commit)
        return .branchFound(commit)
      case .conflict(let why): return conflict(why)
      }
    } catch {
      return conflict("\(error)")
    }
  }

  // MARK: Housekeeping

  /// Notes when a slot fell free for a run that was already waiting: pawl's own time begins there.
  private func noteFreedSlots(_ event: StampedEvent) {
    guard case .runEnded(let id, _, _, _, let at) = event.event, let slot = state.runs[id]?.slot,
      let next = state.slots.first(where: { $0.id == slot })?.run,
      state.runs[next]?.leased == event.at
    else { return }
    freed[next] = at
  }

  /// Names a proposal in the store and in the project, and keeps its patch for readers.
  private func publish(_ experiment: Experiment) {
    let store = store
    let journal = journal
    chore {
      try? await store.publish(experiment.proposal, as: "refs/pawl/\(experiment.n)")
      Failpoint.hit("proposal-published")
      if let patch = try? await store.patch(of: experiment.proposal, on: experiment.base) {
        try? journal.storePatch(experiment.n, patch)
      }
    }
  }

  private func publishMissing() {
    for experiment in state.experiments where (try? journal.hasPatch(experiment.n)) != true {
      publish(experiment)
    }
  }

  /// Removes what ended runs leave behind; a crash keeps its tree until it is cleaned up.
  private func tidy(_ touched: Touched) {
    let over = touched.runs.filter(isOver)
    guard !over.isEmpty else { return }
    let layout = layout
    let store = store
    chore(priority: .background) {
      for id in over {
        store.discard(layout.tree(id))
        for name in ["/run", "/tmp"] {
          try? FileManager.default.removeItem(atPath: layout.job(JobName.training(id)) + name)
        }
        try? FileManager.default.removeItem(atPath: layout.job(JobName.evaluation(id)) + "/tmp")
      }
    }
  }

  /// Whether nothing of a run is needed any more.
  private func isOver(_ id: RunID) -> Bool {
    guard let run = state.runs[id] else { return true }
    if case .crashed? = run.outcome { return false }
    return run.state == .ended
  }

  /// Removes what an engine that was killed had no time to remove.
  private func tidyLeftovers() {
    let files = FileManager.default
    let trees = (try? files.contentsOfDirectory(atPath: layout.trees)) ?? []
    let jobs = (try? files.contentsOfDirectory(atPath: layout.jobs)) ?? []
    var touched = Touched()
    for name in trees { touched.runs.formUnion(RunID(name.prefix { $0 != "." }).map { [$0] } ?? []) }
    for name in jobs where name.hasPrefix("r") && name.hasSuffix("-train") {
      guard let id = RunID(name.dropFirst().prefix { $0 != "-" }),
        files.fileExists(atPath: layout.jobs + "/" + name + "/run")
      else { continue }
      touched.runs.insert(id)
    }
    tidy(touched)
  }

  private func chore(
    priority: TaskPriority? = nil, _ body: @escaping @Sendable () async -> Void
  ) {
    lastChore += 1
    let number = lastChore
    chores[number] = Task.detached(priority: priority) {
      await body()
      await self.forget(chore: number)
    }
  }

  private func forget(chore number: Int) { chores[number] = nil }
}

extension Engine {
  /// Asks for the end from inside this process, as the `stop` command does from outside.
  package nonisolated func stop(now: Bool, by person: String) {
    post.yield(
      StampedEvent(
        at: Self.clock(), cause: .person(person), event: .commanded(id: 0, .stop(now: now))))
  }
}
