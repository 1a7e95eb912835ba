extension LogReader {
  /// Whether this is a log at all: not binary, not a pointer to a file, not a table of something else.
  package var isLog: Bool { !parser.isRefused || !summaries.isEmpty }

  /// The series found so far, in the order they came.
  package var summaries: [SeriesSummary] {
    parser.recorder.table.entries.compactMap { entry in
      guard let axis = entry.axis, let first = entry.first, let last = entry.last else {
        return nil
      }
      return SeriesSummary(
        name: entry.name, axis: axis, role: entry.role, count: entry.count,
        nonfinite: entry.nonfinite, first: first, last: last)
    }
  }

  /// The series found so far, by name.
  package var series: [String: SeriesSummary] {
    Dictionary(summaries.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
  }

  /// The values the run ended with.
  ///
  /// In order of trust: the block after a line of three dashes, lines that say final or best, numbers
  /// after the last line with an axis, the last points of the curves.
  package var finals: [String: Double] {
    let recorder = parser.recorder
    var finals: [String: Double] = [:]
    for entry in recorder.table.entries where entry.rank == nil && !entry.isTotal {
      if let last = entry.last {
        finals[entry.name] = last.y
      } else if entry.line > recorder.axisLine || recorder.axisLine < 0, entry.line >= 0 {
        finals[entry.name] = entry.value
      }
    }
    finals.merge(recorder.finals) { _, final in final }
    finals.merge(parser.summary) { _, final in final }
    return finals
  }

  /// The value the run ended with under a name, or under the only one that differs from it in how its
  /// words are written: `val_loss`, `val/loss` and `Val loss` are one.
  package func final(_ name: String) -> Double? {
    let finals = finals
    if let exact = finals[name] { return exact }
    let wanted = SeriesName.words(name)
    let alike = finals.filter { SeriesName.words($0.key) == wanted }
    return alike.count == 1 ? alike.first?.value : nil
  }

  /// The last step the run named; nil when it names none.
  package var lastStep: Double? { parser.recorder.lastStep }

  /// How far the run says it is, 0...1; nil when it says nothing.
  package var progress: Double? { parser.recorder.progress }

  /// Seconds the run says it still needs, by its last word on it; nil when it says nothing.
  package var remaining: Double? { parser.recorder.remaining }

  /// Sessions found in the log, at least 1.
  package var sessions: Int { parser.recorder.session + 1 }

  /// The last line that is not empty, safe to show; at most 240 characters, none of a file it refuses.
  package var lastLine: String {
    parser.isRefused
      ? "" : plainText(String(decoding: parser.lastLine, as: UTF8.self), limit: 240)
  }

  /// Whether the training loss is not finite, or more than ten times what it was at the start.
  package var isDiverged: Bool { !hasFiniteLoss || hasRunawayLoss }

  /// How the log ended, as far as its text tells; `unknown` before `finish`.
  package var end: LogEnd {
    guard isFinished, isLog else { return .unknown }
    let recorder = parser.recorder
    if let death = parser.watch.death(
      line: recorder.line, axisLine: recorder.axisLine, lastLine: parser.lastLine)
    {
      return death
    }
    if !parser.summary.isEmpty || recorder.finalLine > recorder.axisLine { return .completed }
    let hasCurve = parser.recorder.table.entries.contains { $0.count > 0 }
    guard hasCurve else { return parser.isUnfinished ? .cut : .unknown }
    if recorder.reachedTotal == true { return .completed }
    if !hasFiniteLoss { return .diverged }
    if recorder.axisLine >= 0, parser.watch.doneLine > recorder.axisLine { return .completed }
    if parser.isUnfinished { return .cut }
    if recorder.session > 0 { return .unknown }
    if recorder.reachedTotal == false { return .cut }
    return hasRunawayLoss ? .diverged : .completed
  }

  private var hasFiniteLoss: Bool {
    parser.recorder.table.entries.allSatisfy {
      $0.role != .trainLoss || ($0.last?.y.isFinite ?? true)
    }
  }

  private var hasRunawayLoss: Bool {
    parser.recorder.table.entries.contains { entry in
      guard entry.role == .trainLoss, entry.count > 2, let first = entry.first?.y,
        let last = entry.last?.y
      else { return false }
      return last.magnitude > 10 * max(first.magnitude, 1)
    }
  }
}

extension Recorder {
  /// Hands over the marks as points, named.
  mutating func drain() -> [LogPoint] {
    let points = marks.map { mark in
      let entry = table.entries[Int(mark.entry)]
      return LogPoint(
        series: entry.name, axis: mark.axis, role: entry.role, session: Int(mark.session),
        point: mark.point)
    }
    marks.removeAll(keepingCapacity: true)
    return points
  }
}
