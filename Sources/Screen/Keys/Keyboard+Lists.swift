internal import Core

extension Keyboard {
  /// Opens the prompt that filters a list, or searches what is being read.
  mutating func startFilter() {
    if [.diff, .text, .transcript].contains(state.place) {
      var prompt = Prompt(.search(before: ""), at: now)
      prompt.field = TextField()
      state.prompt = prompt
      return
    }
    var prompt = Prompt(.filter(state.list, events: state.events.filter), at: now)
    prompt.field.insert(state.page == .events ? state.events.filter : state.list.query.text)
    state.prompt = prompt
  }

  /// What was typed takes effect at once.
  mutating func typed() -> [Intent] {
    guard let prompt = state.prompt else { return [] }
    switch prompt.question {
    case .filter:
      if state.page == .events {
        state.events.filter = prompt.field.trimmed
        state.events.last = nil
      } else {
        state.list.query = Query(prompt.field.trimmed)
        keepCursorInList()
      }
    case .palette: state.prompt?.choice = 0
    default: break
    }
    return []
  }

  /// A cursor whose experiment is filtered out goes to the first that is not.
  mutating func keepCursorInList() {
    guard case .experiment(let n) = state.cursor(in: snapshot) else { return }
    let numbers = snapshot.numbers(in: state.list, marks: state.marks)
    if !numbers.contains(n), let first = numbers.first { put(.experiment(first)) }
  }

  mutating func turnSort() {
    let keys = SortKey.allCases
    let here = keys.firstIndex(of: state.list.sort) ?? 0
    state.list.sort = keys[(here + 1) % keys.count]
    state.list.isReversed = false
    say("sorted by \(state.list.sort.rawValue)")
  }

  /// Sorts by a column; by the same one again, the other way round.
  mutating func sort(by key: SortKey) {
    if state.list.sort == key {
      state.list.isReversed.toggle()
    } else {
      state.list.sort = key
      state.list.isReversed = false
    }
  }

  mutating func mark() {
    guard let n = subject.experiment?.n else { return }
    if state.marks.contains(n) {
      state.marks.removeAll { $0 == n }
      return say("#\(n) unmarked")
    }
    guard state.marks.count < 8 else {
      return refuse("8 experiments are marked already; space unmarks one, esc all")
    }
    state.marks.append(n)
    say(
      state.marks.count == 1
        ? "#\(n) marked; mark another, then 3 compares their curves"
        : "\(state.marks.count) marked; 3 compares their curves")
  }

  mutating func jumpToMatch(_ step: Int) {
    switch state.place {
    case .text: step > 0 ? state.text.findNext() : state.text.findPrevious()
    // A search goes back from what is newest.
    case .transcript: findInTranscript(-step)
    case .diff:
      guard let diff = snapshot.diff else { return }
      if !state.diff.moveHit(by: step, on: diff) { refuse("nothing was searched for; / searches") }
    default: move(by: step)
    }
  }

  /// Looks for a text in what is being read; for none, no more.
  mutating func search(_ text: String) {
    if state.place == .transcript { return searchTranscript(text) }
    if state.place == .text {
      text.isEmpty ? state.text.endSearch() : state.text.find(text)
    } else if let diff = snapshot.diff {
      state.diff.find(text, on: diff)
    }
  }

  mutating func jumpToHunk(_ step: Int) {
    guard let diff = snapshot.diff, !state.diff.moveHunk(by: step, on: diff) else { return }
    refuse(step > 0 ? "this is the last change" : "this is the first change")
  }

  mutating func turnWrap() {
    if state.place == .text { state.text.toggleWrap() } else { state.diff.wraps.toggle() }
  }

  mutating func copy() -> [Intent] {
    if state.place == .text { return copyLine() }
    if state.place == .transcript { return copyFromTranscript() }
    guard let experiment = subject.experiment else { return [] }
    if state.view == .diff,
      state.isReading || ExperimentPage.showsView(state) && state.page == .experiment(experiment.n),
      let patch = snapshot.patch, snapshot.patchOf == experiment.n
    {
      return [.copy(patch.text, name: "the patch of #\(experiment.n)")]
    }
    return [.copy("#\(experiment.n)", name: "#\(experiment.n)")]
  }

  /// The first line in sight of the text that is read.
  private func copyLine() -> [Intent] {
    let page = snapshot.text
    guard !page.lines.isEmpty else { return [] }
    let line = page.lines[page.index(of: snapshot.textView.firstByte)]
    return [.copy(line.text, name: "the line on top")]
  }
}
