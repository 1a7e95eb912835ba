package import Core

/// What an input does: changes what a person looks at, and answers what they want done.
///
/// Keys are never queued: what happens depends only on what is on the screen now.
package func handle(
  _ input: Input, at now: Timestamp, state: inout ViewState, snapshot: Snapshot
) -> [Intent] {
  var keyboard = Keyboard(state: state, snapshot: snapshot, now: now)
  let intents = keyboard.take(input)
  keyboard.noteShownDiff()
  keyboard.noteUndo(intents)
  state = keyboard.state
  return intents
}

/// One input on its way.
struct Keyboard {
  var state: ViewState
  let snapshot: Snapshot
  let now: Timestamp
  /// Whether what is asked for takes something back; that is not taken back itself.
  var isUndoing = false

  init(state: ViewState, snapshot: Snapshot, now: Timestamp) {
    self.state = state
    self.snapshot = snapshot
    self.now = now
  }

  var subject: Subject { Subject(state, snapshot) }

  mutating func take(_ input: Input) -> [Intent] {
    switch input {
    case .key(let key):
      state.lastKey = now
      if state.prompt != nil { return answer(key) }
      if isTypedAhead(key) { return [] }
      state.notice = nil
      guard let action = state.keys.action(for: key, in: state.place) else { return [] }
      return attempt(action)
    case .paste(let text):
      // Outside a prompt it is ignored: a pasted line must not press keys.
      if let prompt = state.prompt, !prompt.isMenu, !isTooEarly(prompt) {
        state.prompt?.field.insert(text)
        return typed()
      }
      return []
    case .mouse(let kind, let row, let column):
      return mouse(kind, row: row, column: column)
    case .focus:
      return []
    }
  }

  /// Does an action, or says why not.
  mutating func attempt(_ action: Action) -> [Intent] {
    if let why = action.disabled(state, snapshot) {
      refuse(why)
      if action.asksForWords {
        state.typedAhead = TypedAhead(why: why, until: now + TypedAhead.gap)
      }
      return []
    }
    return perform(action.name)
  }

  /// Whether a key belongs to words meant for a question that did not come up; they press no keys.
  private mutating func isTypedAhead(_ key: Key) -> Bool {
    guard let ahead = state.typedAhead else { return false }
    guard now < ahead.until, key.isText else {
      state.typedAhead = nil
      return false
    }
    // The end of the words is the end of waiting for more.
    let isOver = key.code == .enter || key.code == .escape
    state.typedAhead =
      isOver ? nil : TypedAhead(why: ahead.why, until: now + TypedAhead.gap)
    refuse("\(ahead.why); what you typed is dropped")
    return true
  }

  mutating func say(_ text: String) { state.notice = Notice(text, at: now) }

  mutating func refuse(_ text: String) {
    state.notice = Notice(text, isRefusal: true, at: now)
  }

  private mutating func perform(_ name: ActionName) -> [Intent] {
    switch name {
    case .down: move(by: 1)
    case .up: move(by: -1)
    case .pageDown: move(by: page)
    case .pageUp: move(by: -page)
    case .first: moveToEnd(first: true)
    case .last: moveToEnd(first: false)
    case .left: moveAcross(-1)
    case .right: moveAcross(1)
    case .nextPane: turnPane(1)
    case .previousPane: turnPane(-1)
    case .open: open()
    case .back: goBack()
    case .zoom: zoom()
    case .next: jumpToNeed()
    case .follow: follow()
    case .showOverview: show(page: .overview)
    case .showExperiments: show(page: .experiments)
    case .showCurves: show(page: .curves)
    case .showRatchet: show(page: .ratchet)
    case .showLanes: show(page: .lanes)
    case .showEvents: show(page: .events)
    case .curve: show(.curve)
    case .diff: show(.diff)
    case .output: show(.output)
    case .transcript: show(.transcript)
    case .filter: startFilter()
    case .nextMatch: jumpToMatch(1)
    case .previousMatch: jumpToMatch(-1)
    case .sort: turnSort()
    case .mark: mark()
    case .nextHunk: jumpToHunk(1)
    case .previousHunk: jumpToHunk(-1)
    case .wrap: turnWrap()
    case .smoother, .rougher, .panLeft, .panRight, .zoomIn, .zoomOut, .fit, .taller,
      .flatter, .range, .logarithmic, .unit, .champion, .crosshair:
      chart(name)
    case .help: state.isHelpOpen.toggle()
    case .palette: state.prompt = Prompt(.palette, at: now)
    case .theme: chooseTheme()
    case .unfold: unfold()
    case .unfoldAll: unfoldAll()
    case .nextFold: moveFocus(1)
    case .previousFold: moveFocus(-1)
    case .earlierTurn: moveTurn(-1)
    case .laterTurn: moveTurn(1)
    case .deny: deny()
    case .steer: steer()
    case .steerAll: state.prompt = Prompt(.steer(lane: nil), at: now)
    case .veto: veto()
    case .addLane:
      state.prompt = Prompt(.addLane, at: now)
      return [.findAgents]
    case .removeLane: removeLane()
    case .review: chooseReview()
    case .instructions: state.prompt = Prompt(.rules, at: now)
    default: return ask(name)
    }
    return []
  }

  /// Actions that want something of the world outside.
  private mutating func ask(_ name: ActionName) -> [Intent] {
    switch name {
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .copy: return copy()
    case .quit: return quit()
    case .approve: return ActionContext(state, snapshot).asking == nil ? approve() : answer(.allow)
    case .allowAlways: return answer(.allowAlways)
    case .rerun: return rerun()
    case .pause: return pause()
    case .pauseAll: return pauseAll()
    case .undo: return undo()
    case .write: return [.edit(.newExperiment)]
    case .editor: return subject.experiment.map { [.edit(.proposal($0.n))] } ?? []
    case .pager: return shownText.map { [.page($0)] } ?? []
    case .mouse: return turnMouse()
    default: return []
    }
  }

  /// The text in front, for a pager.
  private var shownText: ShownText? {
    switch state.view {
    case .diff: subject.experiment.map { .diff($0.n) }
    case .output: subject.run.map { .output($0.id) }
    case .transcript: subject.lane.map { .transcript($0.id) }
    case .curve, .experiments: nil
    }
  }

  private mutating func turnMouse() -> [Intent] {
    state.mouse.toggle()
    say(state.mouse ? "the mouse is pawl's; M gives it back" : "the mouse is the terminal's again")
    return [.mouse(state.mouse)]
  }

  private mutating func quit() -> [Intent] {
    let isAlive = snapshot.engineRunning && snapshot.record.summary?.finished != true
    guard isAlive, !snapshot.readOnly else { return [.quit(.leave)] }
    state.prompt = Prompt(.quit, at: now)
    return []
  }

  /// Remembers since when the diff in front of the person is that of the experiment they judge.
  mutating func noteShownDiff() {
    let n = subject.experiment?.n
    guard let n, frontDiff == n else {
      state.shown = nil
      return
    }
    if state.shown?.n != n { state.shown = ShownDiff(n: n, since: now) }
  }

  /// Remembers how what was just asked for can be taken back.
  mutating func noteUndo(_ intents: [Intent]) {
    guard !isUndoing else { return }
    for case .command(let command) in intents {
      guard let undo = Undo.of(command, snapshot) else { continue }
      state.undo = Array((state.undo + [undo]).suffix(Undo.kept))
    }
  }
}
