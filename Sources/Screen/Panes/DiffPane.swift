internal import Core

/// The changes of the experiment under the cursor, and why its agent made them.
struct DiffPane {
  let snapshot: Snapshot
  let experiment: Experiment?

  /// The patch, if the dashboard has read this experiment's already.
  var patch: Patch? {
    snapshot.patchOf == experiment?.n && experiment != nil ? snapshot.patch : nil
  }

  /// - Parameter isLarge: whether it has the pane for itself.
  func draw(into pen: inout Pen, at area: Rect, from top: Int, isLarge: Bool) {
    guard !area.isEmpty else { return }
    guard let experiment else {
      return sentence("no experiment under the cursor", into: &pen, at: area)
    }
    guard let patch else {
      return sentence("reading the diff of #\(experiment.n)", into: &pen, at: area)
    }
    let reason = experiment.reason
    let room = area.height - (reason.isEmpty || area.height < 2 ? 0 : 1)
    let body = area.inset(bottom: area.height - room, right: 1)
    let rows = DiffPane.rows(patch, width: isLarge ? area.width : 0)
    let start = isLarge ? top : max(top, DiffPane.firstChange(patch, rows) - 1)
    let first = max(0, min(start, rows.count - body.height))
    rows.draw(from: first, into: &pen.grid, at: body, capabilities: pen.capabilities)
    guard room < area.height else { return }
    let end = min(room, rows.count + (isLarge ? 1 : 0))
    pen.put(
      [ChartSpan(" why  ", .dim), ChartSpan(reason, .text)], row: area.row + end,
      column: area.column, within: area.inset(right: 1))
  }

  private func sentence(_ text: String, into pen: inout Pen, at area: Rect) {
    CurveChart.sentence(text, into: &pen.grid, area: area, capabilities: pen.capabilities)
  }

  /// How a patch is laid out in so many columns.
  static func rows(_ patch: Patch, width: Int) -> DiffRows {
    DiffRows(patch, compact: true, layout: width >= 120 ? .sideBySide : .unified)
  }

  /// The row of the first changed line: a small pane has no room for what stands before it.
  private static func firstChange(_ patch: Patch, _ rows: DiffRows) -> Int {
    guard let start = rows.hunkStarts.first, let hunk = patch.files.first?.hunks.first,
      let context = hunk.lines.firstIndex(where: { $0.kind != .context })
    else { return 0 }
    return start + context
  }

  /// The heading's right side: `train.py +1 -1`.
  var summary: String { patch.map { DiffHeader.summary($0) } ?? fileSummary }

  private var fileSummary: String {
    guard let files = experiment?.files, let first = files.first else { return "" }
    let (added, removed) = files.reduce((0, 0)) { ($0.0 + $1.added, $0.1 + $1.removed) }
    let name = files.count == 1 ? first.path : "\(files.count) files"
    return "\(name) +\(added) -\(removed)"
  }
}
