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
  let orders: DriverPost
  let courses: Courses
  let gate: StartGate
  let options: EngineOptions
  let isolation: Isolation
  let leases: SlotLeases
  private let leaseFolder: String?
  /// The program that tells who computes on a GPU.
  let gpuTool: String?
  /// The project's own table of results; nil where it has none.
  let results: ResultsFile?
  var resultsRevision = 0
  /// Tells people who are not there; nil where they want to hear nothing.
  let notifier: Notifier?
  /// The data as it was when the era began.
  private(set) var inputs: SharedInputs
  /// How often it changed under this engine's hands.
  private var inputChanges = 0
  /// The files of the era that no proposal changes, and their digest.
  private(set) var frozen: (files: Store.Frozen, digest: String)?
  package nonisolated let id: String
  private let lock: Int32

  private(set) package var state = CampaignState()
  private let inbox: AsyncStream<StampedEvent>
  nonisolated let post: AsyncStream<StampedEvent>.Continuation
  /// Called with the story's new lines, in order.
  private let onLines: @Sendable ([EventLine]) -> Void
  /// When the last process of a slot was gone, while its next run was already waiting.
  var freed: [RunID: Timestamp] = [:]
  let ended = Flag()
  private var commandChange: AsyncStream<Void>.Continuation?
  /// Work that nothing waits for, but that has to be done before the engine leaves.
  var chores: [Int: Task<Void, Never>] = [:]
  var lastChore = 0
  /// When time alone makes something go on, as far as somebody waits for it.
  private var wake: Timestamp?
  /// Why no further event can be had.
  private var failure: (any Error)?

  package nonisolated static let clock: @Sendable () -> Timestamp = { Date().timeIntervalSince1970 }

  /// Takes charge of a project.
  ///
  /// - Throws: `EngineError.secondEngine` when another engine works on it, `JournalError`.
  package init(
    layout: Layout, settings: ProjectSettings, options: EngineOptions,
    onLines: @escaping @Sendable ([EventLine]) -> Void
  ) throws {
    // What a sandbox shows has to be named without links.
    let layout = Layout(project: RealPath.of(layout.project) ?? layout.project)
    self.layout = layout
    var settings = settings
    settings.agents += KnownAgent.unnamed(by: settings.agents)
    self.settings = settings
    self.options = options
    self.onLines = onLines
    guard FileManager.default.fileExists(atPath: layout.project + "/.git") else {
      throw EngineError.notARepository(layout.project)
    }
    try layout.create()
    isolation = try Isolation(
      layout: layout, settings: settings, tool: options.program,
      environment: ProcessInfo.processInfo.environment)
    let environment = ProcessInfo.processInfo.environment
    leaseFolder = options.leases ?? SlotLeases.folder(environment: environment)
    leases = SlotLeases(folder: leaseFolder, project: layout.project)
    gpuTool = options.gpuTool ?? ProgramPath.find("nvidia-smi", path: environment["PATH"])
    inputs = SharedInputs.remembered(settings.files, layout: layout, home: isolation.home)
    lock = pawl_lock_try(layout.lock)
    guard lock >= 0 else { throw EngineError.secondEngine(layout.project) }
    journal = try Journal(path: layout.journal)
    // One that was killed could not say that it left.
    try journal.setEngine(nil)
    store = Store(layout: layout, branch: settings.branch)
    results = settings.results.map {
      ResultsFile(name: $0, layout: layout, patterns: settings.logPatterns)
    }
    runner = LocalRunner(layout: layout, program: options.program)
    gate = StartGate(ended: ended)
    watch = JobWatch(runner: runner)
    orders = DriverPost(layout: layout)
    courses = Courses(journal: journal, budget: settings.run.budget)
    id = "\(ProcessInfo.processInfo.processIdentifier)-\(UInt32.random(in: 0...UInt32.max))"
    let (inbox, post) = AsyncStream.makeStream(
      of: StampedEvent.self, bufferingPolicy: .unbounded)
    self.inbox = inbox
    self.post = post
    notifier = settings.notify.map { [runner, watch, id] in
      Notifier(command: $0, layout: layout, runner: runner, watch: watch, engine: id) { why in
        let event = StampedEvent(at: Engine.clock(), cause: .rule, event: .notifyFailed(why))
        if case .terminated = post.yield(event) {
          FileHandle.standardError.write(Data("pawl: notify: the command \(why)\n".utf8))
        }
      }
    }
  }

  /// Works until the campaign ends or is stopped.
  package func run() async throws {
    defer { close() }
    let result: Result<Void, any Error>
    do {
      result = .success(try await work())
    } catch {
      tellPerson([
        CampaignNotice(kind: .stopped, at: Self.clock(), text: "the engine left: \(error)")
      ])
      result = .failure(error)
    }
    // What follows is heard by nobody.
    post.finish()
    for chore in chores.values { await chore.value }
    try result.get()
  }

  private func work() async throws {
    try journal.replay { _ = CampaignState.reduce(&state, $0) }
    let tip = try await store.open(
      without: options.without.contains(.secrets) ? [] : settings.files.hidden)
    let opening = opening()
    if let results = settings.results { try await store.exclude("/" + results) }
    try await opening.check(tip: tip, isFirst: state.settings == nil)
    var campaign = try await opening.campaign(tip: tip, before: state.settings)
    campaign.isolation = isolation.level.rawValue
    try journal.expireTakenCommands(
      now: Self.clock(),
      except: Set(state.patches.map(\.command) + state.tellings.map(\.command)))
    try announce(isolation: campaign.isolation)
    let opened = StampedEvent(at: Self.clock(), cause: .rule, event: .opened(campaign, tip: tip))
    var reduction = try take(opened)
    try await prepareEvaluatorTree()
    // After a restart everything outstanding is owed again, whatever this event added.
    reduction.effects = state.outstanding()
    perform(reduction.effects)
    publishMissing()
    tidyLeftovers()
    recordResults(Touched(), always: !state.experiments.isEmpty)
    watchCommands()
    startClock()
    guard !reduction.effects.contains(.close) else { return }
    for await event in inbox {
      var reduction = try take(event)
      Failpoint.hit("event-taken")
      if case .opened = event.event { try await prepareEvaluatorTree() }
      perform(reduction.effects)
      if case .runPrepared(let id) = event.event, state.runs[id] == nil {
        // It was taken back while its tree was made.
        reduction.touched.runs.insert(id)
      }
      tidy(reduction.touched)
      recordResults(reduction.touched)
      if reduction.effects.contains(.close) { return }
    }
    if let failure { throw failure }
  }

  private func opening() -> Opening {
    Opening(
      layout: layout, settings: settings, store: store, options: options, inputs: inputs,
      leases: leaseFolder)
  }

  /// Begins an era anew because the data is not what it was; after several times it is given up.
  func inputsChanged() async {
    guard !ended.isRaised, let changed = inputs.firstChange() else { return }
    inputChanges += 1
    guard inputChanges <= Self.patienceWithInputs else {
      return fail(EngineError.changingInputs(changed))
    }
    inputs = SharedInputs.remembered(settings.files, layout: layout, home: isolation.home)
    do {
      guard let tip = try await store.tip() else { return }
      var campaign = try await opening().campaign(tip: tip, before: state.settings)
      campaign.isolation = isolation.level.rawValue
      post.yield(StampedEvent(at: Self.clock(), cause: .rule, event: .opened(campaign, tip: tip)))
    } catch {
      fail(error)
    }
  }

  /// Changes of the data that one engine lives with.
  private static let patienceWithInputs = 3

  /// Leaves with an error; what is owed is owed again at the next start.
  func fail(_ error: any Error) {
    failure = failure ?? error
    post.finish()
  }

  /// One event: reduced, written down with what it changed, told.
  private func take(_ event: StampedEvent) throws -> Reduction {
    let known = state.experiments.count
    let wasStalled = state.isStalled
    let reduction = CampaignState.reduce(&state, event)
    Failpoint.hit("before-append")
    try journal.append(event, reduction, state: state)
    Failpoint.hit("after-append")
    noteFreedSlots(event)
    startWaking()
    if !reduction.lines.isEmpty { onLines(reduction.lines) }
    notify(event, reduction, wasStalled: wasStalled)
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
  private func prepareEvaluatorTree() async throws {
    guard let first = state.baseline.first, let commit = state.runs[first]?.commit else { return }
    let folder = layout.frozenTree(era: state.era)
    try await store.export(commit, to: folder, frozen: nil, keepsIndex: true)
    let frozen = Store.Frozen(commit: commit, globs: settings.files.frozen.map(Glob.init))
    self.frozen = (frozen, try await store.digest(of: frozen))
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

  /// Lets time be noticed when the next limit of a lane ends.
  private func startWaking() {
    let next = state.nextWake(after: Self.clock())
    guard next != wake else { return }
    wake = next
    guard let next else { return }
    let post = post
    let ended = ended
    Task {
      // The clock may be set meanwhile: no wait is longer than a few minutes.
      while !ended.isRaised, self.wake == next {
        let left = next - Self.clock()
        if left <= 0 {
          self.wake = nil
          post.yield(StampedEvent(at: Self.clock(), cause: .rule, event: .ticked))
          return
        }
        await ended.wait(atMost: .milliseconds(Int(min(300, left) * 1000) + 1))
      }
    }
  }

  private func watchCommands() {
    let (changes, change) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
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
}

extension Engine {
  /// Asks for the end from inside this process, as the `stop` command does from outside.
  package nonisolated func stop(now: Bool, by person: String) {
    post.yield(
      StampedEvent(
        at: Self.clock(), cause: .person(person), event: .commanded(id: 0, .stop(now: now))))
  }
}
