internal import Core

/// The campaign's step chart, from the record.
enum RatchetPane {
  static func draw(_ snapshot: Snapshot, selection: Int?, into pen: inout Pen, at area: Rect) {
    guard let input = input(snapshot, selection: selection) else {
      return CurveChart.sentence(
        "no baseline yet", into: &pen.grid, area: area, capabilities: pen.capabilities)
    }
    draw(input, last: snapshot.kept.ratchet, into: &pen, at: area)
  }

  static func draw(
    _ input: RatchetInput, last: KeptChart<RatchetInput>? = nil, into pen: inout Pen, at area: Rect
  ) {
    let inside = area.inset(right: 1)
    pen.grid.places.ratchet = inside
    pen.hits.add(inside, wheel: .ratchet)
    pen.hits.add(inside, .tries(inside))
    pen.drawKept(input, last, in: \.ratchet, at: inside) { pen in
      RatchetChart().draw(input, into: &pen.grid, at: inside, capabilities: pen.capabilities)
    }
  }

  /// The try that a click into a chart's rectangle means: that of its column, or the nearest one.
  static func clicked(column: Int, at chart: Rect, _ input: RatchetInput) -> Int? {
    let frame = RatchetChart.frame(input, at: chart, capabilities: Capabilities())
    let column = max(frame.plot.column, min(frame.plot.endColumn - 1, column))
    for distance in 0..<max(1, frame.plot.width) {
      if let n = frame.selection(clickedAt: column - distance) { return n }
      if let n = frame.selection(clickedAt: column + distance) { return n }
    }
    return nil
  }

  /// What the ratchet's own screen shows.
  static func input(_ snapshot: Snapshot, _ state: RatchetState, selection: Int?) -> RatchetInput? {
    guard var input = input(snapshot, selection: selection) else { return nil }
    input.axis = state.isOverTime ? .time : .experiment
    input.window = state.window
    return input
  }

  static func input(_ snapshot: Snapshot, selection: Int?) -> RatchetInput? {
    var input = snapshot.digest.ratchet
    input?.selection = selection
    return input
  }

  /// All of the chart but what a person looks at; nil before the campaign has begun.
  static func base(_ record: CampaignRecord) -> RatchetInput? {
    guard let summary = record.summary else { return nil }
    let all = record.experiments
    let tries = all.indices.map { index in
      RatchetTry(
        n: all.n(at: index), mark: RatchetMark(all.state(at: index)),
        measured: firstValue(all.runs(at: index), record) ?? all.verified(at: index),
        time: time(all.ended(at: index) ?? all.created(at: index), summary))
    }
    var breaks: [Int] = []
    for index in all.indices.dropFirst() where all.era(at: index) != all.era(at: index - 1) {
      breaks.append(all.n(at: index))
    }
    var input = RatchetInput(
      goal: summary.goal, tries: tries, steps: steps(record, summary), breaks: breaks,
      noise: summary.noise)
    input.claimed = input.claimedSteps
    return input
  }

  /// When it was decided or, until then, proposed, since the campaign began.
  private static func time(_ at: Timestamp, _ summary: CampaignSummary) -> Double? {
    let time = at - summary.started
    return summary.started > 0 && time.isFinite ? max(0, time) : nil
  }

  private static func firstValue(_ runs: ExperimentRuns, _ record: CampaignRecord) -> Double? {
    runs.first { record.runs.role(of: $0) == .first }.flatMap { record.runs.value(of: $0) }
  }

  /// The champions' levels; every era begins with its baseline.
  private static func steps(_ record: CampaignRecord, _ summary: CampaignSummary) -> [RatchetStep] {
    var steps: [RatchetStep] = []
    let levels = ChampionLevels(record)
    let all = record.experiments
    let eras = all.eras.union([summary.era])
    for era in eras.sorted() {
      let keeps = record.keeps.filter { $0.era == era && !$0.revoked }
      let first = all.firstPlace(era: era).map { all.n(at: $0) }
      // With nothing kept it is the scoreboard's, and so it is corrected as that is.
      let isAll = era == summary.era && keeps.isEmpty
      let start = (isAll ? summary.best : nil) ?? levels.baseline(era: era) ?? keeps.first?.before
      let noise = era == summary.era ? levels.noise : nil
      let place = era == eras.min() ? 0 : first ?? all.count + 1
      if let start {
        let margin = levels.margin(of: start, noise: noise)
        steps.append(RatchetStep(n: place, level: start.mean, margin: margin))
      }
      for keep in keeps {
        // Every champion's level is corrected by later runs; the last one is the scoreboard's.
        guard let level = levels.level(of: keep) else { continue }
        let before = all.indices.last { all.created(at: $0) <= keep.at }.map { all.n(at: $0) }
        let n = keep.experiment ?? before ?? place
        steps.append(
          RatchetStep(n: n, level: level.mean, margin: levels.margin(of: keep, level)))
      }
    }
    return steps
  }
}
