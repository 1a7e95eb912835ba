internal import Core

/// The second row: what needs a person, otherwise what is happening; on the right the last keep.
struct Headline {
  let snapshot: Snapshot

  func draw(into pen: inout Pen, row: Int, width: Int) {
    let area = Rect(row: row, column: 0, width: width, height: 1)
    let needs = Need.all(snapshot)
    var choices: [[ChartSpan]]
    if let first = needs.first {
      choices = sentences(first, more: needs.count - 1)
    } else {
      choices = happening().map { [ChartSpan("   " + $0, .text)] }
    }
    let (long, short) = lastKeep()
    let budget = width - 1
    // What needs a person, or happens, is worth more than the last keep.
    for left in choices.prefix(2) {
      for right in [long, short] where pen.columns(left) + pen.columns(right) + 3 <= budget {
        return draw(left, right, into: &pen, row: row, area: area)
      }
    }
    let left = choices.first { pen.columns($0) <= budget } ?? choices.last ?? []
    draw(left, [], into: &pen, row: row, area: area)
  }

  private func draw(
    _ left: [ChartSpan], _ right: [ChartSpan], into pen: inout Pen, row: Int, area: Rect
  ) {
    pen.put(left, row: row, column: 0, within: area)
    pen.putRight(right, row: row, within: area.inset(right: 1))
  }

  private func sentences(_ need: Need, more: Int) -> [[ChartSpan]] {
    let age = snapshot.age(need.since).map { ChartSpan("   " + $0, .dim) }
    let rest = more > 0 ? ChartSpan("   and \(more) more", .needsYou) : nil
    func spans(_ text: String) -> [ChartSpan] {
      let lead = ChartSpan(" ! " + text, Style(.needsYou, bold: true))
      return [lead] + [age, rest].compactMap { $0 }
    }
    let name: String
    switch need.focus {
    case .experiment(let n): name = "#\(n)"
    case .lane(let id): name = id
    case .slot(let id): name = id
    case nil: name = snapshot.engineRunning ? "everything" : "the engine"
    }
    let plain = [need.long, need.short, "\(name) waits for you", "\(name) waits"].map { text in
      [ChartSpan(" ! " + text, Style(.needsYou, bold: true))]
    }
    // What else waits is said as long as there is room: a person must not think it is one thing.
    let counted = rest.map { rest in plain.map { $0 + [rest] } } ?? []
    return [spans(need.long), spans(need.short)] + counted + plain
  }

  /// Sentences from long to short.
  private func happening() -> [String] {
    guard let summary = snapshot.record.summary else {
      return ["waiting for the engine's first words", "waiting for the engine"]
    }
    let live = snapshot.liveRuns.count
    let runs = live == 1 ? "1 run" : "\(live) runs"
    let running = live == 1 ? "1 run in progress" : "\(live) runs in progress"
    let drafting = snapshot.lanes.count { $0.state == .drafting }
    let drafts: String? =
      drafting == 0 ? nil : drafting == 1 ? "1 lane drafts" : "\(drafting) lanes draft"
    if summary.finished {
      let tried = snapshot.digest.tried
      return ["finished: \(summary.kept) kept of \(tried); see pawl report", "finished"]
    }
    if summary.stopping {
      return [
        live == 0 ? "stopping" : "stopping after \(runs); nothing new is started", "stopping",
      ]
    }
    if summary.baseline == nil || summary.baselineRuns < summary.baselineWanted {
      let text = "baseline being measured: \(summary.baselineRuns) of \(summary.baselineWanted)"
      return [
        Headline.joined(text, "; ", drafts), text,
        "baseline \(summary.baselineRuns) of \(summary.baselineWanted)",
      ]
    }
    if !snapshot.lanes.isEmpty, snapshot.lanes.allSatisfy(\.paused) {
      let goOn = live == 1 ? "1 run goes on" : "\(live) runs go on"
      let text = live == 0 ? "everything is paused" : "everything is paused; \(goOn)"
      return ["\(text); P resumes", text, "all paused"]
    }
    if let keep = snapshot.record.keeps.last(where: { $0.holds == false && !$0.revoked }),
      let n = keep.experiment
    {
      return [
        "#\(n) does not hold when it is measured again: look at it, v revokes it",
        "#\(n) does not hold: v revokes it", "#\(n) does not hold",
      ]
    }
    if let trailing = Hopeless.run(in: snapshot), let n = trailing.experiment {
      return [
        "#\(n) trails by more than \(Hopeless.bound(in: snapshot)) recovered from: hopeless? v ends it",
        "#\(n) trails: hopeless? v ends it", "#\(n) hopeless? v ends it",
      ]
    }
    if let (confirming, short) = confirmingWords() {
      return [Headline.joined("\(confirming); \(runs)", ", ", drafts), confirming, short]
    }
    if live == 0 { return [Headline.joined("nothing runs", "; ", drafts), "nothing runs"] }
    return [Headline.joined(running, ", ", drafts), running, runs]
  }

  private static func joined(_ first: String, _ link: String, _ second: String?) -> String {
    second.map { first + link + $0 } ?? first
  }

  /// A sentence, and the same in a few words.
  private func confirmingWords() -> (String, String)? {
    let pairs = snapshot.digest.confirming.compactMap { snapshot.record.experiment($0) }
    guard let experiment = pairs.first(where: { $0.candidate != nil }) ?? pairs.first else {
      return nil
    }
    let measured = experiment.pairs.count { $0.difference != nil }
    guard experiment.candidate != nil, !experiment.pairs.isEmpty else {
      return (
        "#\(experiment.n) is promising and waits for its confirmation",
        "#\(experiment.n) is promising"
      )
    }
    guard measured > 0 else {
      return (
        "confirming #\(experiment.n): the first pair is being measured",
        "confirming #\(experiment.n)"
      )
    }
    let odds = "odds \(snapshot.odds(evidence: experiment.evidence))"
    return (
      "confirming #\(experiment.n): \(measured) pair\(measured == 1 ? "" : "s"), \(odds)",
      "#\(experiment.n) \(odds)"
    )
  }

  private func lastKeep() -> ([ChartSpan], [ChartSpan]) {
    let tried = snapshot.digest.tried
    guard let keep = snapshot.lastKeep, let n = keep.experiment, let age = snapshot.age(keep.at)
    else {
      guard tried > 0 else { return ([], []) }
      let text = "nothing kept in \(Headline.tries(tried))"
      return ([ChartSpan(text, .dim)], [ChartSpan(text, .dim)])
    }
    let later = snapshot.digest.triedSinceKeep
    let since = later == 0 ? "" : Headline.tries(later)
    return (
      [
        ChartSpan("last kept ", .dim), ChartSpan("#\(n)", .good),
        ChartSpan(", \(age)\(since.isEmpty ? "" : " and ")\(since) ago", .dim),
      ], [ChartSpan("last kept \(age)\(since.isEmpty ? "" : ", ")\(since) ago", .dim)]
    )
  }

  private static func tries(_ count: Int) -> String { count == 1 ? "1 try" : "\(count) tries" }
}
