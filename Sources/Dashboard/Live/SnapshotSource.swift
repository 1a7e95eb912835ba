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
  /// Lines of the story that were read so far.
  private(set) var linesRead = 0
  private var curves: RunCurves
  private let desk: TextDesk
  private let turns: TurnDesk
  private var asked: [Int] = []
  /// Runs that were read only to be compared with.
  private var witnesses: [RunID] = []
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
    turns = TurnDesk(layout: access.layout)
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
    try? snapshot.refreshRecord { try reader.refresh(&$0, from: &revision) }
    curves.journalChanged()
    if let mode = snapshot.record.summary?.review { snapshot.reviewMode = mode }
    if snapshot.agents.isEmpty { snapshot.agents = access.agents }
    if snapshot.instructions == nil { snapshot.instructions = access.instructions }
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
    snapshot.utcOffset = LocalTime(snapshot.now).offset
    snapshot.clock = snapshot.timeOfDay(snapshot.now)
    snapshot.engineRunning = access.isEngineRunning
  }

  /// Reads what a screen asks for.
  func load(_ demand: Demand) {
    curves.nextPicture()
    loadPatch(demand.patch)
    loadCurves(demand)
    witnesses = demand.witnesses
    snapshot.noteRecoveries(demand, isComplete: !curves.isBehind)
    loadEvents(demand.events)
    loadTurns(demand)
  }

  private func loadTurns(_ demand: Demand) {
    turns.read(
      demand.transcript, into: &snapshot.transcript,
      isSame: snapshot.transcriptOf == demand.transcript)
    snapshot.transcriptOf = snapshot.transcript == nil ? nil : demand.transcript
    let lanes = demand.glances.compactMap { id in snapshot.record.lanes.first { $0.id == id } }
    snapshot.activities = turns.activities(of: lanes)
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
    func take(_ id: RunID, isDrawn: Bool = true) {
      guard wanted[id] == nil else { return }
      let isOver = snapshot.record.runs[id].map { $0.state == .ended } ?? true
      wanted[id] =
        demand.window.map {
          curves.curve(of: id, isOver: isOver, series: name, within: $0)
        } ?? curves.curve(of: id, isOver: isOver, series: name, isDrawn: isDrawn)
    }
    for id in demand.drawn {
      take(id)
      name = name ?? wanted[id]?.series.name
    }
    for id in demand.witnesses {
      take(id, isDrawn: false)
      name = name ?? wanted[id]?.series.name
    }
    let champions = demand.curves.isEmpty ? [] : Array(championRuns.prefix(Self.championCurves))
    for id in champions { take(id) }
    snapshot.curves = wanted
    snapshot.championRuns = champions
    var sparklines: [RunID: [Double]] = [:]
    for id in demand.sparklines {
      let isOver = snapshot.record.runs[id].map { $0.state == .ended } ?? true
      let values = curves.sparkline(of: id, isOver: isOver)
      sparklines[id] = values.isEmpty ? nil : values
    }
    snapshot.sparklines = sparklines
  }

  /// Finished runs of the champion's code, the newest first.
  private var championRuns: [RunID] {
    guard let champion = snapshot.record.summary?.champion else { return [] }
    let kept = snapshot.record.keeps.last { $0.commit == champion }?.experiment
    let runs = snapshot.record.runs
    let candidates =
      kept.flatMap { snapshot.record.experiment($0) }.map { experiment in
        experiment.runs.filter { runs.role(of: $0)?.isChampion == false }
      } ?? runs.ids(of: champion)
    return candidates.filter { runs.value(of: $0) != nil }.sorted(by: >)
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
    snapshot.workOut(for: view.page)
    snapshot.prepareTraces(view, witnesses: witnesses)
    snapshot.layDiff(&view.diff, isRead: view.readsDiff, area: view.places.diff)
    readText(
      Demand(view, snapshot).text, for: &view.text, isRead: view.place == .text,
      area: view.places.text)
    snapshot.layTranscript(
      &view.transcript, isRead: view.place == .transcript, area: view.places.transcript)
  }

  /// Keeps what the next picture may have in common with this one.
  func keep(_ grid: Grid) { snapshot.kept = grid.kept }

  /// What was drawn is there to be answered from now on.
  func note(_ places: ShownPlaces, in view: inout ViewState) {
    view.note(places, at: clock?() ?? Date().timeIntervalSince1970)
  }

  /// What there is to choose from besides what the journal says.
  func offer(themes: [String], theme: String) {
    snapshot.themes = themes
    snapshot.theme = theme
  }

  func offer(agents: [FoundAgent]) { snapshot.found = agents }

  /// Whether more of a text, or more of what it costs to read, is still to come.
  var isBehind: Bool { desk.isBusy || curves.isBehind || turns.isBehind }

  /// Whether the turn on the screen said something just now, and so may soon say more.
  var isFlowing: Bool { turns.isFlowing }

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

  /// Reads so many lines up to the one under the cursor and as many after it, and nothing while
  /// what is there already goes far enough.
  private func loadEvents(_ window: EventWindow) {
    let isSame = story.map { $0.filter == window.filter && $0.count == window.count } ?? false
    let follows = window.last == nil && story?.last == nil
    guard storyIsOld || !isSame || !hasRoom(around: window.last) else { return }
    let isFresh = storyIsOld && isSame && follows
    story = window
    storyIsOld = false
    let known = snapshot.eventCount
    snapshot.eventCount = (try? reader.noteCount()) ?? 0
    let half = max(window.count, Self.story)
    if isFresh, known > 0 {
      // Only what is new: a filter would look through the whole story again.
      let new = lines(after: known, of: window, limit: half)
      if new.count < half {
        snapshot.eventsReachStart =
          snapshot.eventsReachStart && snapshot.events.count + new.count <= half
        snapshot.events = Array((snapshot.events + new).suffix(half))
        return
      }
    }
    let before = lines(before: window.last.map { $0 + 1 }, of: window, limit: half)
    let after = window.last.map { lines(after: $0, of: window, limit: half) } ?? []
    snapshot.events = before + after
    snapshot.eventsReachStart = before.count < half
    snapshot.eventsReachEnd = after.count < half
  }

  /// Whether a screenful on either side of a line has been read.
  private func hasRoom(around last: Int?) -> Bool {
    guard let last else { return story?.last == nil || snapshot.eventsReachEnd }
    guard story?.last != nil || snapshot.events.contains(where: { $0.seq <= last }) else {
      return false
    }
    let margin = (story?.count ?? Self.story) / 3
    let place = snapshot.events.lastIndex { $0.seq <= last } ?? 0
    return (snapshot.eventsReachStart || place >= margin)
      && (snapshot.eventsReachEnd || snapshot.events.count - place > margin)
  }

  private func lines(before seq: Int?, of window: EventWindow, limit: Int) -> [EventLine] {
    let found =
      window.filter.isEmpty
      ? try? seq.map { try reader.notes(before: $0, limit: limit) } ?? reader.notes(last: limit)
      : try? reader.notes(matching: window.filter, before: seq, limit: limit)
    linesRead += found?.count ?? 0
    return found ?? []
  }

  private func lines(after seq: Int, of window: EventWindow, limit: Int) -> [EventLine] {
    let found =
      window.filter.isEmpty
      ? try? reader.notes(after: seq, limit: limit)
      : try? reader.notes(matching: window.filter, after: seq, limit: limit)
    linesRead += found?.count ?? 0
    return found ?? []
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
    // What was told in seconds a moment ago must not stand there when it is minutes.
    snapshot.events.last.map { snapshot.now - $0.at < 75 } == true
      || snapshot.record.slots.contains { $0.run != nil }
      || snapshot.record.lanes.contains { $0.turn != nil }
      || [snapshot.notice, notice].contains { notice in
        notice.map { snapshot.now - $0.at < Notice.lifetime + 1 } == true
      }
  }
}
