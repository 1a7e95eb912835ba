import Core
import Foundation
import Journal
import Settings

/// What an attempt came to, judged in this order: a person's word, the diff, the agent's own last
/// word, the exit status.
struct TurnEnd: Sendable {
  let job: String
  let state: JobState
  let reading: TurnReading
  let attempt: TurnAttempt
  let start: TurnStart
  /// What its driver left; nil where there was none, or it died.
  let report: TurnReport?
  private let message: TurnMessage

  /// What follows from an attempt.
  struct Verdict: Equatable {
    var outcome: TurnOutcome
    /// The attempt that may still make something of it.
    var further: TurnAttempt?
  }

  private static let longestReport = 1 << 20

  init(
    job: String, state: JobState, reading: TurnReading, attempt: TurnAttempt, start: TurnStart
  ) {
    self.job = job
    self.state = state
    self.reading = reading
    self.attempt = attempt
    self.start = start
    let folder = start.performer.layout.job(job)
    report = SmallFile.read(folder + "/result.json", limit: Self.longestReport).flatMap {
      try? JSONDecoder().decode(TurnReport.self, from: $0)
    }
    if let data = SmallFile.read(folder + "/brief/message.txt") {
      message = TurnMessage(String(decoding: data, as: UTF8.self))
    } else if let report {
      message = TurnMessage(report.message)
    } else {
      message = TurnMessage(
        start.performer.runner.tail(job, file: "out.log", bytes: 64 << 10))
    }
  }

  /// Adds what this attempt used and left to what the turn did.
  func add(to facts: inout TurnFacts) {
    if case .ended(let record) = state { facts.seconds = (facts.seconds ?? 0) + record.wall }
    facts.notes += message.notes
    guard let report else {
      facts.ending = nil
      return
    }
    facts.ending = report.ending
    facts.session = report.session ?? (attempt.number > 1 ? facts.session : nil)
    facts.usage.add(report.usage)
    facts.heard += report.heard
  }

  // MARK: The verdict

  func judge(_ clone: LaneClone, state now: CampaignState) async throws -> Verdict {
    guard case .ended(let record) = state else {
      return Verdict(outcome: .failed("the agent was ended from outside"))
    }
    let isOverdue = isOverdue(record)
    if !isOverdue, record.reason == "cancelled" || report?.ending == .interrupted {
      return Verdict(outcome: .interrupted)
    }
    // What it wrote may have been cut off.
    let performer = start.performer
    let logs = ["out.log", "err.log"].map { performer.layout.job(job) + "/" + $0 }
    if performer.store.git.isOutOfRoom || RunPerformer.wasCut(record, logs: logs) {
      return Verdict(outcome: .failed("the disk is full"))
    }
    let title = message.title ?? "proposal of \(start.lane.id)"
    let commit = try await clone.take(on: start.base, title: title, date: Int(record.ended))
    if isOverdue {
      let minutes = Int(TurnPerformer.ceiling / 60)
      return Verdict(outcome: .failed("the turn took longer than \(minutes) minutes"))
    }
    if let words = RunPerformer.brokenBound(record, performer.settings.bounds) {
      return Verdict(outcome: .failed("it " + words))
    }
    guard let commit else { return nothing(record) }
    return try await judge(commit, now)
  }

  /// Whether it was ended for its length, and by nobody's word.
  private func isOverdue(_ record: ExitRecord) -> Bool {
    guard start.isDriven else { return record.asked && record.reason != "cancelled" }
    if record.reason == "budget" { return true }
    let end = record.ended
    return record.reason == "cancelled"
      && reading.working(since: record.started, now: end) > TurnPerformer.ceiling
  }

  private func judge(_ commit: CommitID, _ now: CampaignState) async throws -> Verdict {
    let performer = start.performer
    let tree = try await performer.store.tree(of: commit)
    var examination = try await Examination.examine(
      commit, on: start.base, store: performer.store, settings: performer.settings)
    if performer.without.contains(.paths) { examination.refusal = nil }
    var proposal = Proposal(
      commit: commit, base: start.base, title: message.title ?? examination.title,
      reason: message.reason ?? "", change: message.change, files: examination.files,
      refusal: examination.refusal, flags: examination.flags, tree: tree)
    proposal.changesSchedule = examination.changesSchedule
    if let refusal = examination.refusal {
      return answered(.proposal(proposal), "Your change is refused: \(refusal)")
    }
    if start.isDriven {
      let patch = try await performer.store.patch(of: commit, on: start.base)
      proposal.fingerprint = Patch(parsing: patch).ideaFingerprint
      if proposal.fingerprint == nil {
        return answered(
          .empty("only comments and blank lines"),
          "Your change is of comments and blank lines only, so that the training stays what it is.")
      }
    }
    if let same = now.twin(of: proposal), let other = now.experiment(same) {
      let words = AgentNumbers(noise: now.noise.estimate).why(other)
      let why = words.isEmpty ? "" : " (\(plainText(words, limit: 300)))"
      return answered(
        .repeated(same),
        "Your change is the same as #\(same), which is \(other.state.rawValue)\(why).")
    }
    return Verdict(outcome: .proposal(proposal))
  }

  /// Nothing was changed: the agent's own last word counts, then its exit.
  private func nothing(_ record: ExitRecord) -> Verdict {
    let words = message.title ?? said
    let unchanged = TurnOutcome.empty(
      words.isEmpty ? "no file is changed" : "no file is changed; it says: \(words)")
    switch report?.ending {
    case .done: return answered(unchanged, "You changed nothing that is in your folder now.")
    case .refused(let why): return Verdict(outcome: .empty(shown(why, or: words)))
    case .bounded(let why):
      return Verdict(outcome: .empty("it met a bound of its own: \(shown(why, or: words))"))
    case .interrupted: return Verdict(outcome: .interrupted)
    case .silent(let seconds):
      return Verdict(outcome: .failed("it wrote nothing for \(DurationText.text(seconds))"))
    case .failed(let why):
      let further =
        isLostConversation
        ? TurnAttempt(number: attempt.number + 1, occasion: start.occasionOfFresh) : nil
      return Verdict(outcome: .failed(shown(why, or: words)), further: further)
    case .limited(_, let why), .unauthorised(let why), .missing(let why):
      return Verdict(outcome: .failed(shown(why, or: words)))
    case nil:
      if let error = record.error { return Verdict(outcome: .failed(error)) }
      guard record.code == 0 else {
        return Verdict(
          outcome: .failed("the agent " + RunPerformer.words(for: state, said: said)))
      }
      return Verdict(outcome: unchanged)
    }
  }

  /// Whether it failed before the agent was up, as when there is no such conversation any more.
  private var isLostConversation: Bool { attempt.session != nil && !reading.hasStarted }

  /// What may be mended is answered once, where the agent itself came to its end.
  private func answered(_ outcome: TurnOutcome, _ why: String) -> Verdict {
    guard attempt.number == 1, report?.ending == .done else { return Verdict(outcome: outcome) }
    return Verdict(
      outcome: outcome,
      further: TurnAttempt(number: 2, session: report?.session, occasion: .again(why)))
  }

  private func shown(_ why: String, or words: String) -> String {
    let plain = plainText(why, limit: 240)
    return plain.isEmpty ? words : plain
  }

  /// The last thing the agent said.
  private var said: String {
    if let report {
      let line = report.message.split(whereSeparator: \.isNewline).last {
        !$0.allSatisfy(\.isWhitespace)
      }
      if let line { return plainText(String(line), limit: 160) }
    }
    for file in ["err.log", "out.log"] {
      let lines = start.performer.runner.tail(job, file: file).split(whereSeparator: \.isNewline)
      if let line = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) {
        return plainText(String(line), limit: 160)
      }
    }
    return ""
  }
}

extension CampaignState {
  /// The experiment of this era that left the same files, or changed the same lines.
  fileprivate func twin(of proposal: Proposal) -> Int? {
    experiments.last { $0.era == era && proposal.isTwin(of: $0) }?.n
  }
}
