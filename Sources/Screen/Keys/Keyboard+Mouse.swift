internal import Core

extension Keyboard {
  /// What the mouse does: a click puts the cursor there, a second one opens, the wheel moves what is
  /// under the pointer.
  mutating func mouse(_ kind: MouseKind, row: Int, column: Int) -> [Intent] {
    switch kind {
    case .wheelUp: return wheel(-3, row: row, column: column)
    case .wheelDown: return wheel(3, row: row, column: column)
    case .press:
      state.lastKey = now
      state.notice = nil
      return press(row: row, column: column)
    case .release, .drag: return []
    }
  }

  private mutating func press(row: Int, column: Int) -> [Intent] {
    let map = HitMap(state, snapshot)
    guard let target = map.target(row: row, column: column) else { return [] }
    if let prompt = state.prompt {
      guard case .choice(let choice) = target else { return [] }
      return click(choice, prompt)
    }
    switch target {
    case .thing(let focus): return click(focus, row: row, column: column, map)
    case .line(let seq):
      guard let line = snapshot.events.first(where: { $0.seq == seq }) else { return [] }
      if state.events.last == seq { return act(.open) }
      state.anchor = anchor(of: .story, row: row, column: column, map)
      select(line)
    case .tries(let chart):
      let selection = subject.experiment?.n
      let input =
        state.page == .ratchet
        ? RatchetPane.input(snapshot, state.ratchet, selection: selection)
        : RatchetPane.input(snapshot, selection: selection)
      guard let n = input.flatMap({ RatchetPane.clicked(column: column, at: chart, $0) }) else {
        return []
      }
      if state.cursor(in: snapshot) == .experiment(n) { return act(.open) }
      state.isReading = false
      put(.experiment(n))
    case .sort(let key): sort(by: key)
    case .page(let page): show(page: page)
    case .action(let name): return act(name)
    case .fold(let block): fold(block)
    case .choice: break
    }
    return []
  }

  private mutating func act(_ name: ActionName) -> [Intent] {
    ActionTable.named(name).map { attempt($0) } ?? []
  }

  /// The thing under the cursor is opened, any other gets the cursor.
  private mutating func click(_ focus: Focus, row: Int, column: Int, _ map: HitMap)
    -> [Intent]
  {
    let isAgain = state.cursor(in: snapshot) == focus && !state.isReading
    if isAgain, state.page != .curves { return act(.open) }
    state.anchor = anchor(of: .list(focus.pane), row: row, column: column, map)
    if state.page != .lanes { state.isReading = false }
    put(focus)
    return []
  }

  /// How far below the first row of its list something stands: it must not move when it is clicked.
  private func anchor(of list: HitMap.Wheel, row: Int, column: Int, _ map: HitMap) -> Int? {
    (0...row).reversed().first { map.wheel(row: $0, column: column) != list }
      .flatMap { $0 < row ? row - $0 - 1 : nil }
  }

  /// A line of a menu: done at once, unless that would end something or there is more to see first.
  private mutating func click(_ choice: Int, _ prompt: Prompt) -> [Intent] {
    guard !isTooEarly(prompt) else { return [] }
    let isChosen = prompt.choice == choice
    state.prompt?.choice = choice
    switch prompt.question {
    case .themes where !isChosen:
      return prompt.choices(snapshot).indices.contains(choice)
        ? [.theme(prompt.choices(snapshot)[choice].title, keep: false)] : []
    case .rules where !isChosen: return []
    case .addRule, .editRule: return []
    default:
      if prompt.stops, !isChosen { return [] }
      return answer(Key(.enter))
    }
  }

  private mutating func wheel(_ rows: Int, row: Int, column: Int) -> [Intent] {
    let map = HitMap(state, snapshot)
    guard let wheel = map.wheel(row: row, column: column) else { return [] }
    switch wheel {
    case .choices: return turnChoices(rows)
    case .story: moveStory(by: rows)
    case .page(let area): scroll(area, to: (state.scroll[area] ?? 0) + rows)
    case .diff:
      // What is only glanced at is opened first: it has an inside of its own then.
      guard state.place == .diff, let diff = snapshot.diff else {
        show(.diff)
        return []
      }
      state.diff.scroll(by: rows, on: diff)
    case .text:
      if state.place != .text { show(state.page == .lanes ? .transcript : .output) }
      state.text.scroll(rows: rows)
    case .transcript:
      if state.place != .transcript { show(.transcript) }
      scrollTranscript(by: rows)
    case .curves, .ratchet: chart(rows < 0 ? .zoomIn : .zoomOut)
    case .list(let pane):
      let all = things([pane])
      guard let first = all.first else { return [] }
      guard let here = state.cursor(in: snapshot).flatMap({ all.firstIndex(of: $0) }) else {
        // The list has no cursor yet: it comes to where the pointer is.
        if case .thing(let focus) = map.target(row: row, column: column) {
          put(focus)
        } else {
          put(first)
        }
        return []
      }
      put(all[max(0, min(all.count - 1, here + rows))])
    }
    return []
  }

  private mutating func turnChoices(_ rows: Int) -> [Intent] {
    guard let prompt = state.prompt else { return [] }
    let step = rows < 0 ? -1 : 1
    let last: Int
    switch prompt.question {
    case .palette: return answer(Key(step < 0 ? .up : .down))
    case .rules: last = snapshot.record.rules.count
    default: last = prompt.choices(snapshot).count - 1
    }
    guard (0...max(0, last)).contains(prompt.choice + step) else { return [] }
    return answer(Key(step < 0 ? .up : .down))
  }
}
