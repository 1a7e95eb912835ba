internal import Core

/// The curve of the run under the cursor over the champion's, and a sentence below.
struct CurvePane {
  let snapshot: Snapshot
  let subject: Subject
  let chart: ChartState

  init(_ state: ViewState, _ snapshot: Snapshot, _ subject: Subject) {
    self.snapshot = snapshot
    self.subject = subject
    chart = state.chart
  }

  func draw(into pen: inout Pen, at area: Rect, showsLegend: Bool) {
    guard !area.isEmpty else { return }
    guard let run = subject.run else {
      let words = subject.experiment == nil ? "nothing runs here" : "no run yet"
      return CurveChart.sentence(
        words, into: &pen.grid, area: area, capabilities: pen.capabilities)
    }
    guard var input = input() else {
      let words = run.state == .ended ? "no curve in its log" : "no points yet"
      return CurveChart.sentence(
        words, into: &pen.grid, area: area, capabilities: pen.capabilities)
    }
    input.showsLegend = showsLegend
    CurveChart().draw(
      input, into: &pen.grid, at: area.inset(left: 1, right: 1), capabilities: pen.capabilities)
  }

  /// The samples of both curves; nothing while there is no curve.
  func legend(_ pen: Pen) -> [ChartSpan] {
    input().map { CurveChart.legend($0, capabilities: pen.capabilities) } ?? []
  }

  /// What the chart shows; nil while there is no curve.
  func input() -> CurveInput? {
    guard let run = subject.run, let series = snapshot.curves[run.id]?.series(named: chart.series)
    else { return nil }
    let reference = chart.showsChampion ? reference(series.name, besides: run.id) : nil
    let span = chart.span ?? CurvePane.span(max(series.points.count, reference?.points.count ?? 0))
    var input = CurveInput(
      subject: series, subjectName: run.experiment.map { "#\($0)" } ?? "this run",
      reference: reference,
      title: series.title + (span > 1 ? ", EMA \(span)" : ""),
      smoothing: span > 1 ? 1 - 1 / Double(span) : 0, unit: chart.unit,
      budgetFraction: run.state == .ended ? nil : snapshot.progress[run.id],
      showsDifference: series.role != .other || reference != nil)
    input.logarithmic = chart.isLogarithmic
    input.window = chart.window
    input.crosshair = chart.crosshair
    return input
  }

  /// The champion's curve of the same name.
  private func reference(_ name: String, besides run: RunID) -> Series? {
    snapshot.championRuns.lazy.filter { $0 != run }
      .compactMap { snapshot.curves[$0]?.series(named: name) }.first
  }

  /// Points to smooth over; coarse, so that it seldom changes while a run goes on.
  static func span(_ points: Int) -> Int {
    switch points {
    case ..<60: 1
    case ..<200: 5
    case ..<600: 20
    default: 50
    }
  }

  /// The span that is in force while a person has not chosen one.
  static func automaticSpan(_ subject: Subject, _ snapshot: Snapshot, _ chart: ChartState) -> Int {
    let series = subject.run.flatMap { snapshot.curves[$0.id]?.series(named: chart.series) }
    return span(series?.points.count ?? 0)
  }

  /// What the picture says, in a sentence of at most so many columns.
  func caption(width: Int) -> ChartSpan {
    if let run = subject.run, run.state == .training, let (lead, rest) = difference() {
      let whole = lead + rest + ", at the end"
      let choices = [whole, lead + rest, lead]
      return ChartSpan(choices.first { CellWidth.columns(of: $0) <= width } ?? lead, .dim)
    }
    if let experiment = subject.experiment {
      return ChartSpan(
        Verdict.sentence(experiment, snapshot), Verdict.role(experiment.state))
    }
    return ChartSpan("", .dim)
  }

  private func difference() -> (String, String)? {
    guard let input = input(), input.reference != nil,
      let last = input.subject?.points.last(where: { $0.y.isFinite })
    else { return nil }
    let values = CurveChart.values(input, at: last.x)
    guard let own = values.subject, let other = values.reference else { return nil }
    let place = "\(input.subject?.axis.rawValue ?? "step") \(NumberText.count(last.x))"
    let size = NumberText.significant(abs(own - other), 2)
    let metric = snapshot.record.summary?.metric ?? "the metric"
    return (
      "\(size) \(own <= other ? "below" : "above") the champion at \(place)",
      "; only \(metric) decides"
    )
  }
}
