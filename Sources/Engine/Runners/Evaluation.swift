import Core
import Foundation
import Journal
import Glibc
import Settings

/// Measures one run in a process that the agent's code does not run in.
///
/// The evaluator works in the era's frozen tree. Where the metric needs the candidate's code, that
/// runs as a process of its own in the run's tree, joined by two FIFOs: inputs one way, answers back.
struct Evaluation: Sendable {
  let performer: RunPerformer
  let run: Run
  let slot: Slot?

  /// Seconds an evaluation may take.
  private static let ceiling = 3600.0

  private var layout: Layout { performer.layout }
  private var isolation: Isolation { performer.isolation }
  /// Temporary folders of the evaluator and of the candidate's side, which share none.
  private var temporary: [String] { [job, predict].map { layout.job($0) + "/tmp" } }
  private var settings: ProjectSettings { performer.settings }
  private var job: String { JobName.evaluation(run.id) }
  private var predict: String { JobName.predict(run.id) }
  private var inputs: String { isolation.predictPipes(of: run.id).inputs }
  private var answers: String { isolation.predictPipes(of: run.id).answers }
  private var result: String { layout.job(job) + "/result/result.json" }

  /// What an evaluation came to: the metric or why there is none, how long it took, when it ended.
  struct Measurement {
    var outcome: RunOutcome
    var seconds = 0.0
    var ended: Timestamp?
  }

  func measure() async throws -> Measurement {
    if performer.runner.state(of: job) == .absent {
      // In a sandbox nobody can have changed it.
      if isolation.level == .process, let changed = try await changedFile() {
        return Measurement(
          outcome: .void("\(changed) was changed where the evaluator works; it is put back"))
      }
      try start()
    }
    let over = Flag()
    let done = Flag()
    async let predicting = followPredict(until: over, done)
    let state = await performer.watch.end(of: job)
    over.raise()
    while settings.metric.predict != nil, !done.isRaised {
      // Again and again: a supervisor that was just started does not listen yet.
      performer.runner.cancel(predict)
      await done.wait(atMost: .milliseconds(100))
    }
    let predicted = await predicting
    guard case .ended(let record) = state else {
      return Measurement(outcome: .void("its evaluation was ended from outside"))
    }
    return Measurement(
      outcome: outcome(record, predicted), seconds: record.wall, ended: record.ended)
  }

  /// A file of the evaluator's tree that is not as it was committed; it is put back.
  private func changedFile() async throws -> String? {
    guard let frozen = performer.frozen else { return nil }
    let links = (settings.files.data + settings.files.hidden).filter {
      !$0.hasPrefix("/") && !$0.hasPrefix("~")
    }
    let changed = try await performer.store.restore(
      frozen.commit, in: layout.frozenTree(era: run.era), but: links)
    return changed.first.map { plainText($0, limit: 80) }
  }

  private func outcome(_ record: ExitRecord, _ predicted: JobState?) -> RunOutcome {
    if record.code == 0, !record.asked { return read() }
    if predicted == .interrupted { return .void("its predict process was ended from outside") }
    let words = failure(record, predicted)
    if record.reason == "cancelled", words.isOwn { return .ended("ended") }
    return .crashed(words.text)
  }

  private func start() throws {
    let files = FileManager.default
    for path in [layout.job(job) + "/joint", layout.job(job) + "/result"] + temporary {
      try files.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    try? files.removeItem(atPath: result)
    if settings.metric.predict != nil {
      for path in [inputs, answers] where mkfifo(path, 0o600) != 0 && errno != EEXIST {
        throw EngineError.spawn("the evaluation", why: String(cString: strerror(errno)))
      }
    }
    if let command = settings.metric.predict {
      var environment = RunEnvironment.base()
      environment.merge(joint) { $1 }
      environment["PAWL_SEED"] = "\(run.seed)"
      environment["PYTHONDONTWRITEBYTECODE"] = "1"
      environment["TMPDIR"] = temporary[1]
      try performer.runner.start(
        JobSpec(
          id: predict, program: ["/bin/sh", "-c", command], folder: layout.tree(run.id),
          environment: environment, wall: Self.ceiling, grace: 1, cores: slot?.cores ?? [],
          frame: isolation.words(isolation.predicting(run.id, slot: slot)),
          bounds: settings.bounds, counted: [layout.tree(run.id), temporary[1]]))
    }
    var environment = RunEnvironment.base()
    environment.merge(joint) { $1 }
    environment["PAWL_RESULT"] = result
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    environment["TMPDIR"] = temporary[0]
    try performer.runner.start(
      JobSpec(
        id: job, program: ["/bin/sh", "-c", settings.metric.evaluate ?? "false"],
        folder: layout.frozenTree(era: run.era), environment: environment, wall: Self.ceiling,
        grace: 1, cores: slot?.cores ?? [],
        frame: isolation.words(isolation.evaluating(run, slot: slot)), bounds: settings.bounds,
        counted: [temporary[0], layout.job(job) + "/result"]))
  }

  /// What both sides are told alike.
  private var joint: [String: String] {
    var environment = [
      "PAWL_RUN_DIR": layout.job(JobName.training(run.id)) + "/run"
    ]
    if settings.metric.predict != nil {
      environment["PAWL_PREDICT_IN"] = inputs
      environment["PAWL_PREDICT_OUT"] = answers
    }
    environment.merge(RunEnvironment.devices(of: slot)) { $1 }
    return environment
  }

  /// Waits for the candidate's side; when it ends first, an evaluator that waits for it goes on.
  private func followPredict(until over: Flag, _ done: Flag) async -> JobState? {
    guard settings.metric.predict != nil else { return nil }
    let state = await performer.watch.end(of: predict)
    done.raise()
    var looks = 0
    while !over.isRaised {
      release()
      await over.wait(atMost: .milliseconds(100))
      looks += 1
      // After a failure the evaluator gets a moment to say itself what is wrong.
      if looks >= 20, Self.isFailure(state) { performer.runner.cancel(job) }
    }
    return state
  }

  private static func isFailure(_ state: JobState) -> Bool {
    guard case .ended(let record) = state else { return true }
    return record.code != 0 && record.reason != "cancelled"
  }

  /// Opens and closes the candidate's ends, for an evaluator that waits until somebody does.
  private func release() {
    for (path, side) in [(inputs, O_RDONLY), (answers, O_WRONLY)] {
      let end = open(path, side | O_NONBLOCK | O_CLOEXEC)
      if end >= 0 { close(end) }
    }
  }

  /// Why there is no score, and whether the evaluator itself is the reason.
  private func failure(_ record: ExitRecord, _ predicted: JobState?) -> (text: String, isOwn: Bool)
  {
    if let predicted, Self.isFailure(predicted) {
      return ("predict " + RunPerformer.words(for: predicted, said: performer.said(predict)), false)
    }
    if let words = RunPerformer.brokenBound(record, settings.bounds) {
      return ("the evaluator " + words, true)
    }
    if record.asked { return ("the evaluation took longer than \(Int(Self.ceiling)) s", true) }
    let said = performer.said(job)
    return ("the evaluator " + RunPerformer.words(for: .ended(record), said: said), true)
  }

  /// A value of the result: a number, or anything else.
  private struct Value: Decodable {
    var number: Double?

    init(from decoder: any Decoder) throws {
      number = try? decoder.singleValueContainer().decode(Double.self)
    }
  }

  private func read() -> RunOutcome {
    let name = settings.metric.name
    guard let data = SmallFile.read(result) else {
      return .crashed("the evaluator wrote no result to PAWL_RESULT")
    }
    guard let object = try? JSONDecoder().decode([String: Value].self, from: data) else {
      let text = plainText(String(decoding: data.prefix(400), as: UTF8.self), limit: 80)
      // Python writes NaN and Infinity into JSON, which has no such words.
      let isNumber = ["NaN", "Infinity", "nan", "inf"].contains { text.contains($0) }
      return .crashed(
        isNumber
          ? "the evaluator's \(name) is not finite: \(text)"
          : "the evaluator's result is no JSON object: \(text.isEmpty ? "it is empty" : text)")
    }
    guard let value = object[name]?.number else {
      return .crashed("the evaluator's result has no number called \(name)")
    }
    guard value.isFinite else { return .crashed("the evaluator's \(name) is not finite") }
    return .measured(value)
  }
}
