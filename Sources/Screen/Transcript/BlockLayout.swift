internal import Core

/// Lays one block of a transcript out in rows of a width.
struct BlockLayout {
  /// Columns for text.
  let width: Int
  let isUnfolded: Bool
  let timeOfDay: (Timestamp) -> String

  /// Rows of an edit and of an output in a folded call; of a failed one, of a plan, of words.
  private static let editRows = 10
  private static let outputRows = 3
  private static let failedRows = 8
  private static let planRows = 12
  private static let wordRows = 6
  /// Columns of the word that says what a call does.
  private static let wordWidth = 8

  /// The rows, and whether there are more or fewer of them to show.
  func lay(_ block: TranscriptBlock) -> (rows: [TranscriptRow], isFoldable: Bool) {
    guard width > 0 else { return ([], false) }
    switch block.content {
    case .prose(let prose): return (rows(prose), false)
    case .thought(let text): return folded("thinks", text, role: .dim)
    case .noise(let text): return folded("not understood", text, role: .dim)
    case .told(let text, .prompt): return folded("task", text, role: .text)
    case .told(let text, let delivery): return told(text, delivery)
    case .plan(let steps): return plan(steps)
    case .tool(let call): return tool(call)
    case .ask(let question, let edits, let answer): return ask(question, edits, answer)
    case .started(let session, let model, let version):
      let words = ["begins", version, model, session.map { "conversation \($0.prefix(8))" }]
      return sentence(words.compactMap { $0 }.joined(separator: "   "), .note, .dim)
    case .retrying(let retry):
      return sentence(words(of: retry), .retrying, retry.isOver ? .dim : .warn)
    case .limited(let until, let why):
      let time = until.map { "limited until \(timeOfDay($0))" } ?? "limited, nobody says until when"
      return sentence(joined(time, why), .limited, .warn)
    case .changed(let added, let removed, let files):
      let what = files == 1 ? "1 file" : "\(files) files"
      var row = TranscriptRow("changed so far   \(what)", .dim)
      row.mark = .note
      row.right = counts(added: added, removed: removed)
      return ([row], false)
    case .paused(let isPaused):
      return sentence(isPaused ? "stopped in place by a person" : "goes on", .note, .warn)
    case .finished(let ending):
      let (text, role) = ending.sentence(timeOfDay)
      return sentence(text, .over, role)
    }
  }

  // MARK: Words

  private func rows(_ prose: Prose) -> [TranscriptRow] {
    switch prose.form {
    case .paragraph: return wrapped(StyledText.prose(TextCleaner.clean(prose.text), Style(.text)))
    case .heading:
      return wrapped(StyledText.prose(TextCleaner.clean(prose.text), Style(.text, bold: true)))
    case .item(let sign, let depth):
      let hang = min(depth, width / 4) + max(2, sign.count + 1)
      let spans = StyledText.prose(TextCleaner.clean(prose.text), Style(.text))
      return StyledText.rows(spans, width: max(1, width - hang)).enumerated().map { index, line in
        var row = TranscriptRow(line, indent: hang)
        if index == 0, !sign.isEmpty { row.body = .item(sign: sign, line) }
        return row
      }
    case .code(let language):
      var lexer = SyntaxLanguage(path: "x." + language.lowercased()).map { SyntaxLexer($0) }
      if language == "python" { lexer = SyntaxLexer(.python) }
      if ["bash", "shell", "console", "sh"].contains(language) { lexer = SyntaxLexer(.shell) }
      return prose.text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
        line -> [TranscriptRow] in
        let text = TextCleaner.clean(String(line))
        return railed(coloured(text, lexer?.spans(in: text.utf8) ?? []))
      }
    }
  }

  private func coloured(_ text: String, _ syntax: [SyntaxSpan]) -> [ChartSpan] {
    var spans: [ChartSpan] = []
    var offset = 0
    let whole = [ChartSpan(text, .text)]
    for part in syntax {
      spans += StyledText.slice(whole, offset..<max(offset, part.range.lowerBound))
      spans += StyledText.slice(whole, part.range).map { ChartSpan($0.text, part.role) }
      offset = part.range.upperBound
    }
    return spans + StyledText.slice(whole, offset..<max(offset, text.utf8.count))
  }

  private func wrapped(_ spans: [ChartSpan]) -> [TranscriptRow] {
    StyledText.rows(spans, width: width).map { TranscriptRow($0) }
  }

  /// Rows behind a quiet line; cut where folded.
  private func railed(_ spans: [ChartSpan]) -> [TranscriptRow] {
    StyledText.rows(spans, width: max(1, width - 2)).map { line in
      var row = TranscriptRow(line, indent: 2)
      row.hasRail = true
      return row
    }
  }

  private func sentence(
    _ text: String, _ mark: TranscriptMark, _ role: Role
  ) -> ([TranscriptRow], Bool) {
    var rows = StyledText.rows([ChartSpan(TextCleaner.clean(text), role)], width: width).map {
      TranscriptRow($0)
    }
    rows[0].mark = mark
    rows[0].markRole = role == .text ? nil : role
    return (rows, false)
  }

  /// One line of a text of many, or all of them.
  private func folded(_ word: String, _ text: String, role: Role) -> ([TranscriptRow], Bool) {
    let lines = BlockLayout.lines(text)
    let first = lines.first { !$0.isEmpty } ?? ""
    var head = TranscriptRow([
      ChartSpan(word + "  ", .dim), ChartSpan(isUnfolded ? "" : first, role),
    ])
    let isWhole = lines.count <= 1 && word.count + 2 + CellWidth.columns(of: first) <= width
    if isWhole {
      head.body = .spans([ChartSpan(word + "  ", .dim), ChartSpan(first, role)])
      head.mark = .note
      return ([head], false)
    }
    head.mark = isUnfolded ? .unfolded : .folded
    if lines.count > 1 { head.right = [ChartSpan("\(lines.count) lines", .dim)] }
    guard isUnfolded else { return ([head], true) }
    return ([head] + lines.flatMap { railed([ChartSpan($0, role)]) }, true)
  }

  private func told(_ text: String, _ delivery: Delivery) -> ([TranscriptRow], Bool) {
    let how =
      switch delivery {
      case .prompt, .inTurn: "told in the turn"
      case .afterCancel: "told, its turn was cut short for it"
      case .nextTurn: "told with the next turn"
      }
    let lines = BlockLayout.lines(text)
    let spans = [ChartSpan(how + ":  ", .accent)]
    var rows = StyledText.rows(
      spans + [ChartSpan(lines.joined(separator: " "), .text)], width: width
    )
    .map { TranscriptRow($0) }
    rows[0].mark = .told
    guard rows.count > Self.wordRows else { return (rows, false) }
    return (
      isUnfolded
        ? rows : Array(rows.prefix(Self.wordRows - 1)) + [more(rows.count - Self.wordRows + 1)],
      true
    )
  }

  private func plan(_ steps: [PlanStep]) -> ([TranscriptRow], Bool) {
    let done = steps.count { $0.state == .done }
    var head = TranscriptRow([
      ChartSpan("plan", .title), ChartSpan("  \(done) of \(steps.count)", .dim),
    ])
    head.mark = .note
    var rows = steps.flatMap { step -> [TranscriptRow] in
      let role: Role = step.state == .active ? .text : .dim
      let lines = StyledText.rows([ChartSpan(step.text, role)], width: max(1, width - 2))
      return lines.enumerated().map { index, line in
        var row = TranscriptRow(line, indent: 2)
        guard index == 0 else { return row }
        let mark = TranscriptMark(step)
        row.mark = mark
        return row
      }
    }
    let isLong = rows.count > Self.planRows
    if isLong, !isUnfolded {
      // What is at hand matters; what is done does not.
      let active = steps.firstIndex { $0.state != .done } ?? 0
      let first = min(max(0, active - 2), rows.count - Self.planRows)
      rows = Array(rows[first..<first + Self.planRows - 1]) + [more(rows.count - Self.planRows + 1)]
    }
    return ([head] + rows, isLong)
  }

  private func words(of retry: Retry) -> String {
    let of = retry.of.map { " of \($0)" } ?? ""
    let status = retry.status.map { ", \($0)" } ?? ", no connection"
    guard !retry.isOver else {
      return joined("tried again, \(retry.attempt)\(of)\(status)", retry.why)
    }
    let delay = retry.delay.map { ", in \(NumberText.duration(max(0, $0)))" } ?? ""
    return joined("retrying \(retry.attempt)\(of)\(status)\(delay)", retry.why)
  }

  private func joined(_ words: String, _ why: String) -> String {
    why.isEmpty ? words : words + ": " + why
  }

  func more(_ count: Int, _ what: String = "more") -> TranscriptRow {
    var row = TranscriptRow(
      "\(count) \(what) \(count == 1 ? "line" : "lines")", .dim, indent: 2)
    row.hasRail = true
    return row
  }

  /// Cleaned lines, without empty ones at the ends.
  static func lines(_ text: String) -> [String] {
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      TextCleaner.clean(String(Substring($0)))
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    let empty = lines.prefix { $0.isEmpty }.count
    return Array(lines.dropFirst(empty))
  }

  // MARK: Calls

  private func tool(_ call: ShownCall) -> ([TranscriptRow], Bool) {
    let word = BlockLayout.word(call)
    let pad = String(repeating: " ", count: max(1, Self.wordWidth - CellWidth.columns(of: word)))
    let added = call.edits.reduce(0) { $0 + $1.added }
    let removed = call.edits.reduce(0) { $0 + $1.removed }
    let spans = [
      ChartSpan(word + pad, call.state == .active ? .accent : .dim), ChartSpan(call.title, .text),
    ]
    let isLong = spans.width > width - (call.edits.isEmpty ? 0 : 10)
    var rows =
      isUnfolded && isLong
      ? StyledText.rows(spans, width: width).map { TranscriptRow($0) } : [TranscriptRow(spans)]
    rows[0].mark = TranscriptMark(call.state)
    if !call.edits.isEmpty { rows[0].right = counts(added: added, removed: removed) }
    let (edits, hidesEdits) = self.edits(
      call.edits, most: isUnfolded ? .max : Self.editRows, naming: call.edits.count > 1)
    let (output, hidesOutput) = self.output(call)
    rows += edits + output
    return (rows, isLong || hidesEdits || hidesOutput)
  }

  static func word(_ call: ShownCall) -> String {
    switch call.kind {
    case .search: "find"
    case .other: call.name.isEmpty ? "tool" : call.name
    case .read, .edit, .run, .fetch, .think: call.kind.rawValue
    }
  }

  private func counts(added: Int, removed: Int) -> [ChartSpan] {
    [ChartSpan("+\(added) ", .diffAdded), ChartSpan("-\(removed)", .diffRemoved)]
  }

  /// - Returns: rows, and whether there are more of them than shown without being unfolded.
  private func output(_ call: ShownCall) -> ([TranscriptRow], Bool) {
    guard !call.output.isEmpty else { return ([], false) }
    let most =
      switch (call.state, call.kind) {
      case (.failed, _): Self.failedRows
      case (_, .read), (_, .search), (_, .think), (_, .edit): 0
      case (_, .run), (_, .fetch), (_, .other): Self.outputRows
      }
    let role: Role = call.state == .failed ? .text : .dim
    let isHiding = call.output.count > most
    let lines = isUnfolded ? call.output[...] : call.output.suffix(most)
    var rows = lines.flatMap { line -> [TranscriptRow] in
      let spans = [ChartSpan(line, TextTone.tones(of: line).first?.role ?? role)]
      guard !isUnfolded else { return railed(spans) }
      var row = TranscriptRow(spans, indent: 2)
      row.hasRail = true
      return [row]
    }
    let before = call.outputBefore + call.output.count - lines.count
    if before > 0, most > 0 || isUnfolded { rows.insert(more(before, "earlier"), at: 0) }
    return (rows, isHiding)
  }

  /// Edits as lines of diffs, at most so many rows.
  func edits(_ edits: [EditDiff], most: Int, naming: Bool) -> ([TranscriptRow], Bool) {
    var rows: [TranscriptRow] = []
    var omitted = 0
    let isLong = edits.reduce(0) { $0 + $1.lines.count + (naming ? 1 : 0) } > Self.editRows
    for edit in edits {
      if naming {
        var row = TranscriptRow(edit.path + (edit.isNew ? "  new" : ""), .dim, indent: 2)
        row.hasRail = true
        if rows.count < most { rows.append(row) } else { omitted += 1 }
      }
      omitted += edit.omitted
      for line in DrawnEdit.lines(edit) {
        let parts =
          isUnfolded
          ? DiffLines.rows(line.line, width: max(2, width - 2 - DiffLinePen.gutter(0))) : 1
        for part in 0..<parts {
          guard rows.count < most else {
            omitted += part == 0 ? 1 : 0
            continue
          }
          var row = TranscriptRow(indent: 1)
          row.hasRail = true
          row.body = .diff(line, part: part, wraps: isUnfolded)
          rows.append(row)
        }
      }
    }
    if omitted > 0 { rows.append(more(omitted)) }
    return (rows, isLong)
  }

  private func ask(
    _ question: AgentQuestion, _ edits: [EditDiff], _ answer: AgentAnswer?
  ) -> ([TranscriptRow], Bool) {
    let (lead, role): (String, Role) =
      switch answer {
      case nil: ("asks:  ", .needsYou)
      case .allow: ("was allowed:  ", .good)
      case .allowAlways: ("is allowed from now on:  ", .good)
      case .deny: ("was denied:  ", .bad)
      case .withdrawn: ("asked, and did not wait:  ", .dim)
      }
    var rows = StyledText.rows(
      [ChartSpan(lead, Style(role, bold: answer == nil)), ChartSpan(question.title, .text)],
      width: width
    ).map { TranscriptRow($0) }
    rows[0].mark = .ask
    rows[0].markRole = role
    if case .deny(let why) = answer, !why.isEmpty {
      rows += railed([ChartSpan("because ", .dim), ChartSpan(TextCleaner.clean(why), .text)])
    }
    // What was answered is told by the call it was about.
    guard answer == nil || isUnfolded else { return (rows, !edits.isEmpty) }
    let (lines, isLong) = self.edits(
      edits, most: isUnfolded ? .max : Self.editRows, naming: edits.count > 1)
    return (rows + lines, isLong || answer != nil && !edits.isEmpty)
  }
}

extension TranscriptMark {
  fileprivate init(_ step: PlanStep) {
    switch step.state {
    case .pending: self = .pending
    case .active: self = .active
    case .done: self = .done
    }
  }
}
