import Core
import Foundation
import Journal
import Material

/// Plays a live campaign at its own pace.
struct Play {
  private let layout: Layout
  private let runs: Int
  private let hertz: Double
  private let seconds: Double
  /// How often an engine looks into a log, per second.
  private static let looks = 2.0

  init(_ options: inout Options) throws {
    layout = Layout(project: options.folder)
    runs = try options.count("runs", 8)
    hertz = try options.number("hertz") ?? 1
    seconds = try options.number("seconds") ?? 60
  }

  func run() throws {
    let charge = try Charge(layout)
    defer { charge.leave() }
    let end = Date().timeIntervalSince1970 + seconds
    Stage.say("playing")
    guard hertz > 0 else {
      Thread.sleep(forTimeInterval: seconds)
      return
    }
    charge.open(at: Date().timeIntervalSince1970)
    var streams: [RunID: Stream] = [:]
    while true {
      let now = Date().timeIntervalSince1970
      guard now < end else { return }
      while let next = charge.campaign.next, next <= now {
        guard try charge.step(stamp: nil) else { break }
      }
      let training = charge.training.prefix(runs)
      streams = streams.filter { id, _ in training.contains { $0.id == id } }
      for (place, run) in training.enumerated() {
        // Runs are not in step with each other.
        let phase = Double(place) / Double(max(1, runs)) / min(hertz, Self.looks)
        let stream = try streams[run.id] ?? Stream(run, charge, due: now + phase)
        streams[run.id] = stream
        if stream.due <= now { try stream.look(charge, now: now, hertz: hertz) }
      }
      let due = streams.values.map(\.due) + [charge.campaign.next ?? end, end]
      Thread.sleep(forTimeInterval: max(0.001, (due.min() ?? end) - now))
    }
  }

  /// The output of one run.
  private final class Stream {
    let run: Run
    private let curve: MadeCurve
    private let log: RunLog
    private var steps: Int
    private(set) var due: Timestamp

    init(_ run: Run, _ charge: Charge, due: Timestamp) throws {
      self.run = run
      self.due = due
      curve = MadeCurve(plan: charge.plan, run: run.id)
      log = try RunLog(charge.layout, run.id)
      steps = try charge.journal.pointEnds(run: run.id)["loss"]?.count ?? 0
    }

    func look(_ charge: Charge, now: Timestamp, hertz: Double) throws {
      let count = max(1, Int(hertz / Play.looks))
      due += Double(count) / hertz
      let budget = charge.plan.runSeconds
      let share = min(1, (now - (run.started ?? now)) / budget)
      let range = steps..<(steps + count)
      steps += count
      try log.append(range.map { curve.line(step: $0, share: share) + "\n" }.joined())
      try charge.journal.appendPoints(
        run: run.id, curve.points(range, from: share, to: share + 1 / budget))
      try charge.journal.storeProgress(
        run: run.id, fraction: share, step: Double(steps),
        line: curve.line(step: steps, share: share), at: now)
    }
  }
}
