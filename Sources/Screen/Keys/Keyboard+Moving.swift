internal import Core

extension Keyboard {
  /// Rows of a page: what a middling pane shows.
  var page: Int { max(3, state.size.height / 2 - 2) }

  /// The thing a scroll key scrolls; nil when it moves the cursor.
  private var scrolled: ScrollArea? {
    if state.isHelpOpen { return .help }
    if case .experiment = state.page { return .page }
    guard state.isReading else { return nil }
    return state.view == .output ? .output : .diff
  }

  /// How far a scrolled thing can go.
  private func limit(_ area: ScrollArea) -> Int {
    switch area {
    case .help:
      return max(0, HelpPage.lines(width: state.size.width).count - (state.size.height - 2))
    case .page:
      return max(0, ExperimentPage(state, snapshot).length(state.size) - (state.size.height - 3))
    case .diff:
      let pane = DiffPane(snapshot: snapshot, experiment: Subject(state, snapshot).experiment)
      return max(0, (pane.patch.map { DiffPane.rows($0, width: 80).count } ?? 0) - 3)
    case .output: return max(0, snapshot.output.count - 3)
    }
  }

  mutating func move(by rows: Int) {
    if let area = scrolled {
      let step = area == .output ? -rows : rows
      return scroll(area, to: (state.scroll[area] ?? 0) + step)
    }
    // One step runs on from list to list; a page stays in its list.
    let all = things(abs(rows) == 1 ? lists : [currentList])
    guard !all.isEmpty else { return }
    let here = state.cursor(in: snapshot).flatMap { all.firstIndex(of: $0) } ?? 0
    put(all[max(0, min(all.count - 1, here + rows))])
  }

  mutating func moveToEnd(first: Bool) {
    if let area = scrolled {
      let top = area == .output ? !first : first
      return scroll(area, to: top ? 0 : limit(area))
    }
    let all = things([currentList])
    if let end = first ? all.first : all.last { put(end) }
  }

  private mutating func scroll(_ area: ScrollArea, to row: Int) {
    state.scroll[area] = max(0, min(limit(area), row))
  }

  mutating func moveAcross(_ step: Int) {
    if state.isHelpOpen { return }
    if case .experiment(let n) = state.page {
      let other = max(1, min(snapshot.record.experiments.count, n + step))
      guard other != n else { return }
      state.page = .experiment(other)
      state.scroll[.page] = 0
      return put(.experiment(other))
    }
    state.isReading = false
    goTo(list: step)
  }

  /// The lists on the screen, in the order they are walked through.
  private var lists: [Pane] {
    let layout = Overview.layout(snapshot, size: state.size)
    var lists: [Pane] = [.running]
    if layout.lanes != nil { lists.append(.lanes) }
    if layout.experiments != nil || currentList == .experiments || state.view == .experiments {
      lists.append(.experiments)
    }
    return lists
  }

  private var currentList: Pane { state.cursor(in: snapshot)?.pane ?? .running }

  private func things(_ lists: [Pane]) -> [Focus] {
    lists.flatMap { list -> [Focus] in
      switch list {
      case .running: snapshot.record.slots.map { .slot($0.id) }
      case .lanes: snapshot.lanes.map { .lane($0.id) }
      case .experiments: snapshot.experiments.map { .experiment($0.n) }
      }
    }
  }

  private mutating func goTo(list step: Int) {
    let lists = lists.filter { !things([$0]).isEmpty }
    guard let here = lists.firstIndex(of: currentList) else { return }
    let next = lists[(here + step + lists.count) % lists.count]
    guard next != currentList else { return }
    if next == .experiments, let n = Subject(state, snapshot).experiment?.n {
      return put(.experiment(n))
    }
    if let first = things([next]).first { put(first) }
  }

  /// Puts the cursor on a thing; another thing's diff and output begin at their beginning.
  mutating func put(_ focus: Focus) {
    if state.cursor(in: snapshot) != focus {
      state.scroll[.diff] = 0
      state.scroll[.output] = 0
    }
    state.follows = false
    state.focus = focus
  }

  /// Next list, or, where there is one lower part, what that shows.
  mutating func turnPane(_ step: Int) {
    let layout = Overview.layout(snapshot, size: state.size)
    guard layout.sharesSubject, layout.subject != nil else {
      state.isReading = false
      return goTo(list: step)
    }
    state.isReading = false
    let views = SubjectView.allCases
    let here = views.firstIndex(of: state.view) ?? 0
    state.view = views[(here + step + views.count) % views.count]
    guard state.view == .experiments, currentList != .experiments else { return }
    let n = Subject(state, snapshot).experiment?.n ?? snapshot.record.experiments.last?.n
    if let n { put(.experiment(n)) }
  }
}
