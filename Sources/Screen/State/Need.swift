internal import Core

/// Something that waits for a person.
struct Need: Equatable {
  /// Where the cursor goes to answer it; nil where no key helps.
  var focus: Focus?
  var long: String
  var short: String
  var since: Timestamp?

  /// Everything that waits, the most urgent first.
  static func all(_ snapshot: Snapshot) -> [Need] {
    guard let summary = snapshot.record.summary else { return [] }
    var needs: [Need] = []
    if !snapshot.engineRunning, !summary.finished || summary.stopping {
      needs.append(stopped(summary))
    } else if snapshot.isHalted {
      let why = summary.halted.map { "everything waits: \($0)" }
      needs.append(
        Need(
          long: "\(why ?? "everything waits: the engine met a problem"); P goes on",
          short: "everything waits for you; P goes on"))
    }
    for n in snapshot.digest.review {
      guard let experiment = snapshot.record.experiment(n) else { continue }
      let since =
        snapshot.lane(experiment.lane)?.state == .review
        ? snapshot.lane(experiment.lane)?.since : experiment.created
      if let flags = experiment.resultFlags, !flags.isEmpty {
        let what = flags.map(\.text).joined(separator: "; ")
        needs.append(
          Need(
            focus: .experiment(experiment.n), long: "keep #\(experiment.n)? \(what)",
            short: "keep #\(experiment.n)? it trips a wire"))
        continue
      }
      needs.append(
        Need(
          focus: .experiment(experiment.n),
          long: "\(experiment.lane) waits for you: run #\(experiment.n), \"\(experiment.title)\"?",
          short: "\(experiment.lane) waits for you: run #\(experiment.n)?",
          since: max(since ?? experiment.created, experiment.created)))
    }
    for lane in snapshot.lanes {
      guard let question = lane.question, lane.answer == nil else { continue }
      needs.append(
        Need(
          focus: .lane(lane.id), long: "\(lane.id) asks: \(plainText(question.title, limit: 160))",
          short: "\(lane.id) asks you"))
    }
    for lane in snapshot.lanes {
      guard let trouble = lane.trouble else { continue }
      needs.append(
        Need(
          focus: .lane(lane.id), long: "\(lane.id) needs you: \(trouble)",
          short: "\(lane.id) needs you", since: lane.since))
    }
    return needs
  }

  private static func stopped(_ summary: CampaignSummary) -> Need {
    summary.stopping
      ? Need(long: "stopped as asked; run pawl to go on", short: "stopped; run pawl to go on")
      : Need(
        long: "engine stopped: nothing new is started; leave with q, then run pawl to go on",
        short: "engine stopped: q, then run pawl")
  }

  /// Whether this thing itself waits for a person.
  static func waits(_ focus: Focus, _ snapshot: Snapshot) -> Bool {
    switch focus {
    case .slot: false
    case .lane(let id):
      snapshot.lane(id).map { lane in
        lane.trouble != nil || lane.state == .review || lane.question != nil && lane.answer == nil
      } ?? false
    case .experiment(let n): snapshot.record.experiment(n)?.state == .review
    }
  }
}
