internal import Core

/// Lays one block of a transcript out in rows of a width.
struct BlockLayout {
  /// Columns for text.
  let width: Int
  let isUnfolded: Bool
  let timeOfDay: (Timestamp) -> String

  /// Rows of an edit and of an output in a folded call; of a failed one, of a plan, of words.
  static let editRows = 10
  static let outputRows = 3
  static let failedRows = 8
  private static let planRows = 12
  private static let wordRows = 6
  private static let sentenceRows = 4
  /// Columns of the word that says what a call does.
  static let wordWidth = 8

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
    case .started(_, let model, let version):
      let words = ["begins", version, model].compactMap { $0 }
      return sentence(words.joined(separator: "   "), .note, .dim)
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
    case .paragraph:
      return prose.text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
        wrapped(StyledText.prose(TextCleaner.clean(String($0)), Style(.text)))
      }
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
  func railed(_ spans: [ChartSpan]) -> [TranscriptRow] {
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
    guard rows.count > Self.sentenceRows else { return (rows, false) }
    guard !isUnfolded else { return (rows, true) }
    return (
      Array(rows.prefix(Self.sentenceRows - 1)) + [more(rows.count - Self.sentenceRows + 1)], true
    )
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
