internal import Core

extension Keyboard {
  /// Changes how curves are shown.
  mutating func chart(_ name: ActionName) {
    switch name {
    case .smoother: smooth(1)
    case .rougher: smooth(-1)
    case .logarithmic:
      state.chart.isLogarithmic.toggle()
      say(state.chart.isLogarithmic ? "values on a logarithmic axis" : "values on a linear axis")
    case .champion:
      state.chart.showsChampion.toggle()
      say(state.chart.showsChampion ? "the champion's curve is shown" : "without the champion")
    case .unit: turnUnit()
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

  private mutating func turnUnit() {
    if state.page == .ratchet {
      state.ratchet.isOverTime.toggle()
      return say(state.ratchet.isOverTime ? "over time" : "over experiments")
    }
    let units = CurveUnit.allCases
    let here = units.firstIndex(of: state.chart.unit) ?? 0
    state.chart.unit = units[(here + 1) % units.count]
    state.chart.window = nil
    state.chart.crosshair = nil
    say("curves over \(state.chart.unit.words)")
  }
}
