internal import Core

extension Keyboard {
  /// Whether a key may have been typed before the question was seen.
  func isTooEarly(_ prompt: Prompt) -> Bool {
    prompt.isDangerous && now - prompt.opened < Prompt.deadTime
  }

  /// A key while a question is on the screen.
  mutating func answer(_ key: Key) -> [Intent] {
    guard var prompt = state.prompt else { return [] }
    let key = key.plain
    let isInterrupt = key == .control("c") || key == .control("g")
    if prompt.isAboutRules { return answerRules(key, prompt, leaves: isInterrupt) }
    if key.code == .escape || isInterrupt { return cancel(prompt) }
    if isTooEarly(prompt) { return [] }
    if prompt.question == .palette { return answerPalette(key, prompt) }
    if prompt.isMenu { return choose(key, prompt) }
    switch key.code {
    case .enter: return finish(prompt)
    case .tab:
      if case .veto = prompt.question { prompt.isForLaneOnly.toggle() }
    default:
      if !prompt.field.take(key) { return [] }
    }
    state.prompt = prompt
    return typed()
  }

  /// Takes back what the question changed on the way.
  private mutating func cancel(_ prompt: Prompt) -> [Intent] {
    state.prompt = nil
    switch prompt.question {
    case .filter(let list, let events):
      state.list = list
      state.events.filter = events
    case .propose: say("nothing is proposed")
    case .themes(let before): return [.theme(before, keep: false)]
    default: break
    }
    return []
  }

  private mutating func choose(_ key: Key, _ prompt: Prompt) -> [Intent] {
    let choices = prompt.choices(snapshot)
    guard !choices.isEmpty else { return [] }
    let count = choices.count
    switch key.code {
    case .down, .tab, .character("j"): state.prompt?.choice = (prompt.choice + 1) % count
    case .up, .backTab, .character("k"):
      state.prompt?.choice = (prompt.choice + count - 1) % count
    case .home, .character("g"): state.prompt?.choice = 0
    case .end, .character("G"): state.prompt?.choice = count - 1
    case .right, .character("l"), .character("+"): state.prompt?.count = min(16, prompt.count + 1)
    case .left, .character("h"), .character("-"): state.prompt?.count = max(1, prompt.count - 1)
    case .enter: return choose(prompt.choice, prompt, title: choices[prompt.choice].title)
    default: return []
    }
    guard case .themes = prompt.question, let choice = state.prompt?.choice else { return [] }
    return [.theme(choices[choice].title, keep: false)]
  }

  private mutating func choose(_ choice: Int, _ prompt: Prompt, title: String) -> [Intent] {
    // Moving to a line that stops something takes longer than typing ahead.
    if prompt.stops, choice > 0, now - prompt.opened < Prompt.deadTime { return [] }
    state.prompt = nil
    switch prompt.question {
    case .stopNow: return choice == 1 ? [.command(.stop(now: true)), .quit(.stopNow)] : []
    case .removeLane(let lane): return choice == 1 ? [.command(.removeLane(lane))] : []
    case .addLane: return [.command(.addLane(agent: title, count: prompt.count))]
    case .review: return ReviewMode(rawValue: title).map { [.command(.review($0))] } ?? []
    case .themes: return [.theme(title, keep: true)]
    default: break
    }
    switch choice {
    case 0: return [.quit(.leave)]
    case 1: return [.command(.stop(now: false)), .quit(.stopAfterRuns)]
    default:
      state.prompt = Prompt(.stopNow, at: now)
      return []
    }
  }

  private mutating func finish(_ prompt: Prompt) -> [Intent] {
    let text = prompt.field.trimmed
    switch prompt.question {
    case .veto(let n):
      let lane = prompt.isForLaneOnly ? snapshot.record.experiment(n)?.lane : nil
      state.prompt = nil
      return [.command(.veto(experiment: n, reason: text, lane: text.isEmpty ? nil : lane))]
    case .interrupt(let lane):
      state.prompt = nil
      return [.command(.interrupt(lane: lane, reason: text))]
    case .deny(let lane, let ask):
      state.prompt = nil
      return [.command(.answer(lane: lane, ask: ask, .deny(text)))]
    case .revoke(let n):
      return revoke(n, text)
    case .steer(let lane):
      state.prompt = nil
      guard !text.isEmpty else {
        say("nothing said")
        return []
      }
      return [.command(.steer(lane: lane, text: text))]
    case .propose(let base, let patch, _):
      state.prompt = nil
      return [.command(.propose(title: text, reason: "", base: base, patch: patch))]
    case .filter:
      state.prompt = nil
      return []
    case .search:
      state.prompt = nil
      search(text)
      return []
    case .quit, .stopNow, .palette, .themes, .addLane, .removeLane, .review:
      return []
    case .rules, .addRule, .editRule:
      return []
    }
  }

  /// The number first, then, after a blank, the reason.
  private mutating func revoke(_ n: Int, _ text: String) -> [Intent] {
    guard let reason = Prompt.reason(forRevoking: n, text) else {
      // Words are not thrown away for want of a number; the line says what is missing.
      guard text.isEmpty else { return [] }
      state.prompt = nil
      refuse("#\(n) stays: its number was not typed")
      return []
    }
    state.prompt = nil
    return [.command(.revoke(experiment: n, reason: reason))]
  }
}
