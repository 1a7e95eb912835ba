import ArgumentParser
import Core
import Dashboard
import Engine
import Foundation
import Settings

struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open the dashboard; starts the engine if none runs (default).")

  @Flag(name: .customLong("read-only"), help: "Look, but change nothing.")
  var readOnly = false

  @Option(
    help: ArgumentHelp(
      "Play keys from a file, or - for standard input, over what the journal holds and print the screens; no terminal.",
      valueName: "file"))
  var script: String?

  func run() throws {
    let access = try Place.project()
    if let script { return try DashboardHost.play(script, access, readOnly: readOnly) }
    guard Place.hasTerminal else { return try Headless.follow(access, experiments: nil) }
    if !readOnly, !access.isEngineRunning {
      _ = try Place.settings(access)
      try EngineHost.startInBackground(access)
    }
    try DashboardHost.run(access, readOnly: readOnly)
  }
}

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the demo project and open it: no key, no GPU, no network needed.")

  @Argument(help: "The folder to make.")
  var folder = "./pawl-demo"

  @Option(help: "Where all randomness of the campaign comes from.")
  var seed: Int?

  @Flag(help: "Run without a screen and print a summary.")
  var headless = false

  @Option(help: "Headless: end when so many experiments have a verdict.")
  var experiments: Int?

  func validate() throws {
    if let experiments, experiments < 1 {
      throw ValidationError("--experiments takes a whole number from 1")
    }
    if let seed, seed < 0 { throw ValidationError("--seed takes a whole number from 0") }
  }

  func run() throws {
    let path = URL(fileURLWithPath: folder).standardizedFileURL.path
    try DemoMaker.make(path, seed: seed)
    let access = try ProjectAccess(from: path)
    if headless || !Place.hasTerminal {
      return try Headless.follow(
        access, experiments: experiments ?? (headless ? 40 : nil), seed: seed)
    }
    if !access.isEngineRunning {
      try EngineHost.startInBackground(
        access, arguments: seed.map { ["--seed", "\($0)"] } ?? [])
    }
    try DashboardHost.run(access, readOnly: false)
  }
}

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "The engine in the foreground, one line per event.")

  @Option(help: "End when so many experiments have a verdict.")
  var experiments: Int?

  @Option(name: .customLong("until-kept"), help: "End when so many experiments are kept.")
  var untilKept: Int?

  @Option(help: "Where all randomness of the campaign comes from.")
  var seed: Int?

  func validate() throws {
    if let experiments, experiments < 1 {
      throw ValidationError("--experiments takes a whole number from 1")
    }
    if let untilKept, untilKept < 1 {
      throw ValidationError("--until-kept takes a whole number from 1")
    }
  }

  func run() throws {
    let access = try Place.project()
    try Headless.run(
      access,
      options: EngineOptions(
        program: Place.program, experiments: experiments, kept: untilKept, seed: seed,
        unattended: experiments != nil || untilKept != nil))
  }
}

struct EngineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engine", abstract: "The engine of a project, started by the dashboard.",
    shouldDisplay: false)

  @Option var seed: Int?

  func run() throws {
    let access = try Place.project()
    try EngineHost.run(access, options: EngineOptions(program: Place.program, seed: seed)) { line in
      print(Words.line(line, time: ISOTime.text))
    }
  }
}

struct Stop: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Stop after the current runs, or at once.")

  @Flag(help: "End the current runs too.")
  var now = false

  func run() throws {
    print(try Place.project().ask(.stop(now: now)))
  }
}

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at a repository, write pawl.yaml, say what to check.")

  @Argument(help: "The repository.")
  var folder = "."

  @Flag(help: "Replace a pawl.yaml that is there.")
  var force = false

  func run() throws {
    let path = URL(fileURLWithPath: folder).standardizedFileURL.path
    let target = path + "/pawl.yaml"
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw Failure(text: "there is no folder \(path)")
    }
    if !force, FileManager.default.fileExists(atPath: target) {
      throw Failure(text: "\(target) is there already; edit it, or use --force to replace it")
    }
    let proposal = RepositoryScout.look(at: path, agents: LaneAgents.suggestions)
    try proposal.text.write(toFile: target, atomically: true, encoding: .utf8)
    print("wrote \(target)")
    if let history = proposal.history, let file = proposal.historyFile {
      print("  found  \(file): \(HistoryAnswer.sentence(history))")
    }
    for line in proposal.sure { print("  sure   \(line)") }
    for line in proposal.check { print("  check  \(line)") }
  }
}
