internal import Core

/// A row per slot: what runs there, which of its runs it is, how far it is.
struct SlotList {
  let snapshot: Snapshot
  let cursor: Focus?
  /// The row where the cursor stays; see ``ListWindow``.
  var anchor: Int?

  private struct Columns {
    var gap: Int
    var name: Int
    var number: Int
    var role: Int
    var bar: Int
  }

  func draw(into pen: inout Pen, at area: Rect, isFocused: Bool) {
    let slots = snapshot.record.slots
    guard !slots.isEmpty else {
      pen.put("  no slots yet", .dim, row: area.row, column: area.column, width: area.width)
      return
    }
    let columns = columns(slots, width: area.width)
    let selected = slots.firstIndex { cursor == .slot($0.id) }
    let top = ListWindow.top(of: selected, count: slots.count, height: area.height, anchor: anchor)
    pen.hits.add(area, wheel: .list(.running))
    for (index, slot) in slots.enumerated().dropFirst(top).prefix(area.height) {
      let line = Rect(
        row: area.row + index - top, column: area.column, width: area.width, height: 1)
      draw(slot, columns, into: &pen, at: line)
      pen.hits.add(line, .thing(.slot(slot.id)))
      ListWindow.mark(line, isSelected: index == selected, isFocused: isFocused, into: &pen)
    }
  }

  private func columns(_ slots: [Slot], width: Int) -> Columns {
    let gap = width >= 44 ? 2 : 1
    let name = slots.map { CellWidth.columns(of: $0.id) }.max() ?? 4
    let newest = snapshot.record.experiments.count
    let number = String(max(100, newest)).count + 1
    let role = 11
    let figures = slots.compactMap { snapshot.run(in: $0) }.map {
      figure($0, snapshot.fraction(of: $0)).width
    }
    let widest = max(7, figures.max() ?? 7)
    let rest = width - 3 - min(name, 10) - number - role - widest - 4 * gap
    return Columns(
      gap: gap, name: min(name, 10), number: number, role: role,
      bar: rest >= 3 ? min(rest, 24) : 0)
  }

  private func draw(_ slot: Slot, _ columns: Columns, into pen: inout Pen, at line: Rect) {
    var column = line.column + 2
    pen.put(slot.id, .text, row: line.row, column: column, width: columns.name)
    column += columns.name + columns.gap
    guard let run = snapshot.run(in: slot) else {
      let audit = slot.auditOf == nil ? "free" : "between halves of an audit's pair"
      let between = slot.pairOf.map { "between halves of #\($0)'s pair" } ?? audit
      let held = slot.run.map { "run \($0), of which nothing is known yet" } ?? between
      pen.put(held, .dim, row: line.row, column: column, width: line.endColumn - column)
      return
    }
    if let n = run.experiment {
      pen.put("#\(n)", Style(.title), row: line.row, column: column, width: columns.number)
    }
    column += columns.number + columns.gap
    if let holder = slot.heldBy {
      pen.put(
        "held: \(holder)", .warn, row: line.row, column: column, width: line.endColumn - 1 - column)
      return
    }
    let isPair = SlotList.isPair(run)
    let end = line.endColumn - 1
    pen.put(
      run.role.text, isPair ? .accent : .text, row: line.row, column: column,
      width: min(columns.role, end - column))
    column += columns.role + columns.gap
    let fraction = snapshot.fraction(of: run)
    if columns.bar > 0 {
      ProgressBar.draw(
        run.state == .evaluating ? 1 : fraction, into: &pen.grid, row: line.row, column: column,
        width: columns.bar, capabilities: pen.capabilities)
      column += columns.bar
    }
    pen.putRight(
      [figure(run, fraction)], row: line.row, within: line.inset(right: 1), limit: column + 1)
  }

  private static func isPair(_ run: Run) -> Bool {
    switch run.role {
    case .pairCandidate, .pairChampion: true
    case .baseline, .champion, .first, .second, .rerun, .audit: false
    }
  }

  private func figure(_ run: Run, _ fraction: Double?) -> ChartSpan {
    if SlotList.isPair(run), let n = run.experiment,
      let experiment = snapshot.record.experiment(n), experiment.evidence != nil
    {
      return ChartSpan(snapshot.odds(evidence: experiment.evidence), .accent)
    }
    switch run.state {
    case .queued: return ChartSpan("queued", .dim)
    case .evaluating: return ChartSpan("scoring", .accent)
    case .ended: return ChartSpan("ended", .dim)
    case .training:
      guard let fraction else { return ChartSpan(run.started == nil ? "starting" : "?", .dim) }
      return ChartSpan(NumberText.percent(min(1, max(0, fraction))), .text)
    }
  }
}

/// Which rows of a list are visible, and how the one under the cursor is marked.
enum ListWindow {
  /// The first visible row; the cursor stays in the middle of long lists.
  ///
  /// - Parameter anchor: the row where the cursor stays instead, for instance where it was clicked.
  static func top(of selected: Int?, count: Int, height: Int, anchor: Int? = nil) -> Int {
    guard let selected, height > 0, count > height else { return 0 }
    let row = anchor.map { max(0, min(height - 1, $0)) } ?? height / 2
    return max(0, min(selected - row, count - height))
  }

  static func mark(_ line: Rect, isSelected: Bool, isFocused: Bool, into pen: inout Pen) {
    guard isSelected else { return }
    let style = Style(isFocused ? .accent : .dim, bold: isFocused)
    pen.put(">", style, row: line.row, column: line.column, width: 1)
    if isFocused { pen.select(line) }
  }
}
