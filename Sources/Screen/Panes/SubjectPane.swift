internal import Core

/// What belongs to the thing under the cursor.
struct SubjectPane {
  let state: ViewState
  let snapshot: Snapshot
  let subject: Subject

  private var curve: CurvePane { CurvePane(state, snapshot, subject) }
  private var diff: DiffPane { DiffPane(snapshot: snapshot, experiment: subject.experiment) }
  private var output: OutputPane { OutputPane(state, snapshot, subject) }

  /// Whether the lane itself is shown, not what it proposed.
  private var showsLane: Bool { subject.isLane && state.view != .diff && state.view != .transcript }

  /// The heading: `#143  RoPE base 10k -> 50k`, and on the right how long it runs.
  func heading() -> (title: [ChartSpan], right: [ChartSpan]) {
    if showsLane, let lane = subject.lane {
      return ([ChartSpan("\(lane.id)  \(lane.agent)", Style(.title, bold: true))], [])
    }
    if let experiment = subject.experiment {
      let flags =
        experiment.flags.isEmpty
        ? [] : [ChartSpan("  " + experiment.flags.joined(separator: ", "), .warn)]
      return (
        [
          ChartSpan("#\(experiment.n)", Style(.title, bold: true)),
          ChartSpan("  \(experiment.title)", .title),
        ] + flags, elapsed()
      )
    }
    let name = subject.name ?? "nothing yet"
    let role = subject.run.map { "  \($0.role.text)" } ?? ""
    return ([ChartSpan(name + role, Style(.title, bold: true))], elapsed())
  }

  /// `3:12 of 5:00` while it runs, `took 5:00` afterwards; a budget that is no time on the clock
  /// stands apart: `0:16, 4.1 s of 6.0 s CPU`.
  private func elapsed() -> [ChartSpan] {
    guard let run = subject.run, let started = run.started else { return [] }
    if let ended = run.ended {
      let wall = run.usage?.wall ?? ended - started
      return [ChartSpan("took \(NumberText.clock(wall))", .dim)]
    }
    var text = NumberText.clock(max(0, snapshot.now - started))
    let summary = snapshot.record.summary
    let fraction = snapshot.progress[run.id]
    switch summary?.budgetKind {
    case "wall":
      if let budget = summary?.budgetSeconds { text += " of \(NumberText.clock(budget))" }
    case "cpu":
      guard let budget = summary?.budgetSeconds, run.state == .training else { break }
      let digits = budget < 60 ? 1 : 0
      let used = fraction.map { NumberText.fixed($0 * budget, digits: digits) + " of " }
      text += ", \(used ?? "")\(NumberText.fixed(budget, digits: 0)) s CPU"
    default:
      if let steps = summary?.budgetSteps { text += ", \(NumberText.count(Double(steps))) steps" }
    }
    return [ChartSpan(text, .text)]
  }

  /// Below a heading of its own, where one thing has to do.
  func drawAlone(into pen: inout Pen, at area: Rect) {
    if showsLane, let lane = subject.lane {
      return LanePane(state: state, snapshot: snapshot, lane: lane).draw(into: &pen, at: area)
    }
    switch state.view {
    case .curve, .experiments: curve.draw(into: &pen, at: area, showsLegend: true)
    case .diff: diff.draw(into: &pen, at: area)
    case .output, .transcript:
      output.draw(into: &pen, at: area)
    }
  }

  /// In the right half: curve, diff and output one below the other, or one of them large.
  ///
  /// Answers the headings it wants.
  func drawStack(into pen: inout Pen, at area: Rect) -> [StackHeading] {
    if showsLane, let lane = subject.lane {
      LanePane(state: state, snapshot: snapshot, lane: lane).draw(into: &pen, at: area)
      return []
    }
    var rest = area
    drawFacts(into: &pen, at: rest.inset(bottom: max(0, rest.height - 1)))
    rest = rest.inset(top: 1)
    switch state.view {
    case .curve, .experiments: return drawAll(into: &pen, at: rest)
    case .diff:
      let body = rest.inset(top: 1)
      diff.draw(into: &pen, at: body)
      return [
        StackHeading(row: rest.row, title: "diff", right: diff.heading(isRead: state.isReading))
      ]
    case .output, .transcript:
      let body = rest.inset(top: 1)
      output.draw(into: &pen, at: body)
      let status = output.status(width: body.width, height: body.height)
      return [
        StackHeading(row: rest.row, title: state.view.rawValue, right: status)
      ]
    }
  }

  private func drawAll(into pen: inout Pen, at area: Rect) -> [StackHeading] {
    let room = max(0, area.height - 4)
    let upperPart = min(area.height, max(5, room / 2))
    let output = (room - upperPart) - (room - upperPart) / 2
    let diff = room - upperPart - output
    // Why something ended as it did is worth a row of the chart.
    let caption = curve.caption(width: area.width - 2)
    let lines = Paragraph.lines(caption.text, width: max(1, area.width - 2))
    let isLong = lines.count > 1 && upperPart > 6
    let chart = isLong ? upperPart - 1 : upperPart
    curve.draw(
      into: &pen, at: area.inset(bottom: area.height - chart), showsLegend: false)
    let said = isLong ? [lines[0], lines.dropFirst().joined(separator: " ")] : [caption.text]
    for (offset, line) in said.enumerated() where area.row + chart + offset < area.endRow {
      pen.put(
        [ChartSpan(line, caption.style)], row: area.row + chart + offset, column: area.column + 1,
        within: area.inset(left: 1, right: 1))
    }
    guard diff > 0 else { return [] }
    var rest = area.inset(top: upperPart + 1)
    let upper = Section(taking: diff + 1, from: &rest)
    self.diff.draw(into: &pen, at: upper.body)
    let first = StackHeading(
      row: upper.heading.row, title: "diff", right: self.diff.heading(isRead: false))
    guard rest.height > 1 else { return [first] }
    let lower = Section(taking: rest.height - 1, from: &rest)
    self.output.draw(into: &pen, at: lower.body)
    return [first, StackHeading(row: lower.heading.row, title: "output", right: [])]
  }

  /// `a2 claude   first run on #131`, and the legend.
  private func drawFacts(into pen: inout Pen, at area: Rect) {
    let inside = area.inset(left: 1, right: 1)
    var words: [String] = []
    if let experiment = subject.experiment {
      words.append("\(experiment.lane) \(experiment.agent)")
    }
    if let run = subject.run {
      words.append(Verdict.describe(run, of: subject.experiment, snapshot))
    } else if let experiment = subject.experiment {
      words.append(Verdict.base(experiment.base, snapshot))
    }
    let column = pen.put(
      [ChartSpan(words.joined(separator: "   "), .dim)], row: area.row, column: inside.column,
      within: inside)
    guard state.view == .curve || state.view == .experiments else { return }
    pen.putRight(curve.legend(pen), row: area.row, within: inside, limit: column + 3)
  }
}
