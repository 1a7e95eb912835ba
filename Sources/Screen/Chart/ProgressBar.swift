/// How much of something is done, as a bar: `━━━╸──`.
package enum ProgressBar {
  /// The done and the open part of a bar.
  ///
  /// It is full only when all is done, and never empty once anything is; nil is an empty bar.
  package static func parts(_ fraction: Double?, width: Int, unicode: Bool) -> (
    done: String, rest: String
  ) {
    guard width > 0 else { return ("", "") }
    let share = fraction.map { $0.isFinite ? min(1, max(0, $0)) : 0 } ?? 0
    let perCell = unicode ? 2 : 1
    var halves = Int(share * Double(width * perCell))
    if share > 0, halves == 0 { halves = 1 }
    let whole = halves / perCell
    let isHalf = halves % perCell == 1
    var done = String(repeating: unicode ? "━" : "=", count: whole)
    if isHalf {
      done += "╸"
    } else if !unicode, whole > 0, whole < width {
      done = String(done.dropLast()) + ">"
    }
    let rest = String(repeating: unicode ? "─" : "-", count: width - whole - (isHalf ? 1 : 0))
    return (done, rest)
  }

  /// The bar as styled text.
  package static func spans(_ fraction: Double?, width: Int, capabilities: Capabilities)
    -> [ChartSpan]
  {
    let (done, rest) = parts(fraction, width: width, unicode: capabilities.unicode)
    return [ChartSpan(done, .progress), ChartSpan(rest, .progressRest)].filter { !$0.text.isEmpty }
  }

  package static func draw(
    _ fraction: Double?, into grid: inout Grid, row: Int, column: Int, width: Int,
    capabilities: Capabilities
  ) {
    ChartText.put(
      spans(fraction, width: width, capabilities: capabilities), into: &grid, row: row,
      column: column, within: Rect(row: row, column: column, width: width, height: 1))
  }
}
