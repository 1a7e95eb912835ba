import ArgumentParser
import Core
import Dashboard
import Engine
import Foundation
import Journal
import Settings
import Synchronization

struct Read: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What pawl sees in a log or a history: series, points, how it ended.")

  /// A larger file is no history that anybody wrote.
  private static let historyLimit = 64 << 20

  @Argument(help: "The file.")
  var file: String

  @Flag(help: "One JSON object a line.")
  var json = false

  /// Series that the project around this folder names; none outside of one.
  private static func patterns() throws -> [LogPattern] {
    guard let access = try? Place.project() else { return [] }
    return try Place.settings(access).logPatterns
  }

  func run() throws {
    guard let handle = FileHandle(forReadingAtPath: file) else {
      throw Failure(text: "cannot read \(file)")
    }
    let name = plainText((file as NSString).lastPathComponent, limit: 80)
    var data = try handle.read(upToCount: 1 << 20) ?? Data()
    if History.isLikely([UInt8](data.prefix(65_536))[...]) {
      while data.count <= Self.historyLimit,
        let more = try handle.read(upToCount: 1 << 20), !more.isEmpty
      {
        data.append(more)
      }
      if data.count <= Self.historyLimit, let history = History([UInt8](data)) {
        for line in try HistoryAnswer.lines(history, name: name, json: json) { print(line) }
        return
      }
    }
    var reader = LogReader(patterns: try Self.patterns())
    repeat {
      data.withUnsafeBytes { reader.feed($0) }
      _ = reader.drainNewPoints()
      data = try handle.read(upToCount: 1 << 20) ?? Data()
    } while !data.isEmpty
    reader.finish()
    for line in try ReadAnswer.lines(reader, name: name, json: json) { print(line) }
  }
}

struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What the decision rule does in a simulated campaign.")

  @Argument(
    help: "A world: a file with a JSON object, or a name of `--worlds`; else the standard one.")
  var world: String?

  @Option(help: "lean, standard, thorough or naive.")
  var rule = "standard"

  @Option(help: "How many campaigns.")
  var campaigns = 100

  @Option(help: "Where all randomness comes from.")
  var seed = 1

  @Flag(help: "One JSON object; with --worlds one a line.")
  var json = false

  @Flag(help: "Every world the rule is held to, one line each.")
  var worlds = false

  func validate() throws {
    if RatchetRule.preset(named: rule) == nil {
      throw ValidationError("there is no rule '\(rule)'; rules are lean, standard, thorough, naive")
    }
    if !(1...100_000).contains(campaigns) {
      throw ValidationError("--campaigns takes a whole number from 1 to 100000")
    }
  }

  func run() throws {
    guard let rule = RatchetRule.preset(named: rule) else { return }
    guard worlds else {
      let world =
        try world.map { try SimulatedWorld.named($0) ?? WorldReader.read($0) } ?? SimulatedWorld()
      let result = try result(world, rule)
      return print(json ? try JSONLine.text(result) : SimulationWords.text(result))
    }
    if !json { print(SimulationWords.head(rule, campaigns: campaigns)) }
    for (name, world) in SimulatedWorld.named {
      let result = try result(world, rule)
      print(json ? try JSONLine.text(WorldAnswer(name, result)) : SimulationWords.row(name, result))
    }
  }

  private func result(_ world: SimulatedWorld, _ rule: RatchetRule) throws -> SimulationResult {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<SimulationResult?>(nil)
    let (campaigns, seed) = (campaigns, seed)
    Task.detached {
      let played = await Simulation.run(
        world: world, rule: rule, campaigns: campaigns, seed: seed)
      result.withLock { $0 = played }
      done.signal()
    }
    done.wait()
    guard let result = result.withLock({ $0 }) else { throw Failure(text: "nothing was played") }
    return result
  }
}

struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What was found on this machine, and what to do about it.")

  @Flag(help: "Make the journal's tables anew from its events; no engine may run.")
  var rebuild = false

  func run() throws {
    if rebuild { return try rebuildJournal() }
    for line in DoctorLines.all() { print(line) }
  }

  private func rebuildJournal() throws {
    let access = try Place.project()
    guard !access.isEngineRunning else {
      throw Failure(text: "an engine works on the journal; stop it first (pawl stop)")
    }
    _ = try access.reader()
    try Journal(path: access.layout.journal).rebuild()
    print("rebuilt \(access.layout.journal)")
  }
}
