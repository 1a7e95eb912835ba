internal import Core

extension Keyboard {
  /// Rows of a page: what a middling pane shows.
  var page: Int { max(3, state.size.height / 2 - 2) }

  /// The thing a scroll key scrolls; nil when it moves the cursor.
  private var scrolled: ScrollArea? {
    if state.isHelpOpen { return .help }
    if state.place == .experiment { return .page }
    return nil
  }

  /// How far a scrolled thing can go.
  private func limit(_ area: ScrollArea) -> Int {
    switch area {
    case .help:
      return HelpPage(state).limit
    case .page:
      return max(0, ExperimentPage(state, snapshot).accountLength - (state.size.height - 4))
    }
  }

  mutating func move(by rows: Int) {
    if let area = scrolled { return scroll(area, to: (state.scroll[area] ?? 0) + rows) }
    if state.place == .diff, let diff = snapshot.diff {
      if abs(rows) == page {
        state.diff.page(by: rows.signum(), on: diff)
      } else {
        state.diff.scroll(by: rows, on: diff)
      }
      return
    }
    if state.place == .text {
      return abs(rows) == page
        ? state.text.scroll(pages: rows.signum()) : state.text.scroll(rows: rows)
    }
    if state.place == .transcript { return scrollTranscript(by: rows) }
    if state.page == .events { return moveStory(by: rows) }
    if state.page == .ratchet, moveInKeeps(by: rows) { return }
    moveInLists(by: rows)
  }

  private mutating func moveInLists(by rows: Int) {
    // One step runs on from list to list; a page stays in its list.
    let all = things(abs(rows) == 1 ? lists : [currentList])
    guard !all.isEmpty else { return }
    guard let here = state.cursor(in: snapshot).flatMap({ all.firstIndex(of: $0) }) else {
      return put(all[0])
    }
    put(all[max(0, min(all.count - 1, here + rows))])
  }

  /// What was kept, as the ratchet's table has it: the newest first.
  private var keeps: [Int] { snapshot.record.keeps.reversed().compactMap(\.experiment) }

  /// Goes through the ratchet's table; from a try that was not kept to the keep before or after it.
  ///
  /// - Returns: false where nothing was kept.
  private mutating func moveInKeeps(by rows: Int) -> Bool {
    let keeps = keeps
    guard let n = subject.experiment?.n, !keeps.isEmpty else { return false }
    let place: Int
    if let here = keeps.firstIndex(of: n) {
      place = here + rows
    } else {
      let older = keeps.firstIndex { $0 < n } ?? keeps.count
      place = rows > 0 ? older + rows - 1 : older + rows
    }
    put(.experiment(keeps[max(0, min(keeps.count - 1, place))]))
    return true
  }

  mutating func moveToEnd(first: Bool) {
    if let area = scrolled {
      return scroll(area, to: first ? 0 : limit(area))
    }
    if state.place == .diff, let diff = snapshot.diff {
      if first { state.diff.goToStart(on: diff) } else { state.diff.goToEnd(on: diff) }
      return
    }
    if state.place == .text { return first ? state.text.goToStart() : state.text.follow() }
    if state.place == .transcript {
      guard let page = snapshot.transcriptPage else { return }
      return first ? state.transcript.go(toRow: 0, on: page) : state.transcript.follow()
    }
    if state.page == .events { return moveStory(toStart: first) }
    if state.page == .ratchet, let end = first ? keeps.first : keeps.last {
      return put(.experiment(end))
    }
    let all = things([currentList])
    if let end = first ? all.first : all.last { put(end) }
  }

  mutating func scroll(_ area: ScrollArea, to row: Int) {
    state.scroll[area] = max(0, min(limit(area), row))
  }

  mutating func moveAcross(_ step: Int) {
    if state.isHelpOpen { return }
    if state.place == .text { return state.text.shift(columns: step * 8) }
    if state.place == .transcript { return }
    if state.place == .diff {
      guard let diff = snapshot.diff else { return }
      if diff.rows.patch.files.count > 1 {
        state.diff.moveFile(by: step, on: diff)
      } else {
        state.diff.shift(by: step * 8, on: diff)
      }
      return
    }
    switch state.page {
    case .experiment(let n):
      let other = max(1, min(snapshot.record.experiments.count, n + step))
      guard other != n else { return }
      state.page = .experiment(other)
      state.scroll[.page] = 0
      state.diff = state.diff.anew
      put(.experiment(other))
    case .curves: moveCrosshair(step)
    case .ratchet: moveInLists(by: -step)
    case .experiments, .lanes, .events: return
    case .overview:
      state.isReading = false
      goTo(list: step)
    }
  }

  /// The lists on the screen, in the order they are walked through.
  private var lists: [Pane] {
    switch state.page {
    case .experiments, .ratchet, .experiment: return [.experiments]
    case .lanes: return [.lanes]
    case .curves, .events: return [currentList]
    case .overview: break
    }
    let layout = Overview.layout(snapshot, size: state.size)
    var lists: [Pane] = [.running]
    if layout.lanes != nil { lists.append(.lanes) }
    if layout.experiments != nil || currentList == .experiments || state.view == .experiments {
      lists.append(.experiments)
    }
    return lists
  }

  private var currentList: Pane {
    switch state.page {
    case .experiments, .ratchet, .experiment: .experiments
    case .lanes: .lanes
    case .curves, .events, .overview: state.cursor(in: snapshot)?.pane ?? .running
    }
  }

  func things(_ lists: [Pane]) -> [Focus] {
    if state.page == .curves { return CurveSet(state, snapshot).entries.map(\.focus) }
    return lists.flatMap { list -> [Focus] in
      switch list {
      case .running: snapshot.record.slots.map { .slot($0.id) }
      case .lanes: snapshot.lanes.map { .lane($0.id) }
      case .experiments:
        snapshot.numbers(in: state.page == .ratchet ? ListState() : state.list, marks: state.marks)
          .map { .experiment($0) }
      }
    }
  }

  private mutating func goTo(list step: Int) {
    let lists = lists.filter { !things([$0]).isEmpty }
    guard let here = lists.firstIndex(of: currentList) else { return }
    let next = lists[(here + step + lists.count) % lists.count]
    guard next != currentList else { return }
    if next == .experiments, let n = subject.experiment?.n { return put(.experiment(n)) }
    if let first = things([next]).first { put(first) }
  }

  /// Puts the cursor on a thing; another thing's diff and output begin at their beginning.
  mutating func put(_ focus: Focus) {
    if state.cursor(in: snapshot) != focus {
      state.diff = state.diff.anew
      state.text = TextView()
      state.transcript = TranscriptView()
    }
    state.follows = false
    state.focus = focus
  }

  /// Next list or part; where there is one lower part, what that shows.
  mutating func turnPane(_ step: Int) {
    state.isZoomed = false
    switch state.page {
    case .overview: turnOverview(step)
    case .experiment: turnView([.diff, .curve, .output], step)
    case .experiments:
      guard ExperimentTable.hasSubject(state.size) else {
        return refuse("the table has the whole screen; enter opens an experiment")
      }
      turnView([.curve, .diff, .output], step)
      state.isReading = false
    case .lanes:
      if state.isReading { state.isReading = false } else { show(.transcript) }
    case .curves: turnSeries(step)
    case .ratchet, .events: refuse("there is only one part here; 1 goes to the overview")
    }
  }

  private mutating func turnView(_ views: [SubjectView], _ step: Int) {
    let here = views.firstIndex(of: state.view) ?? 0
    state.view = views[(here + step + views.count) % views.count]
  }

  private mutating func turnSeries(_ step: Int) {
    let names = CurveSet(state, snapshot).names
    guard names.count > 1 else { return refuse("there is only one series") }
    let here = names.firstIndex { $0 == state.chart.series } ?? 0
    showAllValues()
    state.chart.series = names[(here + step + names.count) % names.count]
    say("curves of \(state.chart.series ?? "?")")
  }

  private mutating func turnOverview(_ step: Int) {
    let layout = Overview.layout(snapshot, size: state.size)
    state.isReading = false
    guard layout.sharesSubject, layout.subject != nil else { return goTo(list: step) }
    turnView([.curve, .diff, .output, .experiments], step)
    guard state.view == .experiments, currentList != .experiments else { return }
    let n = subject.experiment?.n ?? snapshot.record.experiments.last?.n
    if let n { put(.experiment(n)) }
  }
}
