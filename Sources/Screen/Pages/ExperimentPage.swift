internal import Core

/// One experiment: its verdict, every run and pair and who decided; beside it its diff, its curves or
/// its output, or instead of it where it is narrow.
struct ExperimentPage {
  let state: ViewState
  let snapshot: Snapshot
  private let subject: Subject

  init(_ state: ViewState, _ snapshot: Snapshot) {
    self.state = state
    self.snapshot = snapshot
    subject = Subject(state, snapshot)
  }

  static func isSplit(_ size: Size) -> Bool { size.width >= 100 }

  /// Whether what `view` names is on the screen.
  static func showsView(_ state: ViewState) -> Bool {
    isSplit(state.size) || state.isReading
  }

  private static func divider(_ size: Size) -> Int { size.width / 2 }

  func draw(into pen: inout Pen, size: Size) {
    let frame = PageFrame(state: state, snapshot: snapshot, size: size)
    let isSplit = ExperimentPage.isSplit(size)
    let divider = ExperimentPage.divider(size)
    guard let experiment = subject.experiment else {
      return frame.draw(into: &pen, title: [ChartSpan("experiment", .title)])
    }
    frame.draw(
      into: &pen, title: title(experiment), right: isSplit ? nil : tabs,
      divider: isSplit ? divider : nil)
    let body = frame.body
    if isSplit || !state.isReading {
      let width = (isSplit ? divider : size.width) - 2
      let lines = ExperimentAccount(experiment, snapshot).lines(
        width: width, unicode: pen.unicode)
      let left = Rect(row: body.row, column: 1, width: width, height: body.height)
      let top = max(0, min(state.scroll[.page] ?? 0, lines.count - left.height))
      pen.hits.add(left, wheel: .page(.page))
      for (offset, line) in lines.dropFirst(top).prefix(max(0, left.height)).enumerated() {
        pen.put(line, row: left.row + offset, column: left.column, within: left)
      }
      let below = lines.count - top - left.height
      if below > 0, left.height > 1 {
        pen.clear(Rect(row: left.endRow - 1, column: 1, width: width, height: 1))
        pen.put("\(below + 1) more lines, j", .dim, row: left.endRow - 1, column: 1, width: width)
      }
    }
    guard ExperimentPage.showsView(state) else { return }
    let column = isSplit ? divider + 1 : 0
    let area = Rect(row: body.row, column: column, width: size.width - column, height: body.height)
    if isSplit {
      let line = Rect(row: 2, column: column, width: area.width, height: 1)
      Heading.draw(viewTitle, viewRight(experiment), at: line, into: &pen)
    }
    drawView(experiment, into: &pen, at: area)
  }

  private func title(_ experiment: Experiment) -> [ChartSpan] {
    [
      ChartSpan("#\(experiment.n)", Style(.title, bold: true)),
      ChartSpan("  \(experiment.title)", .title),
    ]
  }

  private static let views: [SubjectView] = [.diff, .curve, .output]

  private var tabs: [ChartSpan] {
    let account = ChartSpan("account", state.isReading ? .dim : .title)
    return [account] + viewTitle(gap: "  ", isOpen: state.isReading)
  }

  private var viewTitle: [ChartSpan] { viewTitle(gap: "", isOpen: true) }

  private func viewTitle(gap: String, isOpen: Bool) -> [ChartSpan] {
    ExperimentPage.views.enumerated().map { index, view in
      let lead = index == 0 ? gap : "  "
      let isShown = isOpen && (view == state.view)
      let style = isShown ? Style(state.isReading ? .borderFocus : .title, bold: true) : Style(.dim)
      return ChartSpan(lead + (view == .curve ? "curves" : view.rawValue), style)
    }
  }

  private func viewRight(_ experiment: Experiment) -> [ChartSpan] {
    if state.view == .output {
      let body = PageFrame(state: state, snapshot: snapshot, size: state.size).body
      return OutputPane(state, snapshot, subject).status(
        width: body.width / 2, height: body.height)
    }
    if state.view == .curve, let input = curveInput(), let readout = CurveChart.readout(input) {
      return readout.spans(unicode: true)
    }
    guard state.view == .diff else { return [] }
    return DiffPane(snapshot: snapshot, experiment: experiment).heading(isRead: state.isReading)
  }

  private func drawView(_ experiment: Experiment, into pen: inout Pen, at area: Rect) {
    switch state.view {
    case .output, .transcript:
      OutputPane(state, snapshot, subject).draw(into: &pen, at: area)
    case .curve: drawCurves(into: &pen, at: area)
    case .diff, .experiments:
      // The account says why already.
      DiffPane(snapshot: snapshot, experiment: experiment).draw(
        into: &pen, at: area, showsReason: false)
    }
  }

  /// The curves of all its runs, the newest in front.
  private func drawCurves(into pen: inout Pen, at area: Rect) {
    guard let input = curveInput() else {
      return CurvePane(state, snapshot, subject).draw(into: &pen, at: area, showsLegend: true)
    }
    CurvePane.draw(input, into: &pen, at: area)
  }

  /// What its chart shows; nil while there is no curve.
  func curveInput() -> CurveInput? {
    guard var input = CurvePane(state, snapshot, subject).input() else { return nil }
    func drawn(_ id: RunID) -> Series? {
      guard let curve = snapshot.curves[id], curve.series.name == input.subject?.name else {
        return nil
      }
      return input.smoothing > 0 ? curve.trend : curve.series
    }
    let runs = (subject.experiment?.runs ?? []).filter { $0 != subject.run?.id }
    // The champion's halves of the pairs say how much its curves differ from seed to seed.
    if state.chart.showsChampion {
      let halves = runs.filter { snapshot.record.runs[$0]?.role.isChampion == true }
        .compactMap { drawn($0) }
      if !halves.isEmpty {
        input.referenceSeeds = halves
        input.seedTraces = []
      }
    }
    let others = runs.filter { snapshot.record.runs[$0]?.role.isChampion == false }
    let roles = ChartColors.roles(for: others)
    input.others = others.compactMap { id in
      guard let run = snapshot.record.runs[id], let series = drawn(id) else { return nil }
      return CurveLine(
        series: series, name: run.role.text, role: roles[id] ?? .chart2,
        trace: snapshot.traces[id]?.trace)
    }
    input.subjectName = subject.run?.role.text ?? input.subjectName
    return input
  }

  /// How many rows the account has.
  var accountLength: Int {
    guard let experiment = subject.experiment else { return 0 }
    let size = state.size
    let width = (ExperimentPage.isSplit(size) ? ExperimentPage.divider(size) : size.width) - 2
    return ExperimentAccount(experiment, snapshot).lines(width: width).count
  }
}
