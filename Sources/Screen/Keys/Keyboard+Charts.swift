internal import Core

extension Keyboard {
  /// Changes how curves, or the ratchet, are shown.
  mutating func chart(_ name: ActionName) {
    switch name {
    case .smoother: smooth(1)
    case .rougher: smooth(-1)
    case .logarithmic: turnScale()
    case .champion:
      state.chart.showsChampion.toggle()
      say(state.chart.showsChampion ? "the champion's curve is shown" : "without the champion")
    case .unit: turnUnit()
    case .zoomIn: moveChart(.zoomIn)
    case .zoomOut: moveChart(.zoomOut)
    case .panLeft: moveChart(.back)
    case .panRight: moveChart(.forth)
    case .fit: moveChart(.fit)
    case .taller: moveValues(.zoomIn)
    case .flatter: moveValues(.zoomOut)
    case .range: turnRange()
    case .crosshair: turnCrosshair()
    default: break
    }
  }

  private mutating func smooth(_ step: Int) {
    let spans = ChartState.spans
    let now = state.chart.span ?? CurvePane.automaticSpan(subject, snapshot, state.chart)
    let here = spans.lastIndex { $0 <= now } ?? 0
    let next = spans[max(0, min(spans.count - 1, here + step))]
    state.chart.span = next
    say(next == 1 ? "curves as they were logged" : "curves averaged over \(next) points")
  }

  private mutating func turnScale() {
    let axes = LogarithmicAxes.allCases
    let here = axes.firstIndex(of: state.chart.logarithmic) ?? 0
    state.chart.logarithmic = axes[(here + 1) % axes.count]
    say("axes: \(state.chart.logarithmic.rawValue)")
  }

  private mutating func turnUnit() {
    if state.page == .ratchet {
      state.ratchet.isOverTime.toggle()
      state.ratchet.window = nil
      return say(state.ratchet.isOverTime ? "over time" : "over experiments")
    }
    let units = CurveUnit.allCases
    let here = units.firstIndex(of: state.chart.unit) ?? 0
    state.chart.unit = units[(here + 1) % units.count]
    state.chart.window = nil
    state.chart.crosshair = nil
    say("curves over \(state.chart.unit.words)")
  }

  /// What the chart on the screen shows.
  private var input: CurveInput? {
    switch state.page {
    case .curves where !state.isZoomed:
      CurvesPage(state: state, snapshot: snapshot, size: state.size).input()
    case .experiment where !state.isZoomed: ExperimentPage(state, snapshot).curveInput()
    default: CurvePane(state, snapshot, subject).input()
    }
  }

  /// Shows another part of the curves, or of the ratchet.
  private mutating func moveChart(_ move: ChartMove) {
    if state.page == .ratchet, !state.isZoomed { return moveRatchet(move) }
    guard let input, let frame = chartFrame(input) else {
      return refuse("there is no curve to move in yet")
    }
    state.chart.window = frame.window(after: move, around: state.chart.crosshair)
    guard move == .fit else { return }
    showAllValues()
    say("all of the curve")
  }

  /// Values are chosen by the chart again; a held range belongs to the part that was in sight.
  mutating func showAllValues() {
    state.chart.verticalWindow = nil
    if case .locked = state.chart.range { state.chart.range = .robust }
  }

  /// Shows less or more of the values.
  private mutating func moveValues(_ move: ChartMove) {
    guard let input, let extent = CurveChart.verticalExtent(input), let frame = chartFrame(input)
    else { return refuse("there is no curve to move in yet") }
    let place = state.chart.crosshair ?? input.subject?.points.last { $0.y.isFinite }?.x
    let value = place.flatMap { CurveChart.values(input, at: $0).subject }
    state.chart.verticalWindow = frame.verticalWindow(
      after: move, around: value, extent: extent)
    // Further out than all there is would jump back to what the chart chooses.
    if move == .zoomOut, state.chart.verticalWindow == nil { state.chart.range = .full }
  }

  private mutating func turnRange() {
    state.chart.verticalWindow = nil
    switch state.chart.range {
    case .robust:
      state.chart.range = .full
      say("all values, outliers too")
    case .full:
      state.chart.range = .visible
      say("all values in sight, whatever part of x is shown")
    case .visible:
      guard let input, let frame = chartFrame(input) else {
        return refuse("there is no curve to hold yet")
      }
      state.chart.range = .locked(frame.y)
      say("these values stay, whatever comes")
    case .locked:
      state.chart.range = .robust
      say("values without outliers, as at first")
    }
  }

  private func chartFrame(_ input: CurveInput) -> CurveFrame? {
    state.places.chart.flatMap {
      CurveChart.frame(input, at: $0, capabilities: Capabilities())
    }
  }

  private mutating func moveRatchet(_ move: ChartMove) {
    guard let area = state.places.ratchet,
      let input = RatchetPane.input(
        snapshot, state.ratchet, selection: subject.experiment?.n)
    else { return refuse("there is no ratchet to move in yet") }
    let frame = RatchetChart.frame(input, at: area, capabilities: Capabilities())
    let place = subject.experiment.flatMap { frame.column(of: $0.n) }
      .flatMap { frame.place(atColumn: $0) }
    state.ratchet.window = frame.window(after: move, around: place)
  }

  private mutating func turnCrosshair() {
    if state.chart.crosshair != nil {
      state.chart.crosshair = nil
      return
    }
    moveCrosshair(0)
  }

  /// Puts the crosshair on a sample so many columns of dots further on.
  mutating func moveCrosshair(_ dots: Int) {
    guard let input, let area = state.places.chart else {
      return refuse("there is no curve to read yet")
    }
    state.chart.crosshair = CurveChart.crosshair(
      input, movedBy: dots, at: area, capabilities: Capabilities())
  }
}
