import Screen

extension Role {
  /// The least contrast with what it stands on: 4.5 for text that must be read, 3 for lines, curves and
  /// what may be missed (WCAG 2, 1.4.3 and 1.4.11).
  var leastContrast: Double {
    switch self {
    case .dim, .border, .borderFocus, .champion, .ghost, .band, .claimed, .progress, .progressRest,
      .syntaxComment, .chart1, .chart2, .chart3, .chart4, .chart5, .chart6, .chart7, .chart8:
      3
    default: 4.5
    }
  }
}
