internal import Core

/// Everything a curve chart shows, before it is known how large it is.
struct CurveScene {
  let input: CurveInput
  let subject: TracedSeries
  let references: [TracedSeries]
  let others: [TracedSeries]
  /// All of x there is, and the part that is shown.
  let extent: ClosedRange<Double>
  let x: ChartScale
  let y: ChartScale
  let subjectSlice: TraceSlice
  let otherSlices: [TraceSlice]
  let champion: ChampionCurve

  static func traces(_ input: CurveInput) -> (
    subject: TracedSeries, references: [TracedSeries], others: [TracedSeries]
  ) {
    let recipe = input.recipe
    let subject = TracedSeries(
      input.subject, recipe, tokens: input.subjectTokens, prepared: input.subjectTrace)
    var references: [TracedSeries] = []
    if let reference = input.reference {
      references.append(
        TracedSeries(
          reference, recipe, tokens: input.referenceTokens, prepared: input.referenceTrace))
    }
    references += input.referenceSeeds.enumerated().map { index, seed in
      let traces = input.seedTraces
      return TracedSeries(
        seed, recipe, tokens: input.referenceTokens,
        prepared: traces.indices.contains(index) ? traces[index] : nil)
    }
    let others = input.others.map {
      TracedSeries($0.series, recipe, tokens: $0.tokens, prepared: $0.trace)
    }
    return (subject, references, others)
  }

  /// Nil where there is nothing to show.
  ///
  /// - Parameter columns: Dots across the plot, or a few more.
  init?(_ input: CurveInput, columns: Int, drawsBand: Bool = false) {
    self.input = input
    (subject, references, others) = CurveScene.traces(input)
    let all = [subject] + references + others
    guard let extent = CurveRange.x(input, subject: subject, all: all) else {
      return nil
    }
    self.extent = extent
    let window = CurveScene.window(input, extent: extent)
    x = ChartScale(window, isLogarithmic: input.logarithmicX)
    let isWhole = input.range == .full && input.verticalWindow == nil
    let part = window == extent ? nil : window
    subjectSlice = subject.slice(
      part, columns: columns, isLogarithmic: input.logarithmicX)
    otherSlices = others.map {
      $0.slice(part, columns: columns, isLogarithmic: input.logarithmicX)
    }
    let referenceSlices = references.map {
      $0.slice(part, columns: columns, isLogarithmic: input.logarithmicX)
    }
    champion = ChampionCurve(referenceSlices, x: x, columns: columns)
    var shown = [subjectSlice] + referenceSlices + otherSlices
    if isWhole { shown = all.map { TraceSlice($0.trace.buckets[...]) } }
    guard
      let domain = CurveScene.domain(
        input, shown, within: isWhole ? extent : window, drawsBand: drawsBand)
    else { return nil }
    y = ChartScale(domain, isLogarithmic: input.logarithmic)
  }

  private static func window(_ input: CurveInput, extent: ClosedRange<Double>)
    -> ClosedRange<Double>
  {
    guard let window = input.window, window.upperBound > window.lowerBound,
      window.lowerBound.isFinite, window.upperBound.isFinite
    else { return extent }
    guard input.logarithmicX, window.lowerBound <= 0 else { return window }
    return window.upperBound > extent.lowerBound ? extent.lowerBound...window.upperBound : extent
  }

  private static func domain(
    _ input: CurveInput, _ slices: [TraceSlice], within x: ClosedRange<Double>, drawsBand: Bool
  ) -> ClosedRange<Double>? {
    var chosen: ClosedRange<Double>?
    if let window = input.verticalWindow { chosen = window }
    if case .locked(let range) = input.range { chosen = chosen ?? range }
    if let chosen, chosen.upperBound > chosen.lowerBound, chosen.lowerBound.isFinite,
      chosen.upperBound.isFinite, !input.logarithmic || chosen.lowerBound > 0
    {
      return chosen
    }
    guard let range = CurveRange.y(slices, within: x, input: input) else { return nil }
    guard drawsBand, input.range == .robust, !input.logarithmic else { return range }
    return CurveRange.withBand(slices.first?.band, range, within: x)
  }

  /// In the series' own unit, on a logarithmic axis too.
  var difference: CurvePath {
    subjectSlice.means.minus(champion.mean)
  }

  /// What is remarkable about the picture.
  var facts: CurveFacts {
    CurveFacts(
      clipped: subject.clipped(by: y.domain, within: x.domain),
      hidden: ([subject] + others + references).reduce(0) { $0 + $1.trace.hidden },
      broken: subject.trace.broken,
      diverged: subject.trace.divergedAt.map { CurveFacts.place($0, input) },
      withoutPlace: withoutPlace, unit: input.unit)
  }

  /// The names of curves that cannot be drawn over this unit.
  private var withoutPlace: [String] {
    func isLost(_ traced: TracedSeries) -> Bool {
      traced.trace.isEmpty && !(traced.series?.points.isEmpty ?? true)
    }
    var names: [String] = []
    if isLost(subject) { names.append(input.subjectName) }
    if !references.isEmpty, references.allSatisfy(isLost) { names.append(input.referenceName) }
    for (traced, line) in zip(others, input.others) where isLost(traced) { names.append(line.name) }
    return names
  }
}
