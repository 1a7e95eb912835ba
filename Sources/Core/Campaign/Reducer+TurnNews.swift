/// What happens while a turn is in progress, and what people say into it.
extension Reducer {
  mutating func turnNews(_ id: LaneID, _ turn: Int, _ news: TurnNews) {
    guard let lane = state.lane(id), lane.turn == turn else { return }
    let question = news.question?.bounded
    change(lane: id) {
      if $0.question != question {
        $0.question = question
        $0.answer = nil
      }
      $0.hold = news.hold
    }
    if let before = lane.question, before.id != question?.id, lane.answer == nil {
      tell(
        "lane.answered", words(of: news.answer ?? .withdrawn, to: before, by: id), lane: id)
    }
    if let question, question.id != lane.question?.id {
      tell("lane.asks", "\(id) asks: \(question.title)", lane: id)
    }
    tell(news.hold, before: lane.hold, of: id)
  }

  /// One line when something begins to keep it, none for each further try.
  private mutating func tell(_ hold: TurnHold?, before: TurnHold?, of id: LaneID) {
    switch (hold, before) {
    case (.retrying(_, _, let status)?, .retrying(_, _, let old)?) where status == old: return
    case (.retrying(_, _, let status)?, _):
      let why = status.map { "its model answers \($0)" } ?? "its model does not answer"
      tell("lane.retrying", "\(id) tries again: \(why)", lane: id)
    case (.quiet?, .quiet?): return
    case (.quiet(let since)?, _):
      tell("lane.quiet", "\(id) has said nothing for \(Int(at - since)) s", lane: id)
    case (.limited?, _), (nil, _): return
    }
  }

  private func words(of answer: AgentAnswer, to question: AgentQuestion, by id: LaneID) -> String {
    switch answer {
    case .allow: "\(id) may: \(question.title)"
    case .allowAlways: "\(id) may from now on: \(question.title)"
    case .deny(let why): "\(id) may not: \(question.title)" + (why.isEmpty ? "" : " (\(why))")
    case .withdrawn: "\(id) asks no longer: \(question.title)"
    }
  }

  mutating func answer(_ id: LaneID, _ ask: String, _ answer: AgentAnswer) -> (Bool, String) {
    guard let lane = state.lane(id) else {
      return (false, "there is no lane \(id); lanes are \(laneNames)")
    }
    guard let question = lane.question else { return (false, "\(id) asks nothing") }
    guard question.id == ask else { return (false, "\(id) does not ask that any more") }
    guard lane.answer == nil else { return (false, "\(id) was answered already") }
    if answer == .withdrawn { return (false, "only \(id) itself can take its question back") }
    if answer == .allowAlways, !question.mayAlways {
      return (false, "\(id) can be allowed it only this once")
    }
    change(lane: id) { $0.answer = answer }
    let text = words(of: answer, to: question, by: id)
    tell("lane.answered", text, lane: id)
    return (true, text)
  }

  mutating func freshConversation(_ id: LaneID) -> (Bool, String) {
    guard hasLane(id) else { return (false, "there is no lane \(id); lanes are \(laneNames)") }
    change(lane: id) { $0.wantsFresh = true }
    let text = "\(id) begins a new conversation with its next turn"
    tell("lane.fresh", text, lane: id)
    return (true, text)
  }

  // MARK: Words of people

  /// Tells lanes something; nil where the answer comes once it is known how a turn heard it.
  mutating func steer(_ command: Int, _ lane: LaneID?, _ text: String) -> (Bool, String)? {
    if let lane, !hasLane(lane) {
      return (false, "there is no lane \(lane); lanes are \(laneNames)")
    }
    var telling = Telling(command: command, by: cause, waiting: [:], now: [], later: [])
    for id in lane.map({ [$0] }) ?? state.lanes.filter({ !$0.removed }).map(\.id) {
      guard let target = state.lane(id), target.turn != nil, !target.interrupted else {
        change(lane: id) { $0.messages.append(text) }
        tell("lane.steered", "\(id) is told: \(text)", lane: id)
        telling.later.append(id)
        continue
      }
      let number = (target.lastWords ?? 0) + 1
      change(lane: id) {
        $0.messages.append(text)
        $0.lastWords = number
        $0.spoken = ($0.spoken ?? []) + [SpokenWords(id: number, text: text)]
      }
      telling.waiting[id] = number
    }
    guard !telling.waiting.isEmpty else {
      return (true, "\(lane ?? "every lane") hears it with the next turn")
    }
    state.tellings.append(telling)
    return nil
  }

  mutating func turnTold(_ id: LaneID, _ turn: Int, _ number: Int, _ delivery: Delivery?) {
    guard let lane = state.lane(id), lane.turn == turn,
      let words = lane.spoken?.first(where: { $0.id == number }), words.delivery == nil
    else { return }
    settle(words, in: id, delivery)
  }

  /// It is known how words arrived: they leave the mail where the turn heard them.
  mutating func settle(_ words: SpokenWords, in id: LaneID, _ delivery: Delivery?) {
    let delivery = delivery == .prompt ? .inTurn : delivery ?? .nextTurn
    let isHeard = delivery != .nextTurn
    change(lane: id) {
      if isHeard, let place = $0.messages.lastIndex(of: words.text) {
        $0.messages.remove(at: place)
      }
      if let place = $0.spoken?.firstIndex(where: { $0.id == words.id }) {
        $0.spoken?[place].delivery = delivery
      }
    }
    guard let index = state.tellings.firstIndex(where: { $0.waiting[id] == words.id }) else {
      return
    }
    let how =
      switch delivery {
      case .prompt, .inTurn: "hears at once"
      case .afterCancel: "was cut short to hear"
      case .nextTurn: "is told"
      }
    tell(
      "lane.steered", "\(id) \(how): \(words.text)", lane: id, cause: state.tellings[index].by)
    state.tellings[index].waiting[id] = nil
    if isHeard {
      state.tellings[index].now.append(id)
    } else {
      state.tellings[index].later.append(id)
    }
    guard state.tellings[index].waiting.isEmpty else { return }
    let telling = state.tellings.remove(at: index)
    reduction.answers.append(
      Answer(command: telling.command, accepted: true, text: answer(to: telling)))
  }

  private func answer(to telling: Telling) -> String {
    func hear(_ lanes: [LaneID]) -> String {
      lanes.sorted { $0.count == $1.count ? $0 < $1 : $0.count < $1.count }
        .joined(separator: ", ") + (lanes.count == 1 ? " hears it" : " hear it")
    }
    let parts = [
      telling.now.isEmpty ? nil : hear(telling.now) + " now",
      telling.later.isEmpty ? nil : hear(telling.later) + " with the next turn",
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  /// Takes a message back where no turn has heard it yet.
  mutating func unsay(_ id: LaneID?, _ text: String) -> (Bool, String) {
    if let id, state.lane(id) == nil {
      return (false, "there is no lane \(id); lanes are \(laneNames)")
    }
    let waiting = state.lanes.filter { (id ?? $0.id) == $0.id && $0.messages.contains(text) }
    guard !waiting.isEmpty else {
      return (false, "\(id ?? "no lane") \(id == nil ? "waits" : "does not wait") to hear that")
    }
    for lane in waiting {
      for words in lane.spoken ?? [] where words.text == text && words.delivery == nil {
        settle(words, in: lane.id, nil)
      }
      change(lane: lane.id) {
        if let last = $0.messages.lastIndex(of: text) { $0.messages.remove(at: last) }
      }
      tell("lane.unsaid", "\(lane.id) is not told any more: \(text)", lane: lane.id)
    }
    let count = waiting.count
    return (true, "\(count) lane\(count == 1 ? "" : "s") had not heard it and will not")
  }
}
