internal import Core

extension Keyboard {
  /// Opens a full screen; the cursor stays on its thing.
  mutating func show(page: Page) {
    state.isHelpOpen = false
    state.isReading = false
    state.isZoomed = false
    state.anchor = nil
    if page == .lanes, let lane = subject.lane?.id ?? snapshot.lanes.first?.id {
      put(.lane(lane))
    }
    if page == .experiments || page == .ratchet,
      let n = subject.experiment?.n ?? snapshot.record.experiments.last?.n
    {
      put(.experiment(n))
    }
    if state.view == .transcript || state.view == .experiments { state.view = .curve }
    state.page = page
  }

  /// What enter does: an experiment's page, or what a lane's agent says.
  mutating func open() {
    if subject.isLane, subject.experiment == nil || state.page == .lanes {
      return show(.transcript)
    }
    guard let n = subject.experiment?.n else { return }
    openExperiment(n)
  }

  mutating func openExperiment(_ n: Int) {
    if case .experiment = state.page {} else { state.origin = state.page }
    put(.experiment(n))
    state.page = .experiment(n)
    state.isReading = false
    state.isZoomed = false
    if state.view == .experiments || state.view == .transcript { state.view = .diff }
    if state.view == .curve { state.view = .diff }
    state.scroll[.page] = 0
    state.diff = state.diff.anew
  }

  /// One step back: help, zoom, reading, crosshair, filter, marks, a page; in this order.
  mutating func goBack() {
    if state.isHelpOpen {
      state.isHelpOpen = false
    } else if state.isZoomed {
      state.isZoomed = false
      state.isReading = false
    } else if state.isReading {
      state.isReading = false
    } else if state.chart.crosshair != nil {
      state.chart.crosshair = nil
    } else if case .experiment = state.page {
      state.page = state.origin
      if state.origin == .overview { state.view = .curve }
    } else if state.page == .events, !state.events.filter.isEmpty {
      state.events.filter = ""
    } else if !state.list.query.isEmpty {
      state.list.query = Query("")
    } else if state.page == .experiments || state.page == .curves, !state.marks.isEmpty {
      state.marks = []
    } else if state.page != .overview {
      state.page = .overview
    } else if state.view != .curve {
      state.view = .curve
    } else if !state.marks.isEmpty {
      state.marks = []
    } else if state.follows {
      if let focus = state.cursor(in: snapshot) { put(focus) }
    }
  }

  /// The pane in front takes the whole screen: lists have one of their own.
  mutating func zoom() {
    if state.isZoomed {
      state.isZoomed = false
      state.isReading = false
      return
    }
    if !state.isReading, state.page == .overview {
      switch state.cursor(in: snapshot)?.pane {
      case .lanes: return show(page: .lanes)
      case .experiments: return show(page: .experiments)
      case .running, nil: break
      }
    }
    if state.view == .experiments { return show(page: .experiments) }
    if state.page == .lanes, !state.isReading { state.view = .transcript }
    state.isZoomed = true
    state.isReading = true
  }

  mutating func jumpToNeed() {
    let targets = Need.all(snapshot).compactMap(\.focus)
    guard !targets.isEmpty else { return }
    let here = state.cursor(in: snapshot).flatMap { targets.firstIndex(of: $0) }
    let target = targets[((here ?? -1) + 1) % targets.count]
    switch (state.page, target) {
    case (.experiment, .experiment(let n)): state.page = .experiment(n)
    case (.experiments, .experiment), (.lanes, .lane), (.overview, _): break
    default: state.page = .overview
    }
    put(target)
  }

  mutating func follow() {
    if state.place == .text { return state.text.follow() }
    if state.place == .transcript {
      state.transcript.turn = nil
      return state.transcript.follow()
    }
    if state.page == .events {
      state.events.last = nil
      return say("the story follows what happens")
    }
    state.follows.toggle()
    guard state.follows else { return }
    state.isReading = false
    say("the cursor follows the newest experiment")
  }

  /// Shows one thing of the subject large; diff, output and transcript can be scrolled then.
  mutating func show(_ view: SubjectView) {
    let isAgain = state.view == view && state.isReading
    if isAgain {
      state.isReading = false
      state.isZoomed = false
      if case .experiment = state.page { return }
      state.view = .curve
      return
    }
    let isShown =
      state.page == .lanes ? view == .transcript : state.showsSubject(of: snapshot)
    if !isShown {
      // The page shows nothing of one thing: the whole screen shows it.
      state.isZoomed = view != .curve || state.page != .curves
    }
    state.view = view
    state.isReading = view != .curve || state.isZoomed
    if view == .diff { state.diff = state.diff.anew }
    if view == .output || view == .transcript { state.text = TextView() }
    guard view == .transcript else { return }
    state.transcript.follow()
    // An experiment's transcript is that of the turn that proposed it.
    if !subject.isLane, let made = subject.experiment?.turn, let lane = subject.lane {
      state.transcript.turn = made > 0 && made < max(lane.turns, lane.turn ?? 0) ? made : nil
    }
  }
}
