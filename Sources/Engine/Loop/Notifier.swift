import Core
import Foundation
import Journal
import Settings

/// Runs the command of `notify:` for what a person wants to hear of.
///
/// One at a time, each for a few seconds at most; what happens meanwhile waits, and of too much only the
/// newest is told. Nothing waits for it but the end of the engine.
actor Notifier {
  /// What the command gets on its standard input, as one line of JSON.
  struct Message: Encodable {
    var event: String
    var at: String
    var project: String
    var text: String
    var experiment: Int?
    var title: String?
    var lane: LaneID?
    var metric: String
    var goal: String
    /// The champion's verified metric.
    var champion: Double?
    var kept: Int
    var tried: Int
  }

  /// Messages that wait behind the one being told.
  static let backlog = 4

  private let command: String
  private let layout: Layout
  private let runner: LocalRunner
  private let watch: JobWatch
  /// Makes job names that no other engine has.
  private let engine: String
  /// Seconds that one telling may take.
  private let longest: Double
  /// Called with why the command failed, once until it works again.
  private let onFailure: @Sendable (String) -> Void
  private var waiting: [Message] = []
  private var isTelling = false
  private var isFailing = false
  private var last = 0

  init(
    command: String, layout: Layout, runner: LocalRunner, watch: JobWatch, engine: String,
    longest: Double = 10, onFailure: @escaping @Sendable (String) -> Void
  ) {
    self.command = command
    self.layout = layout
    self.runner = runner
    self.watch = watch
    self.engine = engine
    self.longest = longest
    self.onFailure = onFailure
  }

  /// Tells it, after what is being told; comes back when all that waits is told.
  func tell(_ messages: [Message]) async {
    waiting += messages
    if waiting.count > Self.backlog { waiting.removeFirst(waiting.count - Self.backlog) }
    guard !isTelling else { return }
    isTelling = true
    while !waiting.isEmpty {
      let failure = await run(waiting.removeFirst())
      if let failure, !isFailing { onFailure(failure) }
      isFailing = failure != nil
    }
    isTelling = false
  }

  /// Gives why it failed; nil where it did not.
  private func run(_ message: Message) async -> String? {
    last += 1
    let job = "notify-\(engine)-\(last)"
    let folder = layout.job(job)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let text = try encoder.encode(message) + Data("\n".utf8)
      try text.write(to: URL(fileURLWithPath: folder + "/event.json"))
      try runner.start(
        JobSpec(
          id: job, program: ["/bin/sh", "-c", command], folder: layout.project,
          environment: RunEnvironment.base(), wall: longest, grace: 1, logCap: 64 << 10,
          input: folder + "/event.json"))
    } catch {
      return "could not be started: \(error)"
    }
    let state = await watch.end(of: job)
    guard case .ended(let record) = state else { return "was ended from outside" }
    if record.asked { return "took longer than \(longest.significant(2)) s" }
    guard record.code != 0 else { return nil }
    let said = runner.tail(job, file: "err.log").split(whereSeparator: \.isNewline).last
    return RunPerformer.words(
      for: state, said: said.map { plainText(String($0), limit: 160) } ?? "")
  }

  /// Removes what an engine left behind that was killed while it told something.
  static func tidy(_ layout: Layout, runner: LocalRunner) {
    let jobs = (try? FileManager.default.contentsOfDirectory(atPath: layout.jobs)) ?? []
    for job in jobs where job.hasPrefix("notify-") && runner.state(of: job) != .running {
      try? FileManager.default.removeItem(atPath: layout.job(job))
    }
  }
}

extension Engine {
  /// Tells people who are not there what an event is news of.
  func notify(_ event: StampedEvent, _ reduction: Reduction, wasStalled: Bool) {
    guard notifier != nil else { return }
    tellPerson(
      CampaignNotice.notices(
        of: reduction.lines, at: event.at, wasStalled: wasStalled, state: state))
  }

  func tellPerson(_ notices: [CampaignNotice]) {
    guard let notifier, !notices.isEmpty else { return }
    let summary = state.summary()
    let messages = notices.map { notice in
      Notifier.Message(
        event: notice.kind.rawValue,
        at: Date(timeIntervalSince1970: notice.at).formatted(.iso8601), project: settings.name,
        text: notice.text, experiment: notice.experiment,
        title: notice.experiment.flatMap { state.experiment($0)?.title }, lane: notice.lane,
        metric: settings.metric.name, goal: settings.metric.goal.rawValue,
        champion: summary?.best?.mean, kept: summary?.kept ?? 0, tried: state.experiments.count)
    }
    chore { await notifier.tell(messages) }
  }
}
