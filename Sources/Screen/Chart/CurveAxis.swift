internal import Core

/// The row of x labels under a curve chart.
enum CurveAxis {
  /// The word at the right end and what a value is divided by before it becomes a label.
  static func unit(_ input: CurveInput, x: ClosedRange<Double>) -> (word: String, scale: Double) {
    guard input.isTime else { return (input.unitWord, 1) }
    switch x.upperBound - x.lowerBound {
    case ..<180: return ("s", 1)
    case ..<10_800: return ("min", 60)
    case ..<259_200: return ("h", 3600)
    default: return ("d", 86_400)
    }
  }

  /// Labels and where they stand, in the axis' own unit.
  static func labels(_ input: CurveInput, x: ChartScale, width: Int) -> [(Double, String)] {
    let limit = max(2, min(10, width / 10))
    if x.isLogarithmic {
      let ticks = Ticks.logarithmic(over: x.domain, atMost: limit)
      return ticks.values.map { ($0, NumberText.count($0)) }
    }
    if input.isTime {
      let (_, scale) = unit(input, x: x.domain)
      let ticks = Ticks.time(over: x.domain, unit: scale, atMost: limit)
      return zip(ticks.values, ticks.labels).map { ($0 * scale, $1) }
    }
    let ticks = Ticks(over: x.domain, atMost: limit)
    let texts =
      ticks.step >= 1
      ? ticks.values.map { value in
        abs(value) < 1000
          ? NumberText.fixed(value, digits: 0)
          : NumberText.count(value, step: ticks.step)
      } : ticks.labels
    return Array(zip(ticks.values, texts))
  }

  static func draw(
    _ input: CurveInput, x: ChartScale, plot: Rect, row: Int, area: Rect, into grid: inout Grid
  ) {
    let (word, _) = unit(input, x: x.domain)
    let style = Style(.dim)
    let wordColumn = area.endColumn - word.count
    guard wordColumn > plot.column else { return }
    var end = plot.column - 2
    for (value, text) in labels(input, x: x, width: plot.width) {
      let share = x.share(of: value)
      guard share.isFinite else { continue }
      let center = plot.column + Int((share * Double(plot.width - 1)).rounded())
      let column = max(plot.column - (plot.column > area.column ? 1 : 0), center - text.count / 2)
      guard column > end + 1, column + text.count < wordColumn else { continue }
      end = ChartText.put(
        text, into: &grid, row: row, column: column, within: area, style: style)
    }
    ChartText.put(word, into: &grid, row: row, column: wordColumn, within: area, style: style)
  }
}
