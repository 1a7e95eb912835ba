internal import Core

/// The columns of the table of experiments, as many as there is room for.
struct TableColumns {
  enum Column: CaseIterable {
    case number, verdict, metric, gain, lane, title, spark, runs, odds, files, took, age
  }

  struct Place: Equatable {
    var column: Column
    var start: Int
    var width: Int
  }

  let places: [Place]

  /// Columns that go first where it is narrow.
  private static let givingWay: [Column] = [.age, .odds, .files, .runs, .took, .spark]

  init(_ snapshot: Snapshot, width: Int) {
    let metric = max(7, snapshot.digest.metricWidth)
    let number = max(3, String(snapshot.record.experiments.count).count)
    let lane = max(4, snapshot.record.lanes.map { CellWidth.columns(of: $0.id) }.max() ?? 2)
    func wanted(_ column: Column) -> Int {
      switch column {
      case .number: number
      case .verdict: 1
      case .metric: metric
      case .gain: 6
      case .lane: lane
      case .title: 0
      case .spark: 8
      case .runs: 4
      case .odds: 6
      case .files: 7
      case .took: 6
      case .age: 8
      }
    }
    var shown = Column.allCases
    var gone = TableColumns.givingWay[...]
    func rest() -> Int {
      width - 3 - shown.reduce(0) { $0 + wanted($1) + 2 }
    }
    while rest() < 22, let next = gone.popFirst() { shown.removeAll { $0 == next } }
    var places: [Place] = []
    var start = 2
    let title = max(4, rest() + 2)
    for column in shown {
      let width = column == .title ? title : wanted(column)
      places.append(Place(column: column, start: start, width: width))
      start += width + (column == .number ? 1 : 2)
    }
    self.places = places
  }

  /// What a click on the header sorts by.
  static func sortKey(_ column: Column) -> SortKey? {
    switch column {
    case .number, .age: .newest
    case .verdict: .verdict
    case .metric: .metric
    case .gain, .odds: .gain
    case .lane: .lane
    case .took: .time
    case .title, .spark, .runs, .files: nil
    }
  }

  func drawHeader(_ list: ListState, into pen: inout Pen, at line: Rect) {
    for place in places {
      let isSorted = TableColumns.sortKey(place.column) == list.sort && place.column != .age
      let style = isSorted ? Style(.accent, bold: true) : Style(.dim)
      let name = TableColumns.name(place.column)
      let isRight = TableColumns.isRight(place.column)
      let column = line.column + place.start + (isRight ? max(0, place.width - name.count) : 0)
      pen.put(name, style, row: line.row, column: column, width: place.width)
      guard let key = TableColumns.sortKey(place.column) else { continue }
      pen.hits.add(
        Rect(row: line.row, column: line.column + place.start, width: place.width, height: 1),
        .sort(key))
    }
  }

  private static func name(_ column: Column) -> String {
    switch column {
    case .number: "#"
    case .verdict: ""
    case .metric: "metric"
    case .gain: "gain"
    case .lane: "lane"
    case .title: "title"
    case .spark: "curve"
    case .runs: "runs"
    case .odds: "odds"
    case .files: "lines"
    case .took: "took"
    case .age: "age"
    }
  }

  private static func isRight(_ column: Column) -> Bool {
    switch column {
    case .number, .metric, .gain, .runs, .odds, .took, .age, .files: true
    case .verdict, .lane, .title, .spark: false
    }
  }

  func draw(
    _ experiment: Experiment, _ snapshot: Snapshot, isMarked: Bool, into pen: inout Pen,
    at line: Rect
  ) {
    if isMarked {
      pen.put("+", Style(.accent, bold: true), row: line.row, column: line.column, width: 1)
    }
    for place in places {
      let column = line.column + place.start
      if place.column == .spark {
        drawSpark(experiment, snapshot, place, into: &pen, at: line)
        continue
      }
      let span = cell(place.column, experiment, snapshot, unicode: pen.unicode)
      let used = pen.columns(span.text)
      let shift = TableColumns.isRight(place.column) ? max(0, place.width - used) : 0
      // A word such as "crash" stands where the metric would and may reach into the gain's column.
      let room = place.column == .metric ? place.width + 1 : place.width
      pen.put(span.text, span.style, row: line.row, column: column + shift, width: room - shift)
    }
  }

  private func cell(
    _ column: Column, _ experiment: Experiment, _ snapshot: Snapshot, unicode: Bool
  ) -> ChartSpan {
    let isReview = experiment.state == .review
    let mark = RatchetMark(experiment.state)
    switch column {
    case .number: return ChartSpan("\(experiment.n)", isReview ? .needsYou : .text)
    case .verdict:
      return ChartSpan(
        isReview ? "?" : mark.glyph(unicode: unicode),
        Style(isReview ? .needsYou : mark.role, bold: mark == .kept))
    case .metric: return ExperimentList.result(experiment, snapshot).0
    case .gain: return ExperimentList.result(experiment, snapshot).1 ?? ChartSpan("", .dim)
    case .lane: return ChartSpan(experiment.lane, .dim)
    case .title:
      let isQuiet = mark == .discarded || mark == .queued
      return ChartSpan(experiment.title, isReview ? .needsYou : isQuiet ? .dim : .text)
    case .spark: return ChartSpan("", .dim)
    case .runs: return ChartSpan("\(experiment.runs.count)", .dim)
    case .odds:
      return ChartSpan(
        experiment.evidence.map { Snapshot.oddsText($0) } ?? "",
        experiment.state == .confirming ? .accent : .dim)
    case .files:
      let (added, removed) = experiment.files.reduce((0, 0)) {
        ($0.0 + $1.added, $0.1 + $1.removed)
      }
      return ChartSpan("+\(added) -\(removed)", .dim)
    case .took:
      return ChartSpan(experiment.seconds > 0 ? NumberText.clock(experiment.seconds) : "", .dim)
    case .age: return ChartSpan(snapshot.age(experiment.created) ?? "", .dim)
    }
  }

  private func drawSpark(
    _ experiment: Experiment, _ snapshot: Snapshot, _ place: Place, into pen: inout Pen,
    at line: Rect
  ) {
    guard let run = snapshot.run(of: experiment), let values = snapshot.sparklines[run.id] else {
      return
    }
    let mark = RatchetMark(experiment.state)
    Sparkline.draw(
      values, into: &pen.grid, row: line.row, column: line.column + place.start,
      width: place.width, style: Style(mark == .kept ? .champion : .dim),
      capabilities: pen.capabilities)
  }
}
