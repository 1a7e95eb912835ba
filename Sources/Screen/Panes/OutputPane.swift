internal import Core

/// The last lines of the run under the cursor.
struct OutputPane {
  let snapshot: Snapshot
  let run: Run?

  var lines: [String] {
    run != nil && snapshot.outputOf == run?.id ? snapshot.output : []
  }

  /// - Parameter back: how many lines above the newest the view ends.
  func draw(into pen: inout Pen, at area: Rect, back: Int) {
    guard !area.isEmpty else { return }
    guard !lines.isEmpty else {
      let words = run == nil ? "no run, no output" : "no output yet"
      return CurveChart.sentence(
        words, into: &pen.grid, area: area, capabilities: pen.capabilities)
    }
    let end = max(min(area.height, lines.count), lines.count - max(0, back))
    let visible = lines[max(0, end - area.height)..<end]
    for (offset, line) in visible.enumerated() {
      pen.put(
        line, .text, row: area.row + offset, column: area.column + 1, width: area.width - 2)
    }
  }
}
