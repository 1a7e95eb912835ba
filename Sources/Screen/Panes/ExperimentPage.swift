internal import Core

/// One experiment: its verdict, every run and pair, who decided, and its diff.
struct ExperimentPage {
  let state: ViewState
  let snapshot: Snapshot
  private let subject: Subject

  init(_ state: ViewState, _ snapshot: Snapshot) {
    self.state = state
    self.snapshot = snapshot
    subject = Subject(state, snapshot)
  }

  func draw(into pen: inout Pen, size: Size) {
    Scoreboard(snapshot: snapshot).draw(into: &pen, row: 0, width: size.width)
    var borders = Borders()
    borders.across(row: 1, columns: 0..<size.width)
    guard let experiment = subject.experiment else {
      return borders.draw(into: &pen)
    }
    let body = Rect(row: 2, column: 0, width: size.width, height: max(0, size.height - 3))
    let top = state.scroll[.page] ?? 0
    let isSplit = size.width >= 100
    let half = isSplit ? size.width * 11 / 20 : size.width
    if isSplit {
      borders.down(column: half, rows: body.row..<body.endRow)
      borders.join(row: 1, column: half, left: true, right: true, up: false, down: true)
    }
    borders.draw(into: &pen)
    drawHeading(experiment, isSplit ? half : nil, into: &pen, width: size.width)
    let lines = ExperimentAccount(experiment, snapshot).lines(width: half - 2)
    let left = Rect(row: body.row, column: 1, width: half - 2, height: body.height)
    let accountTop = isSplit ? max(0, min(top, lines.count - body.height)) : top
    for (offset, line) in lines.dropFirst(accountTop).prefix(left.height).enumerated() {
      pen.put(line, row: left.row + offset, column: left.column, within: left)
    }
    // The account says why already.
    var plain = experiment
    plain.reason = ""
    let diff = DiffPane(snapshot: snapshot, experiment: plain)
    if isSplit {
      diff.draw(into: &pen, at: body.inset(left: half + 1), from: top, isLarge: true)
    } else {
      let start = body.row + max(0, lines.count + 1 - top)
      guard start < body.endRow else { return }
      diff.draw(
        into: &pen, at: body.inset(top: start - body.row), from: max(0, top - lines.count - 1),
        isLarge: true)
    }
  }

  private func drawHeading(_ experiment: Experiment, _ half: Int?, into pen: inout Pen, width: Int)
  {
    let area = Rect(row: 1, column: 1, width: (half ?? width) - 2, height: 1)
    pen.put(
      [
        ChartSpan(" #\(experiment.n)", Style(.title, bold: true)),
        ChartSpan("  \(experiment.title) ", .title),
      ], row: 1, column: 1, within: area)
    guard let half else { return }
    let diff = DiffPane(snapshot: snapshot, experiment: experiment)
    let right = Rect(row: 1, column: half + 1, width: width - half - 1, height: 1)
    pen.put([ChartSpan(" diff ", .title)], row: 1, column: half + 2, within: right)
    pen.putRight(
      [ChartSpan(" \(diff.summary) ", .dim)], row: 1, within: right.inset(right: 1), limit: half + 9
    )
  }

  /// The row the diff begins at where it stands below the account; nil where it stands beside it.
  func diffTop(_ size: Size) -> Int? {
    guard size.width < 100, let experiment = subject.experiment else { return nil }
    return ExperimentAccount(experiment, snapshot).lines(width: size.width - 2).count + 1
  }

  /// Whether enough of the diff is in sight to judge it.
  func showsDiff(_ size: Size) -> Bool {
    guard let row = diffTop(size) else { return true }
    return row - (state.scroll[.page] ?? 0) <= max(0, (size.height - 3) / 2)
  }

  /// How many rows there are to scroll through.
  func length(_ size: Size) -> Int {
    guard let experiment = subject.experiment else { return 0 }
    let isSplit = size.width >= 100
    let width = (isSplit ? size.width * 11 / 20 : size.width) - 2
    let lines = ExperimentAccount(experiment, snapshot).lines(width: width).count
    let patch = DiffPane(snapshot: snapshot, experiment: experiment).patch
    let diff = patch.map { DiffPane.rows($0, width: size.width - width - 3).count + 1 } ?? 1
    return isSplit ? max(lines, diff) : lines + 1 + diff
  }
}
