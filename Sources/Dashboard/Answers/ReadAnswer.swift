package import Core

/// What `pawl read` prints.
package enum ReadAnswer {
  private struct SeriesLine: Encodable {
    var series: String
    var axis: String
    var points: Int
    var first: [Double]
    var last: [Double]
    var nonfinite: Int
  }

  private struct EndLine: Encodable {
    var end: String
    var final: [String: Double]
  }

  private struct NotLine: Encodable {
    var not: String
  }

  package static func lines(_ reader: LogReader, json: Bool) throws -> [String] {
    guard reader.isLog else {
      return [json ? try JSONLine.text(NotLine(not: "a log")) : "not a log"]
    }
    var lines: [String] = []
    for series in reader.summaries {
      if json {
        lines.append(
          try JSONLine.text(
            SeriesLine(
              series: series.name, axis: series.axis.rawValue, points: series.count,
              first: [series.first.x, series.first.y], last: [series.last.x, series.last.y],
              nonfinite: series.nonfinite)))
      } else {
        lines.append(
          "\(series.name)  \(series.count) points by \(series.axis.rawValue), \(series.first.y.significant(5)) to \(series.last.y.significant(5))"
            + (series.nonfinite > 0 ? ", \(series.nonfinite) not finite" : ""))
      }
    }
    if json {
      lines.append(try JSONLine.text(EndLine(end: reader.end.rawValue, final: reader.finals)))
    } else {
      lines.append("ended: \(reader.end.rawValue)")
      for (name, value) in reader.finals.sorted(by: { $0.key < $1.key }) {
        lines.append("  \(name) \(value.significant(6))")
      }
    }
    return lines
  }
}
