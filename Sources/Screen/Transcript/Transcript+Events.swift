internal import Core

extension Transcript {
  mutating func say(_ text: String, at time: Timestamp) {
    guard !text.isEmpty else { return }
    if !isProse { endPiece() }
    isProse = true
    let done = cutter.append(text)
    put(done, cutter.pending, at: time)
  }

  /// Puts pieces of prose at the end, in place of what stood for them while they had no end.
  mutating func put(_ done: [Prose], _ open: [Prose], at time: Timestamp) {
    let first = blocks.count - pending
    let pieces = done + open
    for (index, piece) in pieces.enumerated() {
      if first + index == blocks.count {
        add(.prose(piece), at: time, endsProse: false)
      } else if blocks[first + index].content != .prose(piece) {
        change(first + index, .prose(piece))
      }
    }
    while blocks.count > first + pieces.count {
      drop(blocks.count - 1)
      nextID -= 1
    }
    pending = open.count
  }

  mutating func think(_ text: String, at time: Timestamp) {
    endPiece()
    if case .thought(let before) = blocks.last?.content {
      // What is beyond the bound is not wanted of what is folded anyway.
      guard before.utf8.count < Self.longestFolded else { return }
      return change(blocks.count - 1, .thought(bounded(before + text)))
    }
    add(.thought(bounded(text)), at: time)
  }

  mutating func noise(_ text: String, at time: Timestamp) {
    endPiece()
    if case .noise(let before) = blocks.last?.content {
      guard before.utf8.count < Self.longestFolded else { return }
      return change(blocks.count - 1, .noise(bounded(before + "\n" + text)))
    }
    add(.noise(bounded(text)), at: time)
  }

  mutating func use(_ call: ToolCall, at time: Timestamp) {
    if let known = calls[call.id], let place = index(of: known.id),
      case .tool(let shown) = blocks[place].content
    {
      let next = ShownCall(call, after: (known.call, shown))
      if next != shown { change(place, .tool(next)) }
      calls[call.id]?.call = call
    } else {
      add(.tool(ShownCall(call, after: nil)), at: time)
      calls[call.id] = (nextID - 1, call)
    }
    if call.state == .done || call.state == .failed, calls.count > 64 {
      // Few change after they are over, and their texts are large.
      calls[call.id] = nil
    }
  }

  mutating func retry(_ retry: Retry, at time: Timestamp) {
    endPiece()
    if case .retrying(let before) = blocks.last?.content, !before.isOver {
      change(blocks.count - 1, .retrying(retry))
    } else {
      add(.retrying(retry), at: time)
    }
  }

  mutating func ask(_ question: AgentQuestion, at time: Timestamp) {
    open = question
    let question = question.bounded
    add(.ask(question, question.edits.map { EditDiff($0) }, nil), at: time)
  }

  mutating func settle(_ ask: String, _ answer: AgentAnswer, at time: Timestamp) {
    if open?.id == ask { open = nil }
    let place = blocks.lastIndex { block in
      if case .ask(let question, _, _) = block.content { question.id == ask } else { false }
    }
    guard let place, case .ask(let question, let edits, _) = blocks[place].content else { return }
    change(place, .ask(question, edits, answer))
  }

  mutating func replan(_ steps: [PlanStep], at time: Timestamp) {
    let steps = steps.prefix(60).map {
      PlanStep(text: plainText($0.text, limit: 300), state: $0.state)
    }
    endPiece()
    if let before = blocks.lastIndex(where: { if case .plan = $0.content { true } else { false } })
    {
      if blocks[before].content == .plan(steps) { return }
      if before == blocks.count - 1 { return change(before, .plan(steps)) }
      drop(before)
    }
    add(.plan(steps), at: time)
  }

  mutating func tellChange(_ text: String, at time: Timestamp) {
    let patch = Patch(parsing: text)
    let content = TranscriptBlock.Content.changed(
      added: patch.added, removed: patch.removed, files: patch.files.count)
    if let before = blocks.lastIndex(where: {
      if case .changed = $0.content { true } else { false }
    }) {
      if blocks[before].content == content { return }
      endPiece()
      if before == blocks.count - 1 { return change(before, content) }
      drop(before)
    }
    add(content, at: time)
  }
}
