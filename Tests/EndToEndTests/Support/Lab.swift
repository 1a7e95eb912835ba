import Core
import Foundation
import Glibc
import Journal

/// A project in a temporary folder, its engines, and everybody else who works on it.
final class Lab: Sendable {
  struct Options: Sendable {
    var lanes = 2
    var slots = "[{cores: 1}, {cores: 1}]"
    var review = "never"
    /// What each lane's turns do, in order; turns beyond that do not end by themselves.
    var plan: [String: [String]] = [:]
  }

  /// What is kept beside the project, and is named in every process's environment.
  let home: String
  let layout: Layout
  var folder: String { layout.project }

  /// The binary beside the test bundle, or the one the environment names.
  static let pawl: String = {
    if let path = ProcessInfo.processInfo.environment["PAWL_BINARY"] { return path }
    let folder =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? folder
    return (bundle as NSString).deletingLastPathComponent + "/pawl"
  }()

  init(_ options: Options = Options()) async throws {
    let temporary = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
    home = temporary + "/pawl-lab-" + UUID().uuidString
    layout = Layout(project: home + "/project")
    try FileManager.default.createDirectory(
      atPath: folder + "/params", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: home + "/plan", withIntermediateDirectories: true)
    try write(LabScripts.agent, to: home + "/agent.sh")
    try write(LabScripts.train, to: folder + "/train.sh")
    try write(LabScripts.evaluate, to: folder + "/evaluate.sh")
    try write(LabScripts.predict, to: folder + "/predict.sh")
    try write(LabScripts.settings(options), to: folder + "/pawl.yaml")
    try write("0\n", to: folder + "/params/start")
    for (lane, words) in options.plan { try plan(lane, words) }
    try await git("-c", "init.defaultBranch=main", "init", "-q")
    try await git("add", "-A")
    try await git("commit", "-q", "-m", "start")
  }

  deinit {
    // All of them inherited this folder's name from a process that was started here.
    for _ in 0..<5 {
      let left = Processes.mentioning(home)
      if left.isEmpty { break }
      for pid in left { _ = kill(pid, SIGKILL) }
    }
    try? FileManager.default.removeItem(atPath: home)
  }

  func plan(_ lane: String, _ words: [String]) throws {
    try write(words.map { $0 + "\n" }.joined(), to: home + "/plan/" + lane)
  }

  private func write(_ text: String, to path: String) throws {
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  // MARK: Programs

  var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("PAWL_") && !$0.key.hasPrefix("GIT_")
    }
    environment["LAB"] = home
    environment["USER"] = "tester"
    // Labs that run at the same time would wait for each other's cores.
    environment["XDG_RUNTIME_DIR"] = home
    for role in ["AUTHOR", "COMMITTER"] {
      environment["GIT_\(role)_NAME"] = "tester"
      environment["GIT_\(role)_EMAIL"] = "tester@localhost"
    }
    return environment
  }

  /// Starts an engine in the foreground.
  func engine(
    _ arguments: [String] = [], failpoint: String? = nil, command: String = "run"
  ) throws -> Program {
    var environment = environment
    environment["PAWL_FAILPOINT"] = failpoint
    return try Program(
      Self.pawl, command.isEmpty ? arguments : [command] + arguments, in: folder,
      environment: environment)
  }

  /// Runs a command line to its end.
  @discardableResult
  func pawl(_ arguments: String..., in place: String? = nil) async throws -> Program.Ending {
    try await Program(Self.pawl, arguments, in: place ?? folder, environment: environment)
      .ending(seconds: 60)
  }

  /// Runs git in the project and gives what it prints.
  @discardableResult
  func git(_ arguments: String...) async throws -> String {
    let ending = try await Program(
      "/usr/bin/env", ["git"] + arguments, in: folder, environment: environment
    )
    .ending(seconds: 60)
    guard ending.status == 0 else {
      throw Hang(description: "git \(arguments.joined(separator: " ")): \(ending.err)")
    }
    return ending.out
  }

  /// One JSON object that a command prints.
  func json(_ arguments: String...) async throws -> JSONValue {
    let ending = try await Program(Self.pawl, arguments, in: folder, environment: environment)
      .ending(seconds: 60)
    guard ending.status == 0 else { throw Hang(description: "\(arguments): \(ending.err)") }
    return try JSONValue(parsing: ending.out)
  }

  /// The JSON objects that a command prints, one a line.
  func jsonLines(_ arguments: String...) async throws -> [JSONValue] {
    let ending = try await Program(Self.pawl, arguments, in: folder, environment: environment)
      .ending(seconds: 60)
    guard ending.status == 0 else { throw Hang(description: "\(arguments): \(ending.err)") }
    return try ending.lines.map { try JSONValue(parsing: $0) }
  }

  // MARK: The journal

  func record() throws -> CampaignRecord { try JournalReader(path: layout.journal).record() }

  func notes() throws -> [EventLine] {
    try JournalReader(path: layout.journal).notes(after: 0, limit: 1_000_000)
  }

  /// Waits until the journal is as wanted.
  func until<T: Sendable>(
    _ what: String, seconds: Double = 90,
    _ look: @escaping @Sendable (CampaignRecord, [EventLine]) throws -> T?
  ) async throws -> T {
    let layout = layout
    try FileManager.default.createDirectory(
      atPath: layout.home, withIntermediateDirectories: true)
    do {
      return try await EndToEndTests.until(what, in: [layout.home], seconds: seconds) {
        guard let reader = try? JournalReader(path: layout.journal) else { return nil }
        return try look(try reader.record(), try reader.notes(after: 0, limit: 1_000_000))
      }
    } catch let hang as Hang {
      let lines = ((try? notes()) ?? []).suffix(15).map { "  \($0.kind) \($0.text)" }
      throw Hang(
        description: hang.description + "; the story ends\n" + lines.joined(separator: "\n"))
    }
  }

  /// Waits for an engine to be in charge.
  func untilEngine() async throws -> EngineRecord {
    try await until("an engine") { [layout] _, _ in
      try JournalReader(path: layout.journal).engine()
    }
  }

  /// Waits for a line of the story.
  @discardableResult
  func untilTold(_ kind: String, experiment: Int? = nil, lane: String? = nil, count: Int = 1)
    async throws -> EventLine
  {
    try await until("\(kind) of \(experiment.map { "#\($0)" } ?? lane ?? "anything")") { _, notes in
      let found = notes.filter {
        $0.kind == kind && (experiment == nil || $0.experiment == experiment)
          && (lane == nil || $0.lane == lane)
      }
      return found.count >= count ? found.last : nil
    }
  }

  // MARK: Runs and turns that wait

  func jobFolder(_ run: RunID) -> String { layout.job(JobName.training(run)) }

  /// Waits until an experiment's newest run trains and waits at its gate.
  func untilWaiting(_ n: Int) async throws -> Run {
    let layout = layout
    let run = try await until("a run of #\(n)") { record, _ in
      record.runs.values.filter { $0.experiment == n && $0.state == .training }
        .max { $0.id < $1.id }
    }
    let folder = layout.job(JobName.training(run.id)) + "/run"
    _ = try await EndToEndTests.until("run \(run.id) at its gate", in: [folder]) {
      FileManager.default.fileExists(atPath: folder + "/waiting") ? true : nil
    }
    return run
  }

  /// Says something to a run at its gate: `go` lets it end, anything else is logged as a step.
  func tell(_ run: RunID, _ words: String...) throws {
    try say(words, to: jobFolder(run) + "/run/gate")
  }

  func untilHeld(_ lane: String, _ turn: Int) async throws {
    let path = home + "/held-\(lane)-\(turn)"
    _ = try await EndToEndTests.until("turn \(turn) of \(lane)", in: [home]) {
      FileManager.default.fileExists(atPath: path) ? true : nil
    }
  }

  func release(_ lane: String, _ turn: Int) throws {
    try say(["go"], to: home + "/hold-\(lane)-\(turn)")
  }

  private func say(_ words: [String], to path: String) throws {
    let gate = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
    guard gate >= 0 else { throw Hang(description: "nobody waits at \(path)") }
    defer { close(gate) }
    for word in words { _ = Glibc.write(gate, word + "\n", word.utf8.count + 1) }
  }

  /// The supervisor's note on a job.
  func supervisor(of job: String) throws -> (supervisor: Int32, child: Int32) {
    let text = try String(contentsOfFile: layout.job(job) + "/proc.json", encoding: .utf8)
    let note = try JSONValue(parsing: text)
    guard let supervisor = note["supervisor"].number, let child = note["child"].number else {
      throw Hang(description: "proc.json says \(text)")
    }
    return (Int32(supervisor), Int32(child))
  }

  /// What every training run and turn of the whole campaign said of itself.
  func ledger() -> [[String]] {
    let text = (try? String(contentsOfFile: home + "/ledger", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
  }
}
