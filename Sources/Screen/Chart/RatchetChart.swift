internal import Core

/// The step line of confirmed champions over the line single runs would claim, and a mark per try.
package struct RatchetChart: Sendable {
  package init() {}

  /// Draws into a rectangle of any size; below the plot a row of marks and, where there is room, a
  /// row of labels.
  package func draw(
    _ input: RatchetInput, into grid: inout Grid, at area: Rect, capabilities: Capabilities
  ) {
    guard !area.isEmpty else { return }
    let levels = input.steps.filter { $0.level.isFinite }
    guard !levels.isEmpty || !input.tries.isEmpty else {
      CurveChart.sentence(
        "no baseline yet", into: &grid, area: area, capabilities: capabilities)
      return
    }
    if input.axis == .time, !input.tries.isEmpty, input.tries.allSatisfy({ $0.time == nil }) {
      CurveChart.sentence(
        "no experiment has a time", into: &grid, area: area, capabilities: capabilities)
      return
    }
    RatchetDrawing(input: input, area: area, capabilities: capabilities).draw(into: &grid)
  }

  /// The samples of both lines: `⣀⣀ confirmed   ⠂⠐ claimed by single runs`.
  package static func legend(short: Bool, capabilities: Capabilities) -> [ChartSpan] {
    let samples = LineSamples(capabilities.glyphs)
    return [
      ChartSpan(samples.solid, .champion), ChartSpan(" confirmed   ", .dim),
      ChartSpan(samples.dotted, .claimed),
      ChartSpan(short ? " claimed" : " claimed by single runs", .dim),
    ]
  }

  /// Where a chart drawn into a rectangle has its experiments; for the mouse and for cursors.
  package static func frame(_ input: RatchetInput, at area: Rect, capabilities: Capabilities)
    -> RatchetFrame
  {
    let drawing = RatchetDrawing(input: input, area: area, capabilities: capabilities)
    return RatchetFrame(input: input, plot: drawing.plot, places: drawing.places)
  }
}

/// Where a drawn ratchet chart has its experiments: the answer to keys and the mouse.
package struct RatchetFrame: Equatable, Sendable {
  package let plot: Rect
  private let tries: [Int: RatchetTry]
  private let places: RatchetPlaces
  private let selection: Int?

  init(input: RatchetInput, plot: Rect, places: RatchetPlaces) {
    self.plot = plot
    self.places = places
    selection = input.selection
    tries = Dictionary(input.tries.map { ($0.n, $0) }) { _, last in last }
  }

  /// All of the axis, and its shown part: experiments or seconds.
  package var extent: ClosedRange<Double> { places.extent }
  package var shown: ClosedRange<Double> { places.shown }

  /// The part of the axis to show after a move; nil for all of it.
  ///
  /// - Parameter place: What stays where it is while zooming; the selection if nil.
  package func window(after move: ChartMove, around place: Double? = nil) -> ClosedRange<Double>? {
    let fixed = place ?? selection.flatMap { places.place(of: $0) }
    return ChartWindow(shown: ChartScale(shown), extent: extent).after(move, around: fixed)
  }

  /// The place on the axis under a column of the screen; nil outside the plot.
  package func place(atColumn column: Int) -> Double? {
    guard column >= plot.column, column < plot.endColumn else { return nil }
    if let n = places.experiments(at: column - plot.column).first { return places.place(of: n) }
    let share = Double(column - plot.column) / Double(max(1, plot.width))
    return shown.lowerBound + (shown.upperBound - shown.lowerBound) * share
  }

  /// The column of the screen an experiment stands in; nil out of sight.
  package func column(of n: Int) -> Int? {
    places.column(of: n).map { plot.column + $0 }
  }

  /// The experiments in a column of the screen, in their order.
  package func experiments(atColumn column: Int) -> [Int] {
    places.experiments(at: column - plot.column)
  }

  /// The selection after so many tries to the right; the ends hold it.
  ///
  /// Tries that share a column are stepped through one by one.
  package func selection(movedBy steps: Int) -> Int? {
    let order = places.inOrder
    guard !order.isEmpty else { return nil }
    guard let selection else { return steps < 0 ? order.first : order.last }
    let index =
      order.firstIndex(of: selection) ?? order.firstIndex { $0 >= selection } ?? order.count - 1
    return order[max(0, min(order.count - 1, index + steps))]
  }

  /// The selection after so many columns to the right that have tries in them.
  package func selection(movedByColumns steps: Int) -> Int? {
    guard let selection, let column = places.column(of: selection), steps != 0 else {
      return self.selection(movedBy: steps)
    }
    var left = abs(steps)
    var place = column
    var found = selection
    while left > 0 {
      place += steps > 0 ? 1 : -1
      guard place >= 0, place < plot.width else { break }
      if let best = foremost(in: places.experiments(at: place)) {
        found = best
        left -= 1
      }
    }
    return found
  }

  /// What a click on a column selects: its most telling try and, with every further click, the next
  /// one in it.
  package func selection(clickedAt column: Int) -> Int? {
    let here = experiments(atColumn: column)
    if let selection, let index = here.firstIndex(of: selection) {
      return here[(index + 1) % here.count]
    }
    return foremost(in: here)
  }

  private func foremost(in numbers: [Int]) -> Int? {
    numbers.min { rank($0) < rank($1) }
  }

  private func rank(_ n: Int) -> Int { tries[n]?.mark.rank ?? .max }

  /// The selection in words: `#131 kept 0.9812   2 of 5 in this column`; empty without one.
  package func spans(noise: Double?) -> [ChartSpan] {
    guard let selection, let attempt = tries[selection] else { return [] }
    var spans = [
      ChartSpan("#\(selection) ", .text), ChartSpan(attempt.mark.rawValue, attempt.mark.role),
    ]
    if let value = attempt.measured {
      spans.append(ChartSpan(" " + NumberText.metric(value, noise: noise), .text))
    }
    if let column = places.column(of: selection) {
      let here = places.experiments(at: column)
      if here.count > 1, let index = here.firstIndex(of: selection) {
        spans.append(ChartSpan("   \(index + 1) of \(here.count) in this column", .dim))
      }
    }
    return spans
  }
}
