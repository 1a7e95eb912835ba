internal import Core

extension Keyboard {
  mutating func openExperiment() {
    guard let n = Subject(state, snapshot).experiment?.n else { return }
    state.page = .experiment(n)
    state.scroll[.page] = 0
  }

  /// One step back: help, page, reading, a large diff, in this order.
  mutating func goBack() {
    if state.isHelpOpen {
      state.isHelpOpen = false
    } else if state.page != .overview {
      state.page = .overview
    } else if state.isReading {
      state.isReading = false
    } else if state.view != .curve {
      state.view = .curve
    } else if state.follows {
      if let focus = state.cursor(in: snapshot) { put(focus) }
    }
  }

  mutating func jumpToNeed() {
    let targets = Need.all(snapshot).compactMap(\.focus)
    guard !targets.isEmpty else { return }
    let here = state.cursor(in: snapshot).flatMap { targets.firstIndex(of: $0) }
    let target = targets[((here ?? -1) + 1) % targets.count]
    put(target)
    if case .experiment(let n) = target {
      if state.page != .overview { state.page = .experiment(n) }
    } else {
      state.page = .overview
    }
  }

  mutating func follow() {
    state.follows.toggle()
    guard state.follows else { return }
    state.isReading = false
    state.notice = Notice("the cursor follows the newest experiment", at: now)
  }

  /// Shows something large; diff and output can be scrolled then.
  mutating func show(_ view: SubjectView) {
    let isAgain = state.view == view && state.isReading
    state.view = isAgain ? .curve : view
    state.isReading = !isAgain && (view == .diff || view == .output)
    if state.isReading, !isAgain { state.scroll[view == .diff ? .diff : .output] = 0 }
  }

  mutating func showLane() {
    guard let lane = Subject(state, snapshot).lane else { return }
    state.view = .curve
    state.isReading = false
    put(.lane(lane.id))
  }
}
