internal import Core

extension Keyboard {
  // MARK: Answering

  /// Answers what an agent asks, once the person has had it before their eyes.
  mutating func answer(_ answer: AgentAnswer) -> [Intent] {
    guard let (lane, question) = readQuestion() else { return [] }
    return [.command(.answer(lane: lane.id, ask: question.id, answer))]
  }

  /// Asks why.
  mutating func deny() {
    guard let (lane, question) = readQuestion() else { return }
    state.prompt = Prompt(.deny(lane: lane.id, ask: question.id), at: now)
  }

  /// The question to answer; one that is not on the screen is shown first.
  private mutating func readQuestion() -> (lane: Lane, question: AgentQuestion)? {
    guard let asking = ActionContext(state, snapshot).asking else { return nil }
    guard let asked = state.asked, asked.id == asking.question.id else {
      if !state.isReading || state.view != .transcript { show(.transcript) }
      state.notice = Notice(
        "read what \(asking.lane.id) asks first: a allows it, D denies it", at: now)
      return nil
    }
    return now - asked.since >= Prompt.deadTime ? asking : nil
  }

  // MARK: Folding

  mutating func unfold() {
    guard let page = snapshot.transcriptPage else { return }
    guard let block = state.transcript.foldable(on: page) else {
      return refuse("nothing in sight has more to show")
    }
    state.transcript.toggle(block, on: page)
  }

  mutating func unfoldAll() {
    guard let page = snapshot.transcriptPage else { return }
    state.transcript.toggleAll(on: page)
  }

  mutating func moveFocus(_ step: Int) {
    guard let page = snapshot.transcriptPage,
      state.transcript.moveFocus(by: step, on: page)
    else { return refuse(step > 0 ? "no later part has more to show" : "no earlier part has more") }
  }

  /// A part that was clicked is folded or unfolded.
  mutating func fold(_ block: Int) {
    if state.place != .transcript { show(.transcript) }
    guard let page = snapshot.transcriptPage else { return }
    state.transcript.toggle(block, on: page)
  }

  // MARK: Moving

  mutating func moveTurn(_ step: Int) {
    guard let lane = subject.lane, let turn = Demand.turn(of: lane, state.transcript) else {
      return
    }
    let newest = max(lane.turns, lane.turn ?? 0)
    let next = max(1, min(newest, turn + step))
    state.transcript = TranscriptView()
    state.transcript.turn = next == newest ? nil : next
    state.text = TextView()
    say("turn \(next) of \(newest)")
  }

  mutating func scrollTranscript(by rows: Int) {
    guard let page = snapshot.transcriptPage else { return }
    let isPage = abs(rows) == self.page
    let step = isPage ? rows.signum() * max(1, state.transcript.height - 1) : rows
    state.transcript.scroll(by: step, on: page)
  }

  mutating func searchTranscript(_ text: String) {
    state.transcript.find(text)
    state.transcript.hit = nil
    findInTranscript(-1)
  }

  mutating func findInTranscript(_ step: Int) {
    guard let page = snapshot.transcriptPage, let transcript = snapshot.transcript else { return }
    guard let pattern = state.transcript.pattern else {
      return refuse("nothing was searched for; / searches")
    }
    if !state.transcript.findNext(step, in: transcript, on: page) {
      refuse("\(TextCleaner.clean(pattern.text)) is nowhere in it")
    }
  }

  /// The part in focus, or the first line in sight.
  func copyFromTranscript() -> [Intent] {
    guard let page = snapshot.transcriptPage, let transcript = snapshot.transcript else {
      return []
    }
    if let focus = state.transcript.focus, let index = transcript.index(of: focus) {
      let text = page.unfolded(transcript.blocks[index]).map {
        TextCleaner.clean($0.text)
      }.joined(separator: "\n")
      return [.copy(text, name: "the part in focus")]
    }
    let top = state.transcript.top(on: page)
    let rows = (top..<min(page.rowCount, top + state.transcript.height)).lazy
    guard let (entry, part) = rows.compactMap({ page.content(at: $0) }).first else { return [] }
    return [.copy(TextCleaner.clean(entry.rows[part].text), name: "the line on top")]
  }
}
