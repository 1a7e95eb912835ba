internal import Core

/// Every marked or running experiment in one chart, the values of all of them under the crosshair.
struct CurvesPage {
  let state: ViewState
  let snapshot: Snapshot
  let size: Size
  private let set: CurveSet

  init(state: ViewState, snapshot: Snapshot, size: Size) {
    self.state = state
    self.snapshot = snapshot
    self.size = size
    set = CurveSet(state, snapshot)
  }

  func draw(into pen: inout Pen) {
    let frame = PageFrame(state: state, snapshot: snapshot, size: size)
    let input = input()
    frame.draw(into: &pen, title: title(input))
    guard set.focused != nil else {
      return CurveChart.sentence(
        "nothing runs and nothing is marked; 2, then space, marks an experiment",
        into: &pen.grid, area: frame.body, capabilities: pen.capabilities)
    }
    let rows = min(set.entries.count + 2, max(3, frame.body.height * 2 / 5))
    let chart = frame.body.inset(bottom: rows)
    if var input {
      input.showsLegend = false
      CurvePane.draw(input, into: &pen, at: chart)
    } else {
      CurveChart.sentence(
        "no points yet", into: &pen.grid, area: chart, capabilities: pen.capabilities)
    }
    let table = frame.body.inset(top: frame.body.height - rows)
    CurveTable(set: set, input: input, snapshot: snapshot).draw(into: &pen, at: table)
  }

  private func title(_ input: CurveInput?) -> [ChartSpan] {
    var words = [input?.title ?? state.chart.series ?? ""]
    if state.chart.unit != .step { words.append("over \(state.chart.unit.words)") }
    if state.chart.logarithmic != .none { words.append(state.chart.logarithmic.rawValue) }
    if let values = state.chart.range.words { words.append(values) }
    if state.chart.window != nil || state.chart.verticalWindow != nil {
      words.append("a part, 0 shows all")
    }
    return [
      ChartSpan("curves", Style(.title, bold: true)),
      ChartSpan("  " + words.filter { !$0.isEmpty }.joined(separator: ", "), .dim),
    ]
  }

  /// What the chart shows; nil while the focused run has no curve.
  func input() -> CurveInput? {
    guard let focused = set.focused else { return nil }
    let entry = set.entries[focused]
    var subject = Subject(state, snapshot)
    subject.run = entry.run
    subject.experiment = entry.experiment
    guard var input = CurvePane(state, snapshot, subject).input() else { return nil }
    let roles = CurvesPage.roles(set)
    input.subjectName = entry.name
    input.others = set.entries.enumerated().compactMap { index, other in
      guard index != focused, let curve = snapshot.curves[other.run.id],
        curve.series.name == input.subject?.name
      else { return nil }
      let series = input.smoothing > 0 ? curve.trend : curve.series
      return CurveLine(
        series: series, name: other.name, role: roles[index],
        trace: snapshot.traces[other.run.id]?.trace)
    }
    return input
  }

  /// A colour for every entry that is not in front.
  static func roles(_ set: CurveSet) -> [Role] {
    let names = set.entries.map { $0.experiment?.n ?? -$0.run.id }
    let roles = ChartColors.roles(for: names)
    return names.map { roles[$0] ?? .chart2 }
  }
}
