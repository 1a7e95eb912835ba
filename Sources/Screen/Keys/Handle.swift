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
  state = keyboard.state
  return intents
}

/// One input on its way.
struct Keyboard {
  var state: ViewState
  let snapshot: Snapshot
  let now: Timestamp

  mutating func take(_ input: Input) -> [Intent] {
    switch input {
    case .key(let key):
      state.lastKey = now
      if state.prompt != nil { return answer(key) }
      state.notice = nil
      guard let action = ActionTable.action(for: key, in: state.place) else { return [] }
      if let why = action.disabled(state, snapshot) {
        state.notice = Notice(why, isRefusal: true, at: now)
        return []
      }
      return perform(action.name)
    case .paste(let text):
      // Outside a prompt it is ignored: a pasted line must not press keys.
      if let prompt = state.prompt, prompt.choices.isEmpty, !isTooEarly(prompt) {
        state.prompt?.field.insert(text)
      }
      return []
    case .mouse(let kind, _, _):
      guard state.prompt == nil else { return [] }
      switch kind {
      case .wheelUp: move(by: -3)
      case .wheelDown: move(by: 3)
      case .press, .release, .drag: break
      }
      return []
    case .focus:
      return []
    }
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
    case .open: openExperiment()
    case .back: goBack()
    case .next: jumpToNeed()
    case .follow: follow()
    case .curve: show(.curve)
    case .diff: show(.diff)
    case .output: show(.output)
    case .transcript: showLane()
    case .help: state.isHelpOpen.toggle()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .copy: return copy()
    case .quit: return quit()
    case .veto: veto()
    case .approve: return approve()
    case .rerun: return rerun()
    case .pause: return pause()
    case .pauseAll: return pauseAll()
    case .steer: steer()
    case .steerAll: state.prompt = Prompt(.steer(lane: nil), at: now)
    }
    return []
  }

  private func copy() -> [Intent] {
    Subject(state, snapshot).experiment.map { [.copy("#\($0.n)")] } ?? []
  }

  private mutating func quit() -> [Intent] {
    let isAlive = snapshot.engineRunning && snapshot.record.summary?.finished != true
    guard isAlive, !snapshot.readOnly else { return [.quit(.leave)] }
    state.prompt = Prompt(.quit, at: now)
    return []
  }

  /// Remembers since when the diff in front of the person is that of the experiment they judge.
  mutating func noteShownDiff() {
    let n = Subject(state, snapshot).experiment?.n
    guard let n, frontDiff == n else {
      state.shown = nil
      return
    }
    if state.shown?.n != n { state.shown = ShownDiff(n: n, since: now) }
  }

  /// The experiment whose diff has most of the screen.
  var frontDiff: Int? {
    guard !state.isHelpOpen, snapshot.patch != nil else { return nil }
    switch state.page {
    case .overview: return state.view == .diff && hasSubject ? snapshot.patchOf : nil
    case .experiment:
      return ExperimentPage(state, snapshot).showsDiff(state.size) ? snapshot.patchOf : nil
    }
  }

  private var hasSubject: Bool { Overview.layout(snapshot, size: state.size).subject != nil }
}
