internal import Core

extension Keyboard {
  /// A key in the box of rules, or while one of them is written.
  mutating func answerRules(_ key: Key, _ prompt: Prompt, leaves: Bool) -> [Intent] {
    if leaves {
      state.prompt = nil
      return []
    }
    if case .rules = prompt.question { return chooseRule(key, prompt) }
    var prompt = prompt
    switch key.code {
    case .escape: showRules(at: prompt.choice)
    case .enter: return finishRule(prompt)
    case .tab:
      guard case .addRule(.some) = prompt.question else { return [] }
      prompt.isForLaneOnly.toggle()
      state.prompt = prompt
    default:
      if prompt.field.take(key) { state.prompt = prompt }
    }
    return []
  }

  private mutating func showRules(at choice: Int) {
    state.prompt = Prompt(.rules, at: now)
    state.prompt?.choice = choice
  }

  private mutating func chooseRule(_ key: Key, _ prompt: Prompt) -> [Intent] {
    let rules = snapshot.record.rules
    let choice = max(0, min(rules.count, prompt.choice))
    func move(to place: Int) { state.prompt?.choice = max(0, min(rules.count, place)) }
    state.notice = nil
    switch key.code {
    case .escape, .character("q"), .character("i"): state.prompt = nil
    case .down, .tab, .character("j"): move(to: choice + 1)
    case .up, .backTab, .character("k"): move(to: choice - 1)
    case .pageDown: move(to: choice + 5)
    case .pageUp: move(to: choice - 5)
    case .home, .character("g"): move(to: 0)
    case .end, .character("G"): move(to: rules.count)
    case .character("a"): return startRule(.addRule(lane: subject.lane?.id), "", at: choice)
    case .character("u"): return ActionTable.named(.undo).map { attempt($0) } ?? []
    case .enter, .character("e"):
      guard choice > 0 else {
        state.prompt = nil
        return [.edit(.instructions)]
      }
      let rule = rules[choice - 1]
      return startRule(.editRule(id: rule.id), rule.text, at: choice)
    case .character("x"), .delete: return removeRule(at: choice)
    default: break
    }
    return []
  }

  private mutating func startRule(_ question: Question, _ text: String, at choice: Int)
    -> [Intent]
  {
    guard mayWriteRules() else { return [] }
    var prompt = Prompt(question, at: now)
    prompt.field = TextField(text)
    prompt.choice = choice
    state.prompt = prompt
    return []
  }

  private mutating func removeRule(at choice: Int) -> [Intent] {
    guard choice > 0 else {
      refuse("the instructions are a file of the project; enter opens it")
      return []
    }
    guard mayWriteRules() else { return [] }
    let rule = snapshot.record.rules[choice - 1]
    say("rule \(rule.id) goes; u brings it back")
    return [.command(.removeRule(rule.id))]
  }

  /// Says why not where nobody would take a change.
  private mutating func mayWriteRules() -> Bool {
    if snapshot.readOnly {
      refuse("rules: this screen is read-only")
    } else if !snapshot.engineRunning {
      refuse("rules: the engine is stopped, nobody would answer")
    } else {
      return true
    }
    return false
  }

  private mutating func finishRule(_ prompt: Prompt) -> [Intent] {
    let text = prompt.field.trimmed
    showRules(at: prompt.choice)
    guard !text.isEmpty else {
      say("nothing written; x removes a rule")
      return []
    }
    switch prompt.question {
    case .addRule(let lane):
      return [.command(.addRule(text: text, lane: prompt.isForLaneOnly ? lane : nil))]
    case .editRule(let id):
      let isSame = snapshot.record.rules.contains { $0.id == id && $0.text == text }
      return isSame ? [] : [.command(.editRule(id: id, text: text))]
    default: return []
    }
  }
}
