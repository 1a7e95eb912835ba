internal import Core

extension BlockLayout {
  func tool(_ call: ShownCall) -> ([TranscriptRow], Bool) {
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

  func counts(added: Int, removed: Int) -> [ChartSpan] {
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

  func ask(
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
    // One that is open has a frame of its own, and what was answered is told by its call.
    guard isUnfolded else { return (rows, !edits.isEmpty) }
    return (rows + self.edits(edits, most: .max, naming: edits.count > 1).0, !edits.isEmpty)
  }
}
