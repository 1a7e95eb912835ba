package import Core

/// What `pawl read` prints of a log.
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
    var progress: Double?
    var remaining: Double?
    var sessions: Int
  }

  private struct NotLine: Encodable {
    var not: String
  }

  package static func lines(_ reader: LogReader, name: String, json: Bool) throws -> [String] {
    let series = reader.summaries
    let isEmpty = series.isEmpty && reader.finals.isEmpty && reader.end == .unknown
    guard reader.isLog, !isEmpty else {
      return [json ? try JSONLine.text(NotLine(not: "a log")) : "\(name): not a log, nor a history"]
    }
    return json ? try objects(reader, series) : words(reader, series, name)
  }

  private static func objects(_ reader: LogReader, _ series: [SeriesSummary]) throws -> [String] {
    try series.map { series in
      try JSONLine.text(
        SeriesLine(
          series: series.name, axis: series.axis.rawValue, points: series.count,
          first: [series.first.x, series.first.y], last: [series.last.x, series.last.y],
          nonfinite: series.nonfinite))
    } + [
      try JSONLine.text(
        EndLine(
          end: reader.end.rawValue, final: reader.finals, progress: reader.progress,
          remaining: reader.remaining, sessions: reader.sessions))
    ]
  }

  private static func words(
    _ reader: LogReader, _ series: [SeriesSummary], _ name: String
  ) -> [String] {
    var lines = ["\(name): a log, \(ending(reader.end))"]
    if series.isEmpty {
      lines += ["", "  no series: nothing in it makes a curve"]
    } else {
      // Losses first: they are what a person looks for.
      let sorted = series.filter { $0.role != .other } + series.filter { $0.role == .other }
      let hasOdd = series.contains { $0.nonfinite > 0 }
      let head = ["series", "points", "by", "from", "to", "first", "last"]
      let rows = sorted.map { series in
        [
          series.name, "\(series.count)", series.axis.rawValue, place(series.first.x),
          place(series.last.x), series.first.y.significant(5), series.last.y.significant(5),
        ] + (hasOdd ? [series.nonfinite > 0 ? "\(series.nonfinite)" : ""] : [])
      }
      lines += [""]
      lines += PlainTable.lines(
        [head + (hasOdd ? ["not finite"] : [])] + rows, right: [1, 3, 4, 5, 6, 7])
    }
    let facts = facts(reader)
    if !facts.isEmpty { lines += [""] + PlainTable.lines(facts) }
    return lines
  }

  private static func facts(_ reader: LogReader) -> [[String]] {
    var facts: [[String]] = []
    if let progress = reader.progress {
      var text = "\((progress * 100).fixed(1)) %"
      if reader.end != .completed, let left = reader.remaining {
        text += ", \(Words.duration(left)) to go by its own word"
      }
      facts.append(["progress", text])
    } else if reader.end != .completed, let left = reader.remaining {
      facts.append(["to go", "\(Words.duration(left)) by its own word"])
    }
    if reader.sessions > 1 {
      facts.append(["sessions", "\(reader.sessions), one after the other in this file"])
    }
    let curves = Set(reader.summaries.map(\.name))
    let finals = reader.finals.filter { name, value in
      !curves.contains(name) || reader.series[name]?.last.y != value
    }.sorted { $0.key < $1.key }
    for (k, final) in finals.prefix(24).enumerated() {
      facts.append([k == 0 ? "final" : "", "\(final.key) \(HistoryAnswer.number(final.value))"])
    }
    if finals.count > 24 { facts.append(["", "and \(finals.count - 24) more"]) }
    return facts
  }

  private static func place(_ x: Double) -> String {
    x == x.rounded() && x.magnitude < 1e15 ? x.fixed(0) : x.significant(4)
  }

  private static func ending(_ end: LogEnd) -> String {
    switch end {
    case .completed: "completed"
    case .crashed: "ended by a crash"
    case .cut: "cut off or still being written"
    case .interrupted: "interrupted by a person"
    case .diverged: "its loss diverged"
    case .unknown: "how it ended cannot be told"
    }
  }
}
