import ArgumentParser
import Core
import Dashboard
import Foundation
import Journal

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lanes, slots, ratchet, counts.")

  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    let access = try Place.project()
    let reader = try access.reader()
    let record = try reader.record()
    guard let summary = record.summary else { throw AccessError.noCampaign }
    let engine = try access.engine(reader)
    if json {
      let answer = StatusAnswer(
        record, summary, engine: engine, now: Date().timeIntervalSince1970)
      print(try JSONLine.text(answer, pretty: true))
    } else {
      print(Words.status(record, summary, running: engine != nil))
    }
  }
}

struct Log: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What happened, newest last.")

  @Flag(help: "Go on while the engine runs.")
  var follow = false

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() throws {
    let access = try Place.project()
    if follow { return try LogPrinter.follow(access, json: json) }
    let reader = try access.reader()
    var last = 0
    while true {
      let lines = try reader.notes(after: last, limit: 1000)
      try LogPrinter.print(lines, json: json)
      guard let newest = lines.last else { return }
      last = newest.seq
    }
  }
}

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Experiments.")

  @Flag(help: "Only what was kept.")
  var kept = false

  @Option(
    help: "Only one state: \(ExperimentState.allCases.map(\.rawValue).joined(separator: ", ")).")
  var state: String?

  @Flag(help: "One JSON object a line.")
  var json = false

  func validate() throws {
    if let state, ExperimentState(rawValue: state) == nil {
      let known = ExperimentState.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("there is no state '\(state)'; states are \(known)")
    }
  }

  func run() throws {
    let record = try Place.project().reader().record()
    for experiment in record.experiments {
      if kept, experiment.state != .kept { continue }
      if let state, experiment.state.rawValue != state { continue }
      if json {
        print(try JSONLine.text(ExperimentAnswer(experiment, in: record)))
      } else {
        print(Words.row(experiment, noise: record.summary?.noise))
      }
    }
  }
}

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "One experiment.")

  @Argument(help: "Its number.")
  var n: Int

  @Flag(help: "One JSON object.")
  var json = false

  @Flag(help: "The diff, as a patch `git apply` takes.")
  var diff = false

  @Flag(help: "The series of its last run, as JSON lines.")
  var curve = false

  @Flag(help: "What its last run printed.")
  var log = false

  func validate() throws {
    if [json, diff, curve, log].count(where: { $0 }) > 1 {
      throw ValidationError("choose one of --json, --diff, --curve and --log")
    }
  }

  func run() throws {
    let access = try Place.project()
    let reader = try access.reader()
    let record = try reader.record()
    guard let experiment = record.experiment(n) else {
      let count = record.experiments.count
      throw Failure(
        text: count == 0
          ? "there is no experiment #\(n); none was proposed yet"
          : "there is no experiment #\(n); they are numbered 1 to \(count)")
    }
    if diff { return try showDiff(reader) }
    if curve { return try showCurve(experiment, record, reader) }
    if log { return try showLog(experiment, record, access) }
    if json {
      print(
        try JSONLine.text(ExperimentAnswer(experiment, in: record, details: true), pretty: true))
    } else {
      print(Account.text(experiment, in: record, clock: Words.clock))
    }
  }

  private func showDiff(_ reader: JournalReader) throws {
    guard let patch = try reader.patch(n) else {
      throw Failure(text: "the diff of #\(n) is not recorded yet; try again in a moment")
    }
    print(patch, terminator: "")
  }

  private func lastRun(_ experiment: Experiment, _ record: CampaignRecord) throws -> Run {
    let runs = experiment.runs.compactMap { record.runs[$0] }
    let own = runs.filter { $0.started != nil && !$0.role.isChampion }
    // What was ended because nobody needed it any more has little to show.
    guard let run = own.last(where: { !$0.wasCutShort }) ?? own.last else {
      throw Failure(text: "#\(n) has not run yet")
    }
    return run
  }

  private func showCurve(
    _ experiment: Experiment, _ record: CampaignRecord, _ reader: JournalReader
  )
    throws
  {
    struct Line: Encodable {
      var run: Int
      var series: String
      var axis: String
      var x: Double
      var time: Double?
      var y: Double
    }
    let run = try lastRun(experiment, record)
    for series in try reader.series(run: run.id) {
      for point in series.points {
        print(
          try JSONLine.text(
            Line(
              run: run.id, series: series.name, axis: series.axis.rawValue, x: point.x,
              time: point.time, y: point.y)))
      }
    }
  }

  private func showLog(_ experiment: Experiment, _ record: CampaignRecord, _ access: ProjectAccess)
    throws
  {
    let run = try lastRun(experiment, record)
    let folder = access.layout.job(JobName.training(run.id))
    for name in ["out.log", "err.log"] {
      guard let handle = FileHandle(forReadingAtPath: folder + "/" + name) else { continue }
      while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
        FileHandle.standardOutput.write(data)
      }
    }
  }
}

extension Run {
  fileprivate var wasCutShort: Bool {
    switch outcome {
    case .ended, .void: true
    case .measured, .crashed, .refused, nil: false
    }
  }
}

struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What was found, what it cost, how to merge it.")

  @Flag(help: "As autoresearch's results.tsv.")
  var tsv = false

  func run() throws {
    let record = try Place.project().reader().record()
    guard let summary = record.summary else { throw AccessError.noCampaign }
    print(tsv ? ReportText.tsv(record) : ReportText.text(record, summary), terminator: "")
  }
}
