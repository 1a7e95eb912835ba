import Core
import Dashboard
import Engine
import Foundation
import Journal
import Synchronization

/// A campaign without a screen: a line per event, and what it came to.
enum Headless {
  /// Runs the engine here, or follows the one that runs already.
  static func follow(_ access: ProjectAccess, experiments: Int?, seed: Int? = nil) throws {
    if access.isEngineRunning {
      return try LogPrinter.follow(access, json: false)
    }
    try run(
      access,
      options: EngineOptions(
        program: Place.program, experiments: experiments, seed: seed,
        unattended: experiments != nil))
  }

  static func run(_ access: ProjectAccess, options: EngineOptions) throws {
    let start = Date().timeIntervalSince1970
    let halted = Mutex<String?>(nil)
    try EngineHost.run(access, options: options) { line in
      print(Words.line(line, time: Words.clock))
      if line.kind == "campaign.halted" { halted.withLock { $0 = line.text } }
      if line.kind == "campaign.resumed" { halted.withLock { $0 = nil } }
    }
    let reader = try access.reader()
    let record = try reader.record()
    guard let summary = record.summary else { return }
    print(Words.ending(record, summary, seconds: Date().timeIntervalSince1970 - start))
    if let text = halted.withLock({ $0 }) { throw Failure(text: text) }
    if record.experiments.isEmpty, let trouble = record.lanes.compactMap(\.trouble).first {
      throw Failure(text: "no agent proposed anything: \(trouble)")
    }
  }
}

/// Prints the story, and goes on while it is written.
enum LogPrinter {
  static func print(_ lines: [EventLine], json: Bool) throws {
    for line in lines {
      if json {
        Swift.print(try JSONLine.text(EventAnswer(line)))
      } else {
        Swift.print(Words.line(line, time: Words.clock))
      }
    }
  }

  static func follow(_ access: ProjectAccess, json: Bool) throws {
    let reader = try access.reader()
    var last = 0
    let watch = JournalWait(access.layout)
    while true {
      // Looked at first: what an engine says last is there when it is gone.
      let isRunning = access.isEngineRunning
      while true {
        let lines = try reader.notes(after: last, limit: 1000)
        try print(lines, json: json)
        guard let newest = lines.last else { break }
        last = newest.seq
      }
      guard isRunning else { return }
      watch.wait(milliseconds: watch.isTold ? 60_000 : 1000)
    }
  }
}
