internal import Core

extension Keyboard {
  mutating func veto() {
    let subject = Subject(state, snapshot)
    if let experiment = subject.experiment {
      let question: Question =
        experiment.state == .kept
        ? .revoke(experiment: experiment.n) : .veto(experiment: experiment.n)
      state.prompt = Prompt(question, at: now)
    } else if let lane = subject.lane {
      state.prompt = Prompt(.interrupt(lane: lane.id), at: now)
    }
  }

  func rerun() -> [Intent] {
    Subject(state, snapshot).experiment.map { [.command(.rerun(experiment: $0.n))] } ?? []
  }

  func pause() -> [Intent] {
    guard let lane = Subject(state, snapshot).lane else { return [] }
    return [
      .command(
        ActionTable.isStopped(lane) ? .resume(lanes: [lane.id]) : .pause(lanes: [lane.id]))
    ]
  }

  func pauseAll() -> [Intent] {
    let goesOn = snapshot.isHalted || snapshot.lanes.allSatisfy { ActionTable.isStopped($0) }
    return [.command(goesOn ? .resume(lanes: nil) : .pause(lanes: nil))]
  }

  mutating func steer() {
    guard let lane = Subject(state, snapshot).lane else { return }
    state.prompt = Prompt(.steer(lane: lane.id), at: now)
  }

  mutating func chooseReview() {
    var prompt = Prompt(.review, at: now)
    prompt.choice = ReviewMode.allCases.firstIndex(of: snapshot.reviewMode) ?? 0
    state.prompt = prompt
  }

  mutating func chooseTheme() {
    var prompt = Prompt(.themes(before: snapshot.theme), at: now)
    prompt.choice = snapshot.themes.firstIndex(of: snapshot.theme) ?? 0
    state.prompt = prompt
  }

  mutating func removeLane() {
    guard let lane = subject.lane else { return }
    state.prompt = Prompt(.removeLane(lane.id), at: now)
  }

  /// Takes the last steering action back.
  mutating func undo() -> [Intent] {
    guard let last = state.undo.popLast() else { return [] }
    say("undone: \(last.what)")
    isUndoing = true
    return last.commands.map { .command($0) }
  }

  /// Approves only what the person has had before their eyes, then shows the next.
  mutating func approve() -> [Intent] {
    guard let n = subject.experiment?.n else { return [] }
    guard frontDiff == n, let shown = state.shown, shown.n == n else {
      let isLoading = state.view == .diff && snapshot.patchOf != n
      if state.view != .diff || !state.isReading { show(.diff) }
      state.notice = Notice(
        isLoading
          ? "#\(n): its diff is not here yet"
          : "read the diff of #\(n) first: a approves it, v vetoes it, esc leaves it", at: now)
      return []
    }
    guard now - shown.since >= Prompt.deadTime else { return [] }
    let others = snapshot.digest.review.filter { $0 != n }
    if let next = others.first(where: { $0 > n }) ?? others.first {
      put(.experiment(next))
      if case .experiment = state.page { state.page = .experiment(next) }
    }
    return [.command(.approve(experiment: n))]
  }

  /// The experiment whose diff has most of the screen.
  var frontDiff: Int? {
    guard !state.isHelpOpen, snapshot.patch != nil, state.view == .diff else { return nil }
    switch state.page {
    case .experiment: return ExperimentPage.showsView(state) ? snapshot.patchOf : nil
    case .overview, .experiments, .curves, .ratchet, .lanes, .events:
      return state.isZoomed || state.showsSubject(of: snapshot) ? snapshot.patchOf : nil
    }
  }
}
