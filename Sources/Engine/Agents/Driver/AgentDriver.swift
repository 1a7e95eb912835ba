import CSupervise
import Core
import Foundation
import Glibc

/// Runs one agent for one turn: a loop around its pipes, its dialect and the orders from outside.
///
/// It leaves `transcript.jsonl`, `raw.jsonl` and `result.json` in the job's folder. One thread, no
/// waiting on anything but `poll`.
final class AgentDriver {
  let task: AgentTask
  let environment: [String: String]
  let clock: DriverClock
  /// Orders come in here, one JSON object a line; -1 for none.
  var orders: Int32
  /// A byte here ends the turn in well under a second; -1 for none.
  let end: Int32
  let files: CloneFiles
  var transcript: Transcript
  var raw: RawLog
  var tally = TurnTally()
  var dialect: (any AgentDialect)?
  var process: AgentProcess?
  var silence: SilenceWatch
  var stop = StopSteps()
  var isPaused = false
  /// What the turn's ending is, whatever the agent says.
  var verdict: AgentEnding?
  /// The protocol has nothing more to say.
  var isOver = false
  private var outLines = LineSplitter()
  private var errorLines = LineSplitter(limit: 64 << 10)
  var orderLines = LineSplitter(limit: 1 << 20)
  private var lastErrors: [String] = []
  private var diary: DiaryReader?
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)

  init(
    task: AgentTask, environment: [String: String], orders: Int32 = -1, end: Int32 = -1,
    clock: DriverClock = DriverClock()
  ) {
    self.task = task
    self.environment = environment
    self.orders = orders
    self.end = end
    self.clock = clock
    files = CloneFiles(clone: task.clone, editable: task.editable)
    let mask = SecretMask(environment)
    transcript = Transcript(path: task.job + "/transcript.jsonl", mask: mask)
    raw = RawLog(folder: task.job, mask: mask)
    silence = SilenceWatch(limit: task.silence, now: clock.now())
  }

  /// Makes the turn and gives what came of it; `result.json` is the caller's.
  func run() -> TurnReport {
    do {
      let (launch, dialect) = try AgentDialects.make(task)
      if let ending = try start(launch, dialect) {
        note(.finished(ending))
      } else {
        drive()
        close()
      }
    } catch {
      note(.finished(.failed("\(error)")))
    }
    transcript.flush(now: clock.now())
    raw.finish()
    return tally.finished(.done)
  }

  /// Starts the program; how the turn ended already where that is not possible.
  private func start(_ launch: AgentLaunch, _ dialect: any AgentDialect) throws -> AgentEnding? {
    var variables = launch.variables(from: environment)
    variables[TurnDriver.taskVariable] = nil
    guard let name = launch.program.first,
      let program = ProgramPath.find(name, path: variables["PATH"])
    else { return .missing(ProgramPath.missing(launch.program.first ?? "the agent")) }
    try? FileManager.default.createDirectory(
      atPath: task.home, withIntermediateDirectories: true)
    diary = launch.diary.map { DiaryReader($0, environment: variables, home: task.home) }
    do {
      process = try AgentProcess(
        program, arguments: Array(launch.program.dropFirst()), environment: variables,
        folder: task.clone, talks: launch.input != .none, frame: task.frame)
    } catch EngineError.spawn(_, let why) {
      return .missing("\(program) cannot be started: \(why)")
    }
    self.dialect = dialect
    note(.told(task.prompt, .prompt))
    if launch.input == .prompt {
      process?.send(task.prompt)
      process?.closeInput()
    }
    silence.hear(now: clock.now())
    perform(self.dialect?.begin() ?? [])
    return nil
  }

  // MARK: The loop

  private func drive() {
    guard let process else { return }
    var drained: Double?
    while true {
      wait(for: process, until: drained)
      let now = clock.now()
      if process.hasEnded, drained == nil { drained = now + 0.3 }
      if let limit = drained {
        let isSilent = process.output < 0 && process.errors < 0
        if isSilent || now >= limit { break }
      }
      keepTime(now)
    }
    // Whatever it left running ends with it; that may be what keeps its pipes open.
    process.signal(SIGKILL)
    while process.output >= 0, read(process.output, raw: .out) {}
    while process.errors >= 0, read(process.errors, raw: .err) {}
    outLines.finish { self.receive($0) }
    errorLines.finish { self.receiveError($0) }
  }

  /// Sleeps until something happens, and takes it in.
  private func wait(for process: AgentProcess, until limit: Double?) {
    var watched = [
      // What came there stays unread: once is enough.
      pollfd(fd: stop.isHurried ? -1 : end, events: Int16(POLLIN), revents: 0),
      pollfd(fd: orders, events: Int16(POLLIN), revents: 0),
      pollfd(fd: process.output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: process.errors, events: Int16(POLLIN), revents: 0),
      pollfd(
        fd: process.hasUnsent ? process.input : -1, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: limit == nil ? process.watch : -1, events: Int16(POLLIN), revents: 0),
    ]
    poll(&watched, nfds_t(watched.count), timeout(limit))
    if watched[0].revents != 0 { endNow() }
    if watched[1].revents != 0 { readOrders() }
    if watched[2].revents != 0, !read(process.output, raw: .out) { process.closeOutput() }
    if watched[3].revents != 0, !read(process.errors, raw: .err) { process.closeErrors() }
    if watched[4].revents != 0 { process.flush() }
    raw.flush()
    transcript.tick(now: clock.now())
  }

  private func timeout(_ limit: Double?) -> Int32 {
    var times = [limit, transcript.due, stop.due, silence.due].compactMap { $0 }
    // Where nobody tells of its end, it is looked for.
    if process?.watch == -1 { times.append(clock.now() + 0.05) }
    guard let next = times.min() else { return -1 }
    return Int32(max(0, min((next - clock.now()) * 1000 + 1, 3_600_000)))
  }

  /// Takes in a piece of output; false at its end.
  private func read(_ descriptor: Int32, raw way: RawLog.Way) -> Bool {
    let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) && !isDraining }
    silence.hear(now: clock.now())
    let piece = buffer
    piece.withUnsafeBytes { all in
      let bytes = UnsafeRawBufferPointer(rebasing: all[..<count])
      if way == .out {
        outLines.feed(bytes) { self.receive($0) }
      } else {
        errorLines.feed(bytes) { self.receiveError($0) }
      }
    }
    return true
  }

  /// After its end nothing more can come: an empty pipe is a finished one.
  private var isDraining: Bool { process?.hasEnded ?? true }

  private func receive(_ line: AgentLine) {
    raw.note(.out, line, at: clock.wall())
    perform(dialect?.receive(line) ?? [])
  }

  private func receiveError(_ line: AgentLine) {
    raw.note(.err, line, at: clock.wall())
    let words = plainText(line.text, limit: 1000)
    if words.allSatisfy(\.isWhitespace) { return }
    note(.noise(words))
    lastErrors.append(words)
    if lastErrors.count > 20 { lastErrors.removeFirst() }
  }

  /// The program is gone: what that means.
  private func close() {
    guard let process else { return }
    let exit = process.wait()
    // It may have been ended together with this process, before the news of that came.
    var last = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
    if end >= 0, poll(&last, 1, 0) > 0 { verdict = verdict ?? .interrupted }
    let words = AgentExit(
      code: exit.signal == 0 ? exit.code : nil, signal: exit.signal == 0 ? nil : exit.signal,
      said: lastErrors.joined(separator: "\n"), logged: diary?.added() ?? "")
    perform(dialect?.exited(words) ?? [])
    for ask in tally.asks { note(.answered(ask: ask, .withdrawn)) }
    note(.finished(words.ending))
  }
}

extension AgentExit {
  /// What is known of a turn whose agent never said how it ended.
  var ending: AgentEnding {
    if code == 0 { return .done }
    let how = signal.map { "was ended by signal \($0)" } ?? "ended with status \(code ?? -1)"
    let last = said.split(separator: "\n").last.map { ": " + plainText(String($0), limit: 300) }
    return .failed("the agent \(how)\(last ?? "")")
  }
}
