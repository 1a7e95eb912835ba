package import Core

/// A run's curve read once for its chart, and on as it grows.
package struct PreparedTrace: Equatable, Sendable {
  var trace: CurveTrace
  /// Points of the log it is of, and how many of them each point stood for.
  var count: Int
  var stride: Int
  var name: String
}

extension Snapshot {
  /// Reads the curves that were read from the journal into what charts draw, once for each change.
  ///
  /// - Parameter witnesses: runs that are only compared with.
  package mutating func prepareTraces(_ state: ViewState, witnesses: [RunID]) {
    guard !curves.isEmpty else {
      traces = [:]
      return
    }
    let chart = state.chart
    let span = chart.span ?? CurvePane.automaticSpan(Subject(state, self), self, chart)
    var kept: [RunID: PreparedTrace] = [:]
    // What is only compared with is never drawn.
    let unseen = Set(witnesses).subtracting(championRuns)
    for (id, curve) in curves where !unseen.contains(id) {
      let recipe = CurveRecipe(
        unit: chart.unit, smoothing: CurvePane.weight(span, stride: curve.stride),
        logarithmic: chart.logarithmic.hasY)
      kept[id] = prepared(traces.removeValue(forKey: id), curve, span, recipe)
    }
    traces = kept
  }

  private func prepared(
    _ known: PreparedTrace?, _ curve: RunCurve, _ span: Int, _ recipe: CurveRecipe
  ) -> PreparedTrace {
    let series = CurvePane.drawn(curve, span)
    if var known, known.trace.recipe == recipe, known.stride == curve.stride,
      known.name == series.name
    {
      if known.count == curve.count { return known }
      // Only where nothing is left out do the points before stay what they were.
      if curve.isExact, known.count < curve.count {
        known.trace.extend(series)
        known.count = curve.count
        return known
      }
    }
    return PreparedTrace(
      trace: CurveTrace(series, recipe), count: curve.count, stride: curve.stride,
      name: series.name)
  }
}
