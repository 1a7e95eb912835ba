internal import Core

/// All experiments as a table, with what is under the cursor beside it where there is room.
struct ExperimentTable {
  let state: ViewState
  let snapshot: Snapshot
  let size: Size
  private let numbers: [Int]

  init(_ state: ViewState, _ snapshot: Snapshot, size: Size) {
    self.state = state
    self.snapshot = snapshot
    self.size = size
    numbers = snapshot.numbers(in: state.list, marks: state.marks)
  }

  /// Whether there is room for what is under the cursor.
  static func hasSubject(_ size: Size) -> Bool { size.width >= 110 && size.height >= 16 }

  /// The column of the line between the table and the thing under the cursor.
  static func divider(_ size: Size) -> Int? {
    hasSubject(size) ? max(66, size.width * 3 / 5) : nil
  }

  private var frame: PageFrame { PageFrame(state: state, snapshot: snapshot, size: size) }

  private static func body(_ size: Size) -> Rect {
    Rect(row: 3, column: 0, width: divider(size) ?? size.width, height: max(0, size.height - 4))
  }

  /// The rows of the table, below its header.
  static func rows(_ size: Size) -> Rect { body(size).inset(top: 1) }

  /// The numbers of the visible rows, the first one first.
  static func visible(_ state: ViewState, _ snapshot: Snapshot) -> [Int] {
    let table = ExperimentTable(state, snapshot, size: state.size)
    return Array(table.numbers[table.window])
  }

  /// The runs whose sparklines are on the screen.
  static func visibleRuns(_ state: ViewState, _ snapshot: Snapshot) -> [RunID] {
    visible(state, snapshot).compactMap { n in
      snapshot.record.experiment(n).flatMap { snapshot.run(of: $0)?.id }
    }
  }

  private var selected: Int? {
    guard case .experiment(let n) = state.cursor(in: snapshot) else { return nil }
    return numbers.firstIndex(of: n)
  }

  private var window: Range<Int> {
    let height = ExperimentTable.rows(size).height
    let top = ListWindow.top(
      of: selected, count: numbers.count, height: height, anchor: state.anchor)
    return top..<max(top, min(numbers.count, top + height))
  }

  func draw(into pen: inout Pen) {
    let divider = ExperimentTable.divider(size)
    frame.draw(into: &pen, title: title, divider: divider, note: note)
    let body = ExperimentTable.body(size)
    let columns = TableColumns(snapshot, width: body.width)
    columns.drawHeader(state.list, into: &pen, at: body.inset(bottom: max(0, body.height - 1)))
    let rows = ExperimentTable.rows(size)
    pen.hits.add(rows, wheel: .list(.experiments))
    if numbers.isEmpty {
      let words =
        snapshot.record.experiments.isEmpty
        ? "no experiment yet" : "nothing fits \(state.list.query.text); esc shows all again"
      CurveChart.sentence(words, into: &pen.grid, area: rows, capabilities: pen.capabilities)
    }
    for (offset, n) in numbers[window].enumerated() {
      guard let experiment = snapshot.record.experiment(n) else { continue }
      let line = Rect(row: rows.row + offset, column: 0, width: rows.width, height: 1)
      columns.draw(
        experiment, snapshot, isMarked: state.marks.contains(n), into: &pen, at: line)
      pen.hits.add(line, .thing(.experiment(n)))
      ListWindow.mark(
        line, isSelected: window.lowerBound + offset == selected, isFocused: !state.isReading,
        into: &pen)
    }
    if let divider { drawSubject(into: &pen, from: divider) }
  }

  private var title: [ChartSpan] {
    let count =
      state.list.query.isEmpty
      ? "\(snapshot.record.experiments.count)"
      : "\(numbers.count) of \(snapshot.record.experiments.count)"
    var spans = [
      ChartSpan("experiments", Style(.title, bold: true)), ChartSpan("  \(count)", .dim),
    ]
    if !state.list.query.isEmpty {
      spans.append(ChartSpan("  /\(state.list.query.text)", .accent))
    }
    if !state.marks.isEmpty {
      spans.append(ChartSpan("  \(state.marks.count) marked", .accent))
    }
    return spans
  }

  /// What a gain is counted in.
  private var note: [ChartSpan] { [ChartSpan("   ", .dim)] + ExperimentList.heading(snapshot) }

  private func drawSubject(into pen: inout Pen, from divider: Int) {
    let subject = Subject(state, snapshot)
    let pane = SubjectPane(state: state, snapshot: snapshot, subject: subject)
    let area = Rect(
      row: 3, column: divider + 1, width: size.width - divider - 1, height: max(0, size.height - 4))
    let (name, right) = pane.heading()
    let stack = pane.drawStack(into: &pen, at: area)
    Heading.draw(
      name, right,
      at: Rect(row: 2, column: divider + 1, width: size.width - divider - 1, height: 1), into: &pen)
    StackHeading.draw(stack, state, column: divider, width: size.width, into: &pen)
  }
}
