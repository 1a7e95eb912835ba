import Core
import Foundation
import Glibc
import Journal
import Settings

/// Makes one run: tree, training, evaluation.
///
/// Called again after a restart, it finds each step done.
struct RunPerformer: Sendable {
  let layout: Layout
  let settings: ProjectSettings
  let store: Store
  let runner: LocalRunner
  let watch: JobWatch
  let journal: Journal
  let courses: Courses
  let isolation: Isolation
  let without: Set<Layer>
  let inputs: SharedInputs
  /// The files that no proposal changes, and their digest.
  let frozen: Store.Frozen?
  let frozenDigest: String?
  let gpus: GPUProcesses
  let clock: @Sendable () -> Timestamp
  let inputsChanged: @Sendable () -> Void
  let send: @Sendable (Event) -> Void

  /// Exports the run's tree and makes it ready, outside the budget and before a slot is held.
  func prepare(_ run: Run) async throws {
    let folder = layout.tree(run.id)
    try await store.export(run.commit, to: folder, frozen: frozen)
    store.withhold(settings.files.hidden, from: folder)
    try store.link(settings.files.data, into: folder)
    guard let command = settings.run.prepare else { return }
    let job = JobName.prepare(run.id)
    var environment = RunEnvironment.base()
    let folders = [
      layout.job(JobName.training(run.id)) + "/run", layout.job(job) + "/tmp", layout.preparedHome,
    ]
    for path in folders {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    environment["PAWL_RUN_DIR"] = folders[0]
    environment["TMPDIR"] = folders[1]
    try runner.start(
      JobSpec(
        id: job, program: ["/bin/sh", "-c", command], folder: folder, environment: environment,
        wall: 3600, frame: isolation.words(isolation.preparing(run.id)), bounds: settings.bounds,
        counted: [folder] + folders))
    let state = await watch.end(of: job)
    guard case .ended(let record) = state, record.code == 0 else {
      throw EngineError.spawn(
        "the run", why: "`\(command)` \(Self.words(for: state, said: said(job)))")
    }
  }

  /// Makes the run on its slot and gives how it came out.
  ///
  /// - Parameter sources: runs that tell whether it can still be kept; nil: it is not ended early.
  func perform(
    _ run: Run, on slot: Slot?, freed: Timestamp?, sources: CourseSources?
  ) async -> Event {
    do {
      let event = try await performing(run, on: slot, freed: freed, sources: sources)
      guard case .runEnded(let id, _, let reported, let usage, let at) = event,
        store.git.isOutOfRoom
      else { return event }
      // What it wrote may have been cut off anywhere, numbers included.
      return .runEnded(id, .void("the disk is full"), reported: reported, usage, at: at)
    } catch {
      return .runEnded(
        run.id, .void("\(error)"), reported: nil, RunUsage(), at: clock())
    }
  }

  private func performing(
    _ run: Run, on slot: Slot?, freed: Timestamp?, sources: CourseSources?
  ) async throws -> Event {
    let job = JobName.training(run.id)
    try FileManager.default.createDirectory(
      atPath: layout.job(job) + "/run", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: layout.job(job) + "/tmp", withIntermediateDirectories: true)
    if let changed = inputs.firstChange() { return void(run, changed) }
    if runner.state(of: job) == .absent {
      try await store.export(run.commit, to: layout.tree(run.id), frozen: frozen)
      store.withhold(settings.files.hidden, from: layout.tree(run.id))
      try store.link(settings.files.data, into: layout.tree(run.id))
      try runner.start(trainingSpec(job, run, slot))
      Failpoint.hit("run-spawned")
    }
    let started = await started(job)
    if run.state == .queued {
      let overhead = freed.map { max(0, started - $0) }
      send(
        .runStarted(
          run.id, at: started, overhead: overhead, isolation: runner.isolation(of: job)?.rawValue,
          frozen: frozenDigest))
    }
    let over = Flag()
    async let intruder = strangers(on: slot, job: job, until: over)
    let (state, tail) = await follow(job, run, started: started, sources: sources)
    over.raise()
    let stranger = await intruder
    Failpoint.hit("run-exited")
    let reported = tail.reported
    var usage = RunUsage()
    guard case .ended(let record) = state else {
      return .runEnded(
        run.id, .void("its supervisor was ended from outside"), reported: reported, usage,
        at: clock())
    }
    usage = RunUsage(
      wall: record.wall, cpu: record.cpu, memory: record.memory, status: record.code,
      signal: record.signal)
    usage.steps = tail.steps
    usage.parameters = tail.parameters
    if let changed = inputs.firstChange() { return void(run, changed, reported, usage) }
    if let stranger {
      return .runEnded(run.id, .void(stranger), reported: reported, usage, at: record.ended)
    }
    if let outcome = verdict(on: record, job: job, tail: tail) {
      return .runEnded(run.id, outcome, reported: reported, usage, at: record.ended)
    }
    guard settings.metric.evaluate != nil else {
      return .runEnded(run.id, believed(reported), reported: reported, usage, at: record.ended)
    }
    let left = layout.job(job) + "/run"
    if !without.contains(.links), let what = LeavingLink.first(in: left) {
      let why = "it left " + plainText(what, limit: 160)
      return .runEnded(run.id, .refused(why), reported: reported, usage, at: record.ended)
    }
    if run.state != .evaluating { send(.runEvaluating(run.id, reported: reported)) }
    let evaluation = Evaluation(performer: self, run: run, slot: slot)
    let measured = try await evaluation.measure()
    usage.evaluation = measured.seconds
    Failpoint.hit("run-evaluated")
    return .runEnded(
      run.id, measured.outcome, reported: reported, usage, at: measured.ended ?? clock())
  }

  /// Looks for processes of others on the slot's devices while a run has them, and once after it.
  private func strangers(on slot: Slot?, job: String, until over: Flag) async -> String? {
    guard let slot, !slot.gpus.isEmpty, gpus.tool != nil else { return nil }
    while true {
      let isLast = over.isRaised
      let own = runner.supervisor(of: job).map { [$0] } ?? []
      if let found = await gpus.foreign(on: slot.gpus, jobs: own) { return found }
      if isLast { return nil }
      await over.wait(atMost: .seconds(10))
    }
  }

  /// The end of a run whose data is not what it was: a new era begins.
  private func void(
    _ run: Run, _ changed: String, _ reported: Double? = nil, _ usage: RunUsage = RunUsage()
  ) -> Event {
    inputsChanged()
    let name = plainText((changed as NSString).lastPathComponent, limit: 80)
    return .runEnded(
      run.id, .void("the data changed: \(name)"), reported: reported, usage, at: clock())
  }

  /// When the command was executed; a supervisor notes that a moment after it took the job.
  private func started(_ job: String) async -> Timestamp {
    let pause = Flag()
    for _ in 0..<200 {
      if let time = runner.started(job) { return time }
      guard runner.state(of: job) == .running else { break }
      await pause.wait(atMost: .milliseconds(5))
    }
    return runner.started(job) ?? clock()
  }

  private func trainingSpec(_ job: String, _ run: Run, _ slot: Slot?) -> JobSpec {
    var wall: Double?
    var cpu: Double?
    switch settings.run.budget {
    case .wall(let seconds): wall = seconds
    case .cpu(let seconds, let ceiling):
      cpu = seconds
      wall = ceiling
    case .steps(_, let ceiling): wall = ceiling
    }
    return JobSpec(
      id: job, program: ["/bin/sh", "-c", settings.run.command], folder: layout.tree(run.id),
      environment: RunEnvironment.training(
        run: run, budget: settings.run.budget, folder: layout.job(job) + "/run",
        temporary: layout.job(job) + "/tmp", slot: slot),
      wall: wall, cpu: cpu, grace: settings.run.grace, cores: slot?.cores ?? [],
      logCap: Self.logCap, frame: isolation.words(isolation.training(run.id, slot: slot)),
      bounds: settings.bounds,
      counted: [layout.tree(run.id), layout.job(job) + "/run", layout.job(job) + "/tmp"])
  }

  /// What a tail found out, once it has read all.
  private struct Findings: Sendable {
    var reported: Double?
    var steps: Double?
    var parameters: Double?
    /// Seconds the script says it took.
    var claimed: Double?
  }

  /// Reads the log into points while the training runs.
  private func follow(
    _ job: String, _ run: Run, started: Timestamp, sources: CourseSources?
  ) async -> (JobState, Findings) {
    let path = layout.job(job) + "/out.log"
    let ended = Flag()
    let known = (try? journal.pointEnds(run: run.id)) ?? [:]
    let watchman = sources.map {
      CourseWatch(mode: settings.run.stop, sources: $0, courses: courses)
    }
    async let findings = tailing(
      path, run, started: started, known: known, watchman: watchman, until: ended)
    let state = await watch.end(of: job)
    ended.raise()
    return (state, await findings)
  }

  private func tailing(
    _ path: String, _ run: Run, started: Timestamp, known: [String: PointEnd],
    watchman: CourseWatch?,
    until ended: Flag
  ) async -> Findings {
    let tail = LogTail(
      path: path, run: run.id, journal: journal, budget: settings.run.budget, started: started,
      patterns: settings.logPatterns, known: known)
    var watchman = watchman
    while !ended.isRaised {
      if tail.advance(now: clock()) {
        noteProgress(of: run, tail.reader, started: started)
        if let finding = watchman?.finding(in: tail.tracker) { send(.runHopeless(run.id, finding)) }
      }
      // Two looks a second are enough for a curve; the flag ends the wait at once.
      await ended.wait(atMost: .milliseconds(500))
    }
    _ = tail.advance(now: clock(), final: true)
    if let course = tail.tracker.leading { courses.keep(course, of: run.id) }
    let name = settings.metric.name
    let finals = tail.reader.finals
    func first(_ names: [String]) -> Double? { names.lazy.compactMap { finals[$0] }.first }
    return Findings(
      reported: tail.reader.final(name), steps: tail.reader.lastStep,
      parameters: first(Self.parameters),
      claimed: first(Self.durations))
  }

  /// What scripts call the number of their parameters, and the time from their start to their end.
  private static let parameters = [
    "num_params", "num_params_M", "params", "parameters", "n_params", "total_params",
  ]
  private static let durations = ["total_seconds", "elapsed_seconds", "wall_seconds", "runtime"]

  /// How far a run is: by what its log says, else by its budget.
  private func noteProgress(of run: Run, _ reader: LogReader, started: Timestamp) {
    var fraction = reader.progress
    if fraction == nil {
      switch settings.run.budget {
      case .wall(let seconds): fraction = (clock() - started) / seconds
      case .cpu(let seconds, _):
        fraction = runner.cpu(of: JobName.training(run.id)).map { $0 / seconds }
      case .steps(let count, _): fraction = reader.lastStep.map { $0 / Double(count) }
      }
    }
    try? journal.storeProgress(
      run: run.id, fraction: fraction.map { min(1, max(0, $0)) }, step: reader.lastStep,
      line: reader.lastLine, at: clock())
  }

  /// Why a run that has ended gives no score; nil when it may be measured.
  private func verdict(on record: ExitRecord, job: String, tail: Findings) -> RunOutcome? {
    switch record.reason {
    case "error": return .crashed(record.error ?? "it could not be started")
    case "cancelled": return .ended("ended")
    default:
      if let words = Self.brokenBound(record, settings.bounds) { return .crashed("it " + words) }
    }
    if Self.wasCut(record, logs: logs(of: job)) { return .void("the disk was full") }
    if record.suspended > 1 {
      return .void("the machine was suspended for \(Int(record.suspended)) s")
    }
    if let why = Disturbance.clockSet(calendar: record.ended - record.started, counted: record.wall)
      ?? Disturbance.clock(claimed: tail.claimed, counted: record.wall)
    {
      return .void(why)
    }
    if let why = overrun(record) { return .refused(why) }
    if record.reason == "budget", isCeiling(record) {
      return .crashed("it reached the ceiling of its budget after \(Int(record.wall)) s")
    }
    if record.asked { return nil }
    guard record.code == 0 else {
      let said = said(job)
      if said.contains(String(cString: strerror(ENOSPC))) { return .void(said) }
      return .crashed(Self.words(for: .ended(record), said: said))
    }
    return nil
  }

  /// Which bound a job broke, after what it was, and where that stands in the settings; nil for none.
  static func brokenBound(_ record: ExitRecord, _ bounds: RunBounds) -> String? {
    func size(_ bytes: Int?) -> String { bytes.map(SizeText.text) ?? "it may" }
    let what: String
    switch record.reason {
    case "memory": what = "used more than \(size(bounds.memory)) of memory"
    case "disk": what = "wrote more than \(size(bounds.disk)) to the disk"
    case "processes": what = "had more than \(bounds.processes ?? 0) processes"
    default: return nil
    }
    return "\(what): limits.\(record.reason) in pawl.yaml"
  }

  /// A run asked to end at its budget may save, but not go on computing.
  private func overrun(_ record: ExitRecord) -> String? {
    switch settings.run.budget {
    case .wall(let seconds), .cpu(let seconds, _):
      let allowed = max(seconds * 0.02, 0.25)
      guard record.asked, record.cpuAfterAsk > allowed, !isCeiling(record) else { return nil }
      return "it went on computing for \(record.cpuAfterAsk.fixed(1)) s after its budget"
    case .steps: return nil
    }
  }

  private func isCeiling(_ record: ExitRecord) -> Bool {
    switch settings.run.budget {
    case .wall: false
    case .cpu(let seconds, _): record.asked && record.cpu < seconds * 0.98
    case .steps: record.asked
    }
  }

  private func believed(_ reported: Double?) -> RunOutcome {
    let name = settings.metric.name
    guard let reported else { return .crashed("it printed no \(name)") }
    guard reported.isFinite else { return .crashed("it printed \(name) as \(reported.fixed(0))") }
    return .measured(reported)
  }

  /// Whether a log was cut because the disk was full, and not because it reached its cap.
  static func wasCut(_ record: ExitRecord, logs: [String]) -> Bool {
    guard record.dropped > 0 else { return false }
    return !logs.contains { path in
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      return (size ?? 0) > logCap / 2
    }
  }

  /// Bytes kept of each log.
  private static let logCap = 64 << 20

  private func logs(of job: String) -> [String] {
    ["out.log", "err.log"].map { layout.job(job) + "/" + $0 }
  }

  /// The last thing a job said on standard error, or else on standard output.
  func said(_ job: String) -> String {
    for file in ["err.log", "out.log"] {
      let lines = runner.tail(job, file: file).split(whereSeparator: \.isNewline)
      if let line = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) {
        return plainText(String(line), limit: 160)
      }
    }
    return ""
  }

  private static let signals = [
    1: "HUP", 2: "INT", 3: "QUIT", 4: "ILL", 6: "ABRT", 7: "BUS", 8: "FPE",
    9: "KILL, perhaps for want of memory", 11: "SEGV", 13: "PIPE", 14: "ALRM", 15: "TERM",
    24: "XCPU", 25: "XFSZ",
  ]

  /// How a job ended, as the end of a sentence that begins with what it was.
  static func words(for state: JobState, said: String) -> String {
    let suffix = said.isEmpty ? "" : ": \(said)"
    switch state {
    case .ended(let record):
      if let error = record.error { return error }
      let code = record.code ?? -1
      // A shell tells with 128 and more that its command was ended by a signal.
      let signal = record.signal ?? (code > 128 && signals[code - 128] != nil ? code - 128 : nil)
      guard let signal else { return "ended with status \(code)" + suffix }
      let name = signals[signal].map { " (\($0))" } ?? ""
      return "was ended by signal \(signal)\(name)" + suffix
    case .interrupted: return "was ended from outside"
    case .absent, .running: return "did not start"
    }
  }
}
