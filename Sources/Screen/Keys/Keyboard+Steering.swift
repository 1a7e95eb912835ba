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

  /// Approves only what the person has had before their eyes, then shows the next.
  mutating func approve() -> [Intent] {
    guard let n = Subject(state, snapshot).experiment?.n else { return [] }
    guard frontDiff == n, let shown = state.shown, shown.n == n else {
      let isLoading = state.view == .diff && snapshot.patchOf != n
      if state.page == .overview, state.view != .diff { show(.diff) }
      if state.page != .overview, let row = ExperimentPage(state, snapshot).diffTop(state.size) {
        state.scroll[.page] = row
      }
      state.notice = Notice(
        isLoading
          ? "#\(n): its diff is not here yet"
          : "read the diff of #\(n) first: a approves it, v vetoes it, esc leaves it", at: now)
      return []
    }
    guard now - shown.since >= Prompt.deadTime else { return [] }
    let others = snapshot.record.experiments.filter { $0.state == .review && $0.n != n }
    if let next = others.first(where: { $0.n > n }) ?? others.first {
      put(.experiment(next.n))
      if state.page != .overview { state.page = .experiment(next.n) }
    }
    return [.command(.approve(experiment: n))]
  }
}
