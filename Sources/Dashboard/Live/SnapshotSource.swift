import Core
import Foundation
import Journal
import Screen

/// Keeps the snapshot that the screen draws up to date with the journal and the logs.
///
/// Everything is read in short steps on the screen's own thread: what changed since last time, and
/// what belongs to the thing under the cursor.
@MainActor
final class SnapshotSource {
  private(set) var snapshot: Snapshot
  private let access: ProjectAccess
  private let reader: JournalReader
  private var revision = 0
  private var lastNote = 0
  private var curves: RunCurves
  private var log = LogWindow()
  private var asked: [Int] = []
  /// Lines of the story that are kept for the screen.
  private static let story = 200

  init(access: ProjectAccess, readOnly: Bool) throws {
    self.access = access
    reader = try access.reader()
    curves = RunCurves(reader: reader)
    snapshot = Snapshot(record: CampaignRecord(), now: Date().timeIntervalSince1970)
    snapshot.readOnly = readOnly
    let settled = try? reader.notes(last: 1).last?.seq
    lastNote = max(0, (settled ?? 0) - Self.story)
    refresh()
    tick()
  }

  /// The engine in charge, if any.
  var engine: EngineRecord? { (try? access.engine(reader)) ?? nil }

  /// Takes what was written since last time.
  func refresh() {
    _ = try? reader.refresh(&snapshot.record, from: &revision)
    curves.journalChanged()
    if let mode = snapshot.record.summary?.review { snapshot.reviewMode = mode }
    while let more = try? reader.notes(after: lastNote, limit: 500), let newest = more.last {
      lastNote = newest.seq
      snapshot.events = Array((snapshot.events + more).suffix(Self.story))
    }
    if let progress = try? reader.progress() {
      snapshot.progress = progress.compactMapValues(\.fraction)
    }
    takeAnswers()
  }

  /// Takes what changes by itself: the time, and whether an engine is there.
  func tick() {
    let now = Date()
    snapshot.now = now.timeIntervalSince1970
    snapshot.utcOffset = TimeZone.current.secondsFromGMT(for: now)
    snapshot.clock = String(Words.clock(snapshot.now).prefix(5))
    snapshot.engineRunning = access.isEngineRunning
  }

  /// Reads what belongs to the thing under the cursor.
  func load(_ subject: Subject) {
    if let n = subject.experiment?.n {
      if snapshot.patchOf != n || snapshot.patch == nil {
        let text = (try? reader.patch(n)) ?? nil
        snapshot.patch = text.map { Patch(parsing: $0) }
        snapshot.patchOf = n
      }
    } else {
      snapshot.patch = nil
      snapshot.patchOf = nil
    }
    guard let run = subject.run, run.started != nil else {
      snapshot.curve = nil
      snapshot.output = []
      snapshot.outputOf = nil
      return
    }
    loadCurve(run)
    log.show(run.id, path: access.layout.job(JobName.training(run.id)) + "/out.log")
    snapshot.output = log.lines
    snapshot.outputOf = run.id
  }

  private func loadCurve(_ run: Run) {
    guard let series = curves.loss(of: run.id, isOver: run.state == .ended) else {
      snapshot.curve = nil
      return
    }
    let champion = championRun(besides: run.id)
    let reference = champion.flatMap { champion in
      curves.loss(of: champion.id, isOver: champion.state == .ended)
    }
    let title: String
    switch series.role {
    case .trainLoss: title = "train loss"
    case .validationLoss: title = "validation loss"
    case .other: title = series.name
    }
    snapshot.curve = CurveData(
      runID: run.id, title: title, series: series,
      reference: reference?.name == series.name ? reference : nil)
  }

  /// The newest finished run of the champion's code.
  private func championRun(besides id: RunID) -> Run? {
    guard let champion = snapshot.record.summary?.champion else { return nil }
    let kept = snapshot.record.keeps.last { $0.commit == champion }?.experiment
    let candidates: [Run]
    if let kept, let experiment = snapshot.record.experiment(kept) {
      candidates = experiment.runs.compactMap { snapshot.record.runs[$0] }
        .filter { !$0.role.isChampion }
    } else {
      candidates = snapshot.record.runs.values.filter { $0.commit == champion }
    }
    return candidates.filter { $0.value != nil && $0.id != id }.max { $0.id < $1.id }
  }

  // MARK: Commands

  /// Hands a command in; its answer becomes a notice when it comes.
  func send(_ command: Command) {
    guard !snapshot.readOnly else { return }
    guard let engine else {
      return say("no engine is running; leave with q and run pawl again", isRefusal: true)
    }
    do {
      asked.append(try access.post(command, to: engine))
    } catch {
      say("\(error)", isRefusal: true)
    }
  }

  func say(_ text: String, isRefusal: Bool = false) {
    snapshot.notice = Notice(text, isRefusal: isRefusal, at: Date().timeIntervalSince1970)
  }

  private func takeAnswers() {
    for id in asked {
      guard let answer = (try? reader.answer(to: id)) ?? nil else { continue }
      asked.removeAll { $0 == id }
      say(answer.text, isRefusal: !answer.accepted)
    }
  }

  /// Whether anything moves by itself: a run's clock, a notice that will fade.
  func isMoving(besides notice: Notice?) -> Bool {
    snapshot.record.slots.contains { $0.run != nil }
      || snapshot.record.lanes.contains { $0.turn != nil }
      || [snapshot.notice, notice].contains { notice in
        notice.map { snapshot.now - $0.at < Notice.lifetime + 1 } == true
      }
  }
}
