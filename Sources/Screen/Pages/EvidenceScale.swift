internal import Core
internal import RealModule

/// Odds along a line of cells on a logarithmic scale, from where the rule drops to where it keeps.
struct EvidenceScale {
  /// Odds at which the rule drops; nil where it does not say.
  let floor: Double?
  /// Odds at which the rule keeps.
  let odds: Double
  let width: Int
  private let low: Double
  private let high: Double

  /// - Parameter evidence: What has to be in sight, as natural logarithms of odds.
  init(rule: RatchetRule?, odds: Double, evidence: [Double], width: Int) {
    floor = rule.flatMap { $0.floor.isFinite && $0.floor > 0 ? $0.floor : nil }
    self.odds = odds.isFinite && odds > 1 ? odds : 20
    self.width = width
    let known = evidence.filter(\.isFinite)
    let bottom = Double.log(min(floor ?? 0.5, 0.5))
    let top = Double.log(self.odds)
    // One wild pair must not squeeze the rest: what lies beyond sticks to the end.
    low = max(bottom - 2, min(bottom, known.min() ?? bottom)) - 0.12
    high = min(top + 2, max(top, known.max() ?? top)) + 0.12
  }

  /// The cell of an evidence; what is out of range sticks to the end.
  func column(_ evidence: Double) -> Int {
    guard width > 1, evidence.isFinite else { return evidence > 0 ? max(0, width - 1) : 0 }
    let share = max(0, min(1, (evidence - low) / (high - low)))
    return Int((share * Double(width - 1)).rounded())
  }

  /// The thresholds' own odds above their cells, as far as they do not touch.
  var heading: String {
    var text = ""
    for (value, label) in marks {
      let half = label.count / 2
      let start = max(0, min(width - label.count, column(value) - half))
      guard start >= text.count + (text.isEmpty ? 0 : 1) else { continue }
      text += String(repeating: " ", count: start - text.count) + label
    }
    return text
  }

  private var marks: [(Double, String)] {
    let floor = floor.map { (Double.log($0), NumberText.trimmed($0)) }
    return [floor, (0, "1"), (Double.log(odds), NumberText.odds(odds))].compactMap { $0 }
  }

  /// One pair's step from the odds before it to those after it; without it the thresholds alone.
  func path(from before: Double?, to after: Double?, unicode: Bool) -> [ChartSpan] {
    guard width > 0 else { return [] }
    var cells = Array(repeating: (" ", Role.dim), count: width)
    for (value, _) in marks {
      let isEven = value == 0
      cells[column(value)] = (unicode ? (isEven ? "┊" : "│") : (isEven ? ":" : "|"), .dim)
    }
    if let before, let after {
      let (start, end) = (column(before), column(after))
      let role: Role = after >= before ? .good : .bad
      for index in min(start, end)...max(start, end) { cells[index] = (unicode ? "━" : "=", role) }
      cells[end] = (unicode ? "●" : "*", role)
    }
    var spans: [ChartSpan] = []
    for (text, role) in cells {
      if let last = spans.last, last.style.role == role || text == " " {
        spans[spans.count - 1].text += text
      } else {
        spans.append(ChartSpan(text, role))
      }
    }
    return spans
  }
}
