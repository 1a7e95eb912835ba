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
    if key.code == .escape || isInterrupt {
      state.prompt = nil
      return []
    }
    if isTooEarly(prompt) { return [] }
    if !prompt.choices.isEmpty { return choose(key, prompt) }
    switch key.code {
    case .enter: return finish(prompt)
    case .tab:
      if case .veto = prompt.question { prompt.isForLaneOnly.toggle() }
    default:
      if !prompt.field.take(key) { return [] }
    }
    state.prompt = prompt
    return []
  }

  private mutating func choose(_ key: Key, _ prompt: Prompt) -> [Intent] {
    let count = prompt.choices.count
    switch key.code {
    case .down, .tab, .character("j"): state.prompt?.choice = (prompt.choice + 1) % count
    case .up, .backTab, .character("k"):
      state.prompt?.choice = (prompt.choice + count - 1) % count
    case .enter: return choose(prompt.choice, prompt)
    default: break
    }
    return []
  }

  private mutating func choose(_ choice: Int, _ prompt: Prompt) -> [Intent] {
    // Moving to a line that stops something takes longer than typing ahead.
    if choice > 0, now - prompt.opened < Prompt.deadTime { return [] }
    state.prompt = nil
    if prompt.question == .stopNow {
      return choice == 1 ? [.command(.stop(now: true)), .quit(.stopNow)] : []
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
    case .revoke(let n):
      return revoke(n, text)
    case .steer(let lane):
      state.prompt = nil
      guard !text.isEmpty else {
        state.notice = Notice("nothing said", at: now)
        return []
      }
      return [.command(.steer(lane: lane, text: text))]
    case .quit, .stopNow:
      return []
    }
  }

  /// The number first, then, after a blank, the reason.
  private mutating func revoke(_ n: Int, _ text: String) -> [Intent] {
    let parts = text.split(separator: " ", maxSplits: 1)
    let typed = parts.first.map { $0.hasPrefix("#") ? $0.dropFirst() : $0 }
    state.prompt = nil
    guard typed == "\(n)" else {
      state.notice = Notice("#\(n) stays: its number was not typed", isRefusal: true, at: now)
      return []
    }
    let reason = parts.count > 1 ? String(parts[1]) : ""
    return [.command(.revoke(experiment: n, reason: reason))]
  }
}
