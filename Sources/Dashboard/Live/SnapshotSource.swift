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
  private let desk: TextDesk
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
    desk = TextDesk(layout: access.layout)
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
    var record = snapshot.record
    if (try? reader.refresh(&record, from: &revision)) == true { snapshot.record = record }
    curves.journalChanged()
    if let mode = snapshot.record.summary?.review { snapshot.reviewMode = mode }
    if snapshot.agents.isEmpty { snapshot.agents = access.agents }
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
    curves.nextPicture()
    loadPatch(demand.patch)
    loadCurves(demand)
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
    var wanted: [RunID: RunCurve] = [:]
    var name = demand.series
    func take(_ id: RunID) {
      guard wanted[id] == nil else { return }
      let isOver = snapshot.record.runs[id].map { $0.state == .ended } ?? true
      wanted[id] =
        demand.window.map {
          curves.curve(of: id, isOver: isOver, series: name, within: $0)
        } ?? curves.curve(of: id, isOver: isOver, series: name)
    }
    for id in demand.curves {
      take(id)
      name = name ?? wanted[id]?.series.name
    }
    let champions = demand.curves.isEmpty ? [] : Array(championRuns.prefix(Self.championCurves))
    for id in champions { take(id) }
    snapshot.curves = wanted
    snapshot.championRuns = champions
    for id in demand.sparklines {
      let isOver = snapshot.record.runs[id].map { $0.state == .ended } ?? true
      let values = curves.sparkline(of: id, isOver: isOver)
      snapshot.sparklines[id] = values.isEmpty ? nil : values
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

  /// Reads the part of a text that a view of it shows, and moves the view to where it wants to be.
  ///
  /// - Parameters:
  ///   - view: what the person reads; a text that nobody reads is shown at its end.
  ///   - area: where it is shown.
  func readText(_ source: TextSource?, for view: inout TextView, isRead: Bool, area: Rect?) {
    guard let source, let area else {
      snapshot.text = TextPage()
      snapshot.textOf = nil
      return
    }
    var looking = isRead ? view : TextView()
    snapshot.text = desk.read(
      source, for: &looking, width: area.width, height: area.height, isLive: isLive(source))
    snapshot.textOf = source
    snapshot.textView = looking
    if isRead { view = looking }
  }

  /// Opens what has an inside of its own where it is shown: the diff and the text.
  func open(_ view: inout ViewState) {
    snapshot.workOut(view.list, marks: view.marks)
    snapshot.layDiff(&view.diff, isRead: view.place == .diff, area: view.places.diff)
    readText(
      Demand(view, snapshot).text, for: &view.text, isRead: view.place == .text,
      area: view.places.text)
  }

  /// What there is to choose from besides what the journal says.
  func offer(themes: [String], theme: String) {
    snapshot.themes = themes
    snapshot.theme = theme
  }

  /// Whether more of a text, or more of what it costs to read, is still to come.
  var isBehind: Bool { desk.isBusy || curves.isBehind }

  private func isLive(_ source: TextSource) -> Bool {
    switch source {
    case .output(let run), .errors(let run), .evaluation(let run):
      snapshot.record.runs[run]?.state != .ended
    case .transcript(let id, let turn), .transcriptErrors(let id, let turn):
      snapshot.record.lanes.first { $0.id == id }?.turn == turn
    case .prompt, .file: false
    }
  }

  /// Where a text is on the disk.
  func path(of source: TextSource) -> String { desk.path(of: source) }

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
