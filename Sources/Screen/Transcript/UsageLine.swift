internal import Core

/// What a turn has used so far: tokens, dollars, how full its conversation is.
struct UsageLine {
  private let parts: [[ChartSpan]]

  init(_ usage: AgentUsage, model: String?) {
    func count(_ value: Int) -> String { NumberText.count(Double(value)) }
    var parts: [[ChartSpan]] = []
    if let input = usage.input {
      let cached = usage.cached.map { ", \(count($0)) cached" } ?? ""
      parts.append([ChartSpan("\(count(input)) tokens in\(cached)", .dim)])
    }
    if let output = usage.output { parts.append([ChartSpan("\(count(output)) out", .dim)]) }
    if let dollars = usage.dollars {
      parts.append([ChartSpan(NumberText.dollars(dollars), .text)])
    }
    if let fill = usage.fill {
      let percent = Int((fill * 100).rounded())
      parts.append([
        ChartSpan("context ", .dim), ChartSpan("\(percent) %", fill > 0.7 ? .warn : .dim),
      ])
    } else if let context = usage.context {
      parts.append([ChartSpan("context \(count(context))", .dim)])
    }
    if let model { parts.append([ChartSpan(model, .dim)]) }
    self.parts = parts
  }

  /// As many parts as fit, the first ones first.
  func draw(into pen: inout Pen, at area: Rect) {
    var column = area.column
    for part in parts {
      let gap = column == area.column ? 0 : 3
      guard column + gap + pen.columns(part) <= area.endColumn else { return }
      column = pen.put(part, row: area.row, column: column + gap, within: area)
    }
  }
}
