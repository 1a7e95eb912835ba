import Core
import Foundation
import Journal
import Material

/// Writes events and points as fast as the journal takes them.
struct Burst {
  private let layout: Layout
  private let events: Int
  private let points: Int
  private let seconds: Double
  /// Steps written at once, events between two pauses, and how long a pause is.
  private static let batch = 500
  private static let stretch = 4000
  private static let pause = 0.3

  init(_ options: inout Options) throws {
    layout = Layout(project: options.folder)
    events = try options.count("events", 100_000)
    points = try options.count("points", 5_000_000)
    seconds = try options.number("seconds") ?? 600
  }

  func run() throws {
    let charge = try Charge(layout)
    defer { charge.leave() }
    let start = Date().timeIntervalSince1970
    charge.open(at: start)
    var written = 0
    var turn = 0
    var steps: [RunID: Int] = [:]
    var tenth = 1
    while charge.events < events {
      let now = Date().timeIntervalSince1970
      guard now < start + seconds, try charge.step(stamp: now) else { break }
      let training = charge.training
      while written * events < points * charge.events, !training.isEmpty {
        turn += 1
        written += try append(training[turn % training.count], charge, &steps, now: now)
      }
      if charge.events * 10 >= events * tenth {
        Stage.say("tenth \(tenth) events \(charge.events) points \(written)")
        tenth += 1
      }
      if charge.events % Self.stretch == 0 { Thread.sleep(forTimeInterval: Self.pause) }
    }
    // What still moves would be told from what is wrong with difficulty.
    charge.stop()
    while !charge.campaign.state.finished,
      try charge.step(stamp: Date().timeIntervalSince1970)
    {}
    let took = Date().timeIntervalSince1970 - start
    Stage.say("done events \(charge.events) points \(written) seconds \(Int(took))")
  }

  /// Gives how many points were written.
  private func append(
    _ run: Run, _ charge: Charge, _ steps: inout [RunID: Int], now: Timestamp
  ) throws -> Int {
    let curve = MadeCurve(plan: charge.plan, run: run.id)
    let first = try steps[run.id] ?? charge.journal.pointEnds(run: run.id)["loss"]?.count ?? 0
    let range = first..<(first + Self.batch)
    steps[run.id] = range.upperBound
    let share = Double(first % 50_000) / 50_000
    let batches = curve.points(range, from: share, to: share + 0.01)
    try charge.journal.appendPoints(run: run.id, batches)
    try charge.journal.storeProgress(
      run: run.id, fraction: share, step: Double(first),
      line: curve.line(step: first, share: share), at: now)
    try RunLog(layout, run.id).append(curve.line(step: first, share: share) + "\n")
    return batches.reduce(0) { $0 + $1.points.count }
  }
}
