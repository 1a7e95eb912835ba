internal import Core

/// A row per experiment, the newest on top: number, mark, metric, gain, lane, title.
struct ExperimentList {
  let snapshot: Snapshot
  let cursor: Focus?
  private let numbers: [Int]
  private let marks: Set<Int>
  private let anchor: Int?

  init(_ state: ViewState, _ snapshot: Snapshot, cursor: Focus?) {
    self.snapshot = snapshot
    self.cursor = cursor
    numbers = snapshot.numbers(in: state.list, marks: state.marks)
    marks = Set(state.marks)
    anchor = state.anchor
  }

  func draw(into pen: inout Pen, at area: Rect, isFocused: Bool) {
    let count = numbers.count
    guard count > 0 else {
      let words = snapshot.record.experiments.isEmpty ? "  none yet" : "  none like this"
      pen.put(words, .dim, row: area.row, column: area.column, width: area.width)
      return
    }
    var selected: Int?
    if case .experiment(let n) = cursor { selected = numbers.firstIndex(of: n) }
    let top = ListWindow.top(of: selected, count: count, height: area.height, anchor: anchor)
    pen.hits.add(area, wheel: .list(.experiments))
    let visible = numbers[top..<max(top, min(count, top + area.height))].compactMap {
      snapshot.record.experiment($0)
    }
    var columns = Columns(snapshot, count: snapshot.record.experiments.count, gap: 2)
    // Whole titles are worth more than air between the columns. Titles out of sight count, too, so
    // that scrolling moves nothing sideways.
    let room = area.width - columns.width
    if snapshot.digest.titleWidth > room { columns.gap = 1 }
    for index in top..<max(top, min(count, top + area.height)) {
      guard index - top < visible.count else { break }
      let experiment = visible[index - top]
      let line = Rect(
        row: area.row + index - top, column: area.column, width: area.width, height: 1)
      draw(experiment, columns, into: &pen, at: line)
      pen.hits.add(line, .thing(.experiment(experiment.n)))
      if marks.contains(experiment.n) {
        pen.put("+", Style(.accent, bold: true), row: line.row, column: line.column, width: 1)
      }
      ListWindow.mark(line, isSelected: index == selected, isFocused: isFocused, into: &pen)
    }
  }

  private struct Columns {
    var number: Int
    var value: Int
    var lane: Int
    let gain = 5
    var gap: Int
    /// Columns before the title and after it.
    var width: Int { 2 + number + 2 + gap + value + 1 + gain + gap + lane + gap + 1 }

    init(_ snapshot: Snapshot, count: Int, gap: Int) {
      self.gap = gap
      number = max(3, String(count).count)
      lane = min(8, snapshot.record.lanes.map { CellWidth.columns(of: $0.id) }.max() ?? 2)
      value = max(3, snapshot.digest.metricWidth)
    }
  }

  private func draw(
    _ experiment: Experiment, _ columns: Columns, into pen: inout Pen, at line: Rect
  ) {
    let isReview = experiment.state == .review
    let mark = RatchetMark(experiment.state)
    let number = String(experiment.n)
    let role: Role = isReview ? .needsYou : .text
    var column = line.column + 2
    pen.put(
      number, role, row: line.row, column: column + columns.number - number.count,
      width: columns.number)
    column += columns.number + 1
    pen.put(
      isReview ? "?" : mark.glyph(unicode: pen.unicode),
      Style(isReview ? .needsYou : mark.role, bold: mark == .kept), row: line.row, column: column,
      width: 1)
    column += 1 + columns.gap
    let (value, gain) = ExperimentList.result(experiment, snapshot)
    let word = columns.value + 1 + columns.gain
    pen.put(value.text, value.style, row: line.row, column: column, width: word)
    column += columns.value + 1
    if let gain {
      pen.put(
        [gain], row: line.row, column: column + columns.gain - gain.text.count, within: line)
    }
    column += columns.gain + columns.gap
    pen.put(experiment.lane, .dim, row: line.row, column: column, width: columns.lane)
    column += columns.lane + columns.gap
    let title: Role = isReview ? .needsYou : mark == .discarded || mark == .queued ? .dim : .text
    pen.put(
      experiment.title, title, row: line.row, column: column,
      width: line.endColumn - 1 - column)
  }

  /// The metric and the gain, or a word where there is none.
  static func result(_ experiment: Experiment, _ snapshot: Snapshot) -> (ChartSpan, ChartSpan?) {
    let gain = experiment.delta.map { delta in
      let text = abs(delta) >= 9999.5 ? (delta > 0 ? ">9999" : "<-999") : NumberText.gain(delta)
      return ChartSpan(text, delta >= 1 ? .good : delta <= -1 ? .bad : .dim)
    }
    let isKept = experiment.state == .kept
    let value = experiment.verified.map {
      ChartSpan(snapshot.metric($0), Style(isKept ? .champion : .text, bold: isKept))
    }
    switch experiment.state {
    case .review: return (ChartSpan("review", .needsYou), nil)
    case .queued: return (ChartSpan("queued", .dim), nil)
    case .running: return (value ?? ChartSpan("running", .progress), value == nil ? nil : gain)
    case .confirming, .kept, .discarded, .revoked: return (value ?? ChartSpan("?", .dim), gain)
    case .crashed: return (ChartSpan("crash", .bad), nil)
    case .refused: return (ChartSpan("refused", .warn), nil)
    case .vetoed: return (ChartSpan("vetoed", .bad), nil)
    }
  }

  /// What the heading says about the order and the filter of a list.
  static func filtering(_ state: ViewState, _ snapshot: Snapshot) -> [ChartSpan] {
    var words: [String] = []
    if state.follows { words.append("newest") }
    if state.list.sort != .newest { words.append("by \(state.list.sort.rawValue)") }
    if state.list.isReversed { words.append("reversed") }
    let order = words.isEmpty ? [] : [ChartSpan(", " + words.joined(separator: ", "), .dim)]
    guard !state.list.query.isEmpty else { return order }
    let count = snapshot.numbers(in: state.list, marks: state.marks).count
    return order + [
      ChartSpan("  /\(state.list.query.text)", .accent), ChartSpan("  \(count)", .dim),
    ]
  }

  /// The heading's right side: `gain / noise 0.0006`.
  static func heading(_ snapshot: Snapshot) -> [ChartSpan] {
    guard let summary = snapshot.record.summary else { return [] }
    let noise = summary.noise.map { NumberText.significant($0, 1) } ?? "?"
    let lead = summary.seedIgnored ? [ChartSpan("one seed   ", .warn)] : []
    return lead + [ChartSpan("gain / noise \(noise)", .dim)]
  }
}
