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
    let inside = CurvePane.place(area, in: &pen)
    pen.drawKept(moment(input), snapshot.kept.curve, in: \.curve, at: inside) { pen in
      CurveChart().draw(input, into: &pen.grid, at: inside, capabilities: pen.capabilities)
    }
  }

  /// What of a chart's input says that it is the same as the last one.
  private func moment(_ input: CurveInput) -> CurveMoment {
    var rest = input
    rest.subject = nil
    rest.reference = nil
    rest.referenceSeeds = []
    rest.subjectTrace = nil
    rest.referenceTrace = nil
    rest.seedTraces = []
    let name = input.subject?.name
    var drawn: [RunID] = []
    if let name, let run = subject.run?.id { drawn = [run] + champions(name, besides: run) }
    let lines = drawn.compactMap { id in
      snapshot.curves[id].map { CurveMoment.Line(run: id, count: $0.count, stride: $0.stride) }
    }
    return CurveMoment(input: rest, series: name, lines: lines)
  }

  /// Draws a chart and says where it is.
  static func draw(_ input: CurveInput, into pen: inout Pen, at area: Rect) {
    let inside = place(area, in: &pen)
    CurveChart().draw(input, into: &pen.grid, at: inside, capabilities: pen.capabilities)
  }

  /// The chart's own part of its area, which the mouse reaches.
  private static func place(_ area: Rect, in pen: inout Pen) -> Rect {
    let inside = area.inset(left: 1, right: 1)
    pen.grid.places.chart = inside
    pen.hits.add(area, wheel: .curves)
    return inside
  }

  /// The samples of both curves; nothing while there is no curve.
  func legend(_ pen: Pen) -> [ChartSpan] {
    input().map { CurveChart.legend($0, capabilities: pen.capabilities) } ?? []
  }

  /// What the chart shows; nil while there is no curve.
  func input() -> CurveInput? {
    guard let run = subject.run, let curve = snapshot.curves[run.id],
      curve.series(named: chart.series) != nil
    else { return nil }
    let span = chart.span ?? CurvePane.span(curve.count)
    let series = CurvePane.drawn(curve, span)
    let champions = champions(curve.series.name, besides: run.id)
    let seeds = champions.compactMap { id in
      snapshot.curves[id].map { CurvePane.drawn($0, span) }
    }
    var input = CurveInput(
      subject: series, subjectName: run.experiment.map { "#\($0)" } ?? "this run",
      title: series.title + (span > 1 ? ", EMA \(span)" : ""),
      smoothing: CurvePane.weight(span, stride: curve.stride), unit: chart.unit,
      budgetFraction: run.state == .ended ? nil : snapshot.progress[run.id],
      showsDifference: series.role != .other || !champions.isEmpty)
    input.subjectTrace = snapshot.traces[run.id]?.trace
    if seeds.count > 1 {
      input.referenceSeeds = seeds
      input.seedTraces = champions.compactMap { snapshot.traces[$0]?.trace }
    } else {
      input.reference = seeds.first
      input.referenceTrace = champions.first.flatMap { snapshot.traces[$0]?.trace }
    }
    input.logarithmic = chart.logarithmic.hasY
    input.logarithmicX = chart.logarithmic.hasX
    input.window = chart.window
    input.verticalWindow = chart.verticalWindow
    input.range = chart.range
    input.crosshair = chart.crosshair
    return input
  }

  /// What is drawn of a curve: every extreme where nothing is smoothed, means where it is.
  static func drawn(_ curve: RunCurve, _ span: Int) -> Series {
    span > 1 ? curve.trend : curve.series
  }

  /// The weight of the past for points that stand for so many of the log.
  static func weight(_ span: Int, stride: Int) -> Double {
    guard span > 1 else { return 0 }
    // An average over fewer points than one stands for is there already.
    return max(0, 1 - Double(max(1, stride)) / Double(span))
  }

  /// The champion's runs with a curve of the same name, the newest first.
  private func champions(_ name: String, besides run: RunID) -> [RunID] {
    guard chart.showsChampion else { return [] }
    return snapshot.championRuns.filter { id in
      id != run && snapshot.curves[id]?.series.name == name
    }
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
    span(subject.run.flatMap { snapshot.curves[$0.id]?.count } ?? 0)
  }

  /// What the picture says, in a sentence of at most so many columns.
  func caption(width: Int) -> ChartSpan {
    if let input = input(), let readout = CurveChart.readout(input) {
      let spans = readout.spans(unicode: true)
      return ChartSpan(
        ChartText.fitted(spans.map(\.text).joined(), width: width, unicode: true), .text)
    }
    if let run = subject.run, run.state != .ended, let stop = run.stop {
      return ChartSpan("being ended: \(stop.text)", .bad)
    }
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
    guard let input = input(), input.hasReference,
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
