internal import Core

/// A lane's turn as it happens: what was said and done, what is asked, what it has cost so far.
struct TranscriptPane {
  let state: ViewState
  let snapshot: Snapshot
  let lane: Lane

  /// Nil where nothing of the turn's transcript is there: then what was printed is shown.
  init?(_ state: ViewState, _ snapshot: Snapshot, _ lane: Lane?) {
    guard let lane, let turn = Demand.turn(of: lane, state.transcript),
      snapshot.transcriptOf == .transcript(lane.id, turn: turn), snapshot.transcript != nil
    else { return nil }
    self.state = state
    self.snapshot = snapshot
    self.lane = lane
  }

  private var turn: Int { Demand.turn(of: lane, state.transcript) ?? 0 }
  private var isLive: Bool { lane.turn == turn }
  private var isReading: Bool { state.place == .transcript }
  private var view: TranscriptView { snapshot.transcriptView }

  /// `transcript  turn 30`, for a heading.
  var title: String {
    let over = isLive ? "" : lane.turn == nil && turn == lane.turns ? ", over" : ", earlier"
    return "transcript  turn \(turn)\(over)"
  }

  func draw(into pen: inout Pen, at area: Rect) {
    guard !area.isEmpty, let transcript = snapshot.transcript else { return }
    pen.hits.add(area, wheel: .transcript)
    var rest = area
    if rest.height >= 5, let usage = transcript.usage {
      let row = Rect(row: rest.endRow - 1, column: rest.column, width: rest.width, height: 1)
      UsageLine(usage, model: transcript.model).draw(into: &pen, at: row.inset(left: 1, right: 1))
      rest = rest.inset(bottom: 1)
    }
    QuestionBox(state, snapshot, lane)?.draw(into: &pen, under: &rest)
    guard !rest.isEmpty else { return }
    pen.grid.places.transcript = rest
    guard let page = snapshot.transcriptPage, page.rowCount > 0, page.width == rest.width else {
      return CurveChart.sentence(
        isLive ? "nothing was heard of this turn yet" : "nothing was heard of this turn",
        into: &pen.grid, area: rest, capabilities: pen.capabilities)
    }
    drawRows(page, transcript, into: &pen, at: rest)
  }

  private func drawRows(
    _ page: TranscriptPage, _ transcript: Transcript, into pen: inout Pen, at area: Rect
  ) {
    var view = view
    view.height = area.height
    let top = view.top(on: page)
    let pencil = TranscriptRowPen(
      pattern: isReading ? view.pattern : nil, capabilities: pen.capabilities)
    let showsTimes = area.width >= TranscriptPage.timesFrom
    var minute = ""
    for offset in 0..<min(area.height, max(0, page.rowCount - top)) {
      let row = area.row + offset
      guard let (entry, part) = page.content(at: top + offset) else { continue }
      let line = Rect(row: row, column: area.column, width: area.width, height: 1)
      if showsTimes, part == 0 || offset == 0 {
        let time = snapshot.timeOfDay(entry.at)
        if time != minute { pen.put(time, .dim, row: row, column: area.column + 1, width: 5) }
        minute = time
      }
      let inside = line.inset(left: showsTimes ? 7 : 0)
      pencil.draw(
        entry.rows[part], into: &pen, at: inside,
        isHit: view.hit == TranscriptView.Hit(block: entry.id, part: part))
      if entry.isFoldable { pen.hits.add(line, .fold(entry.id)) }
      if isReading, view.focus == entry.id, part == 0 { pen.select(line) }
    }
    if top == 0, transcript.blocksLeftOut > 0 || transcript.bytesLeftOut > 0 {
      drawLeftOut(transcript, into: &pen, at: area)
    }
  }

  /// What came before what is kept, in place of the first row.
  private func drawLeftOut(_ transcript: Transcript, into pen: inout Pen, at area: Rect) {
    let line = Rect(row: area.row, column: area.column, width: area.width, height: 1)
    pen.clear(line)
    let bytes =
      transcript.bytesLeftOut > 0 ? " \(NumberText.bytes(transcript.bytesLeftOut))" : ""
    let blocks = transcript.blocksLeftOut > 0 ? " \(transcript.blocksLeftOut) parts" : ""
    let words = "earlier:" + (blocks.isEmpty ? bytes : blocks) + " left out here; the file has all"
    pen.put(words, .dim, row: area.row, column: area.column + 3, width: area.width - 4)
  }

  /// How far the reader is, for a heading's right side: `live`, `64 %`.
  func status(height: Int) -> [ChartSpan] {
    guard isReading, let page = snapshot.transcriptPage, page.rowCount > 0 else { return [] }
    var spans: [ChartSpan] = []
    if let pattern = view.pattern {
      spans = [
        ChartSpan("/", .dim), ChartSpan(TextCleaner.clean(pattern.text), .text),
        ChartSpan("   ", .dim),
      ]
    }
    if view.isFollowing {
      return spans + [isLive ? ChartSpan("live", .good) : ChartSpan("end", .dim)]
    }
    let end = min(page.rowCount, view.top(on: page) + view.height)
    return spans + [ChartSpan("\(end * 100 / page.rowCount) %", .dim)]
  }
}

/// Draws rows of a transcript: pawl's sign, the quiet line, the text.
struct TranscriptRowPen {
  let pattern: TextPattern?
  let capabilities: Capabilities

  func draw(_ row: TranscriptRow, into pen: inout Pen, at area: Rect, isHit: Bool) {
    let unicode = capabilities.unicode
    if let mark = row.mark {
      pen.put(
        mark.glyph(unicode: unicode), row.markRole ?? mark.role, row: area.row,
        column: area.column + 1, width: 1)
    }
    var body = area.inset(left: 3, right: 1)
    if row.hasRail {
      pen.put(unicode ? "│" : "|", .border, row: area.row, column: body.column, width: 1)
    }
    let right = pen.columns(row.right)
    if right > 0, body.width > right + 12 {
      pen.putRight(row.right, row: area.row, within: body)
      body = body.inset(right: right + 2)
    }
    switch row.body {
    case .spans(let spans): put(spans, into: &pen, at: body.inset(left: row.indent), isHit)
    case .item(let sign, let spans):
      let text = sign == "-" ? (unicode ? "•" : "-") : sign
      let column = body.column + max(0, row.indent - max(2, sign.count + 1))
      pen.put(text, .dim, row: area.row, column: column, width: max(0, body.endColumn - column))
      put(spans, into: &pen, at: body.inset(left: row.indent), isHit)
    case .diff(var line, let part, let wraps):
      if !capabilities.tints, line.line.kind != .context { line.syntax = [] }
      if line.line.kind == .note {
        pen.put(
          unicode ? "┄" : "~", .dim, row: area.row, column: body.column + row.indent + 2, width: 1)
        return
      }
      if let pattern { line.found = pattern.ranges(in: line.line.text) }
      line.isHit = isHit
      let strip = body.inset(left: row.indent)
      guard strip.width > DiffLinePen.gutter(0) else { return }
      DiffLinePen(
        digits: 0, textWidth: wraps ? max(2, strip.width - DiffLinePen.gutter(0)) : nil, shift: 0,
        capabilities: capabilities
      ).draw(line, parts: part..<part + 1, into: &pen.grid, at: strip)
    }
  }

  private func put(_ spans: [ChartSpan], into pen: inout Pen, at area: Rect, _ isHit: Bool) {
    guard !area.isEmpty else { return }
    let found = pattern?.ranges(in: spans.map(\.text).joined()) ?? []
    guard !found.isEmpty else {
      pen.put(spans, row: area.row, column: area.column, within: area)
      return
    }
    var parts: [ChartSpan] = []
    var offset = 0
    for range in found {
      parts += StyledText.slice(spans, offset..<range.lowerBound)
      parts += StyledText.slice(spans, range).map {
        ChartSpan($0.text, Style(.match, bold: isHit, reverse: isHit))
      }
      offset = range.upperBound
    }
    parts += StyledText.slice(spans, offset..<Int.max)
    pen.put(parts, row: area.row, column: area.column, within: area)
  }
}
