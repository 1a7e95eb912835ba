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
  private let clock: (() -> Timestamp)?
  private var revision = 0
  private var story: EventWindow?
  private var storyIsOld = true
  private var curves: RunCurves
  private var log = LogWindow()
  private var transcript = LogWindow()
  private var asked: [Int] = []
  /// Lines of the story that are kept for the screen.
  private static let story = 200
  /// Runs of the champion whose curves are shown.
  private static let championCurves = 5

  /// - Parameter clock: what time it is; nil for the machine's, which also says whether an engine is
  ///   there. With a clock of its own the source looks at a record: whatever is sent stays unsent.
  init(access: ProjectAccess, readOnly: Bool, clock: (() -> Timestamp)? = nil) throws {
    self.access = access
    self.clock = clock
    reader = try access.reader()
    curves = RunCurves(reader: reader)
    snapshot = Snapshot(record: CampaignRecord(), now: Date().timeIntervalSince1970)
    snapshot.readOnly = readOnly
    refresh()
    tick()
  }

  /// When the newest thing in the journal happened.
  var newest: Timestamp? { ((try? reader.notes(last: 1)) ?? []).last?.at }

  /// The engine in charge, if any.
  var engine: EngineRecord? { (try? access.engine(reader)) ?? nil }

  /// Takes what was written since last time.
  func refresh() {
    _ = try? reader.refresh(&snapshot.record, from: &revision)
    curves.journalChanged()
    if let mode = snapshot.record.summary?.review { snapshot.reviewMode = mode }
    storyIsOld = true
    if let progress = try? reader.progress() {
      snapshot.progress = progress.compactMapValues(\.fraction)
    }
    takeAnswers()
  }

  /// Takes what changes by itself: the time, and whether an engine is there.
  func tick() {
    if let clock {
      snapshot.now = clock()
      snapshot.utcOffset = 0
      snapshot.clock = snapshot.timeOfDay(snapshot.now)
      snapshot.engineRunning = snapshot.record.summary?.finished == false
      return
    }
    let now = Date()
    snapshot.now = now.timeIntervalSince1970
    snapshot.utcOffset = TimeZone.current.secondsFromGMT(for: now)
    snapshot.clock = String(Words.clock(snapshot.now).prefix(5))
    snapshot.engineRunning = access.isEngineRunning
  }

  /// Reads what a screen asks for.
  func load(_ demand: Demand) {
    loadPatch(demand.patch)
    loadCurves(demand)
    loadOutput(demand)
    loadEvents(demand.events)
  }

  private func loadPatch(_ n: Int?) {
    guard let n else {
      snapshot.patch = nil
      snapshot.patchOf = nil
      return
    }
    guard snapshot.patchOf != n || snapshot.patch == nil else { return }
    let text = (try? reader.patch(n)) ?? nil
    snapshot.patch = text.map { Patch(parsing: $0) }
    snapshot.patchOf = n
  }

  private func loadCurves(_ demand: Demand) {
    let champions = Array(championRuns.prefix(Self.championCurves))
    var wanted: [RunID: RunCurve] = [:]
    for id in demand.curves + champions where wanted[id] == nil {
      let isOver = snapshot.record.runs[id].map { $0.state == .ended } ?? true
      wanted[id] = RunCurve(run: id, series: curves.series(of: id, isOver: isOver))
    }
    snapshot.curves = wanted
    snapshot.championRuns = champions
    for id in demand.sparklines where snapshot.sparklines[id] == nil {
      let isOver = snapshot.record.runs[id].map { $0.state == .ended } ?? true
      let main = RunCurve(run: id, series: curves.series(of: id, isOver: isOver)).series(named: nil)
      let points = main?.points ?? []
      let every = max(1, points.count / 32)
      snapshot.sparklines[id] = stride(from: 0, to: points.count, by: every).map { points[$0].y }
    }
  }

  /// Finished runs of the champion's code, the newest first.
  private var championRuns: [RunID] {
    guard let champion = snapshot.record.summary?.champion else { return [] }
    let kept = snapshot.record.keeps.last { $0.commit == champion }?.experiment
    let candidates: [Run]
    if let kept, let experiment = snapshot.record.experiment(kept) {
      candidates = experiment.runs.compactMap { snapshot.record.runs[$0] }
        .filter { !$0.role.isChampion }
    } else {
      candidates = snapshot.record.runs.values.filter { $0.commit == champion }
    }
    return candidates.filter { $0.value != nil }.map(\.id).sorted(by: >)
  }

  private func loadOutput(_ demand: Demand) {
    if let run = demand.output, snapshot.record.runs[run]?.started != nil {
      log.show("\(run)", path: access.layout.job(JobName.training(run)) + "/out.log")
      snapshot.output = log.lines
      snapshot.outputOf = run
    } else {
      snapshot.output = []
      snapshot.outputOf = nil
    }
    guard let id = demand.transcript,
      let lane = snapshot.record.lanes.first(where: { $0.id == id }),
      lane.turns > 0
    else {
      snapshot.transcript = []
      snapshot.transcriptOf = nil
      return
    }
    let job = JobName.turn(id, lane.turn ?? lane.turns)
    transcript.show(job, path: access.layout.job(job) + "/out.log")
    snapshot.transcript = transcript.lines
    snapshot.transcriptOf = id
  }

  private func loadEvents(_ window: EventWindow) {
    guard window != story || storyIsOld else { return }
    story = window
    storyIsOld = false
    let all = (try? reader.notes(last: max(window.count, Self.story))) ?? []
    snapshot.events = all
    snapshot.eventCount = all.last?.seq ?? 0
  }

  // MARK: Commands

  /// Hands a command in; its answer becomes a notice when it comes.
  func send(_ command: Command) {
    guard !snapshot.readOnly, clock == nil else { return }
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
    let now = clock?() ?? Date().timeIntervalSince1970
    snapshot.notice = Notice(text, isRefusal: isRefusal, at: now)
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
