internal import Core

/// The row of x labels under a curve chart.
enum CurveAxis {
  /// The word at the right end and what a value is divided by before it becomes a label.
  static func unit(_ input: CurveInput, span: Double) -> (word: String, scale: Double) {
    let axis = input.subject?.axis ?? input.reference?.axis ?? .step
    guard input.unit == .time || axis == .seconds else { return (axis.rawValue, 1) }
    switch span {
    case ..<180: return ("s", 1)
    case ..<10_800: return ("min", 60)
    case ..<259_200: return ("h", 3600)
    default: return ("d", 86_400)
    }
  }

  static func draw(
    _ input: CurveInput, x: ClosedRange<Double>, plot: Rect, row: Int, area: Rect,
    into grid: inout Grid
  ) {
    let (word, scale) = unit(input, span: x.upperBound - x.lowerBound)
    let style = Style(.dim)
    let wordColumn = area.endColumn - word.count
    guard wordColumn > plot.column else { return }
    let domain = (x.lowerBound / scale)...(x.upperBound / scale)
    let ticks = Ticks(over: domain, atMost: max(2, min(10, plot.width / 10)))
    let whole = ticks.step >= 1
    var end = plot.column - 2
    for (value, label) in zip(ticks.values, ticks.labels) {
      let text = whole && ticks.step >= 100 ? NumberText.count(value) : label
      let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
      let center = plot.column + Int((share * Double(plot.width - 1)).rounded())
      let column = max(plot.column - (plot.column > area.column ? 1 : 0), center - text.count / 2)
      guard column > end + 1, column + text.count < wordColumn else { continue }
      end = ChartText.put(
        text, into: &grid, row: row, column: column, within: area, style: style)
    }
    ChartText.put(word, into: &grid, row: row, column: wordColumn, within: area, style: style)
  }
}
