internal import Core

/// Every marked or running experiment in one chart, with the values under the crosshair.
struct CurvesPage {
  let state: ViewState
  let snapshot: Snapshot
  let size: Size

  func draw(into pen: inout Pen) {
    let frame = PageFrame(state: state, snapshot: snapshot, size: size)
    let set = CurveSet(state, snapshot)
    let name = state.chart.series ?? set.names.first ?? ""
    frame.draw(
      into: &pen,
      title: [ChartSpan("curves", Style(.title, bold: true)), ChartSpan("  \(name)", .dim)])
    var body = frame.body
    let rows = min(set.entries.count + 1, max(2, body.height / 3))
    let list = Rect(
      row: body.endRow - rows, column: 0, width: size.width, height: min(rows, body.height))
    body.height = max(0, body.height - rows)
    guard let focused = set.focused else {
      return CurveChart.sentence(
        "nothing runs and nothing is marked; space on 2 marks an experiment",
        into: &pen.grid, area: frame.body, capabilities: pen.capabilities)
    }
    let entry = set.entries[focused]
    var subject = Subject(state, snapshot)
    subject.run = entry.run
    subject.experiment = entry.experiment
    let pane = CurvePane(state, snapshot, subject)
    if var input = pane.input() {
      input.others = set.entries.enumerated().compactMap { index, other in
        guard index != focused,
          let series = snapshot.curves[other.run.id]?.series(named: input.subject?.name)
        else { return nil }
        return CurveLine(series: series, name: other.name, role: CurvesPage.role(index))
      }
      CurveChart().draw(
        input, into: &pen.grid, at: body.inset(left: 1, right: 1), capabilities: pen.capabilities)
    } else {
      pane.draw(into: &pen, at: body, showsLegend: true)
    }
    drawList(set, into: &pen, at: list)
  }

  static func role(_ index: Int) -> Role {
    let roles: [Role] = [.chart2, .chart3, .chart4, .chart5, .chart6, .chart7, .chart8]
    return roles[index % roles.count]
  }

  private func drawList(_ set: CurveSet, into pen: inout Pen, at area: Rect) {
    for (index, entry) in set.entries.prefix(max(0, area.height - 1)).enumerated() {
      let isFocused = index == set.focused
      let line = Rect(row: area.row + 1 + index, column: 0, width: area.width, height: 1)
      let samples = LineSamples(pen.capabilities.glyphs)
      pen.put(
        [
          ChartSpan("  \(samples.solid) ", isFocused ? .chart1 : CurvesPage.role(index)),
          ChartSpan(entry.name, isFocused ? .title : .text),
          ChartSpan("  \(entry.experiment?.title ?? entry.run.role.text)", .dim),
        ], row: line.row, column: 0, within: line)
      ListWindow.mark(line, isSelected: isFocused, isFocused: true, into: &pen)
    }
  }
}
