internal import Core

/// The ratchet's chart over the whole campaign; below it the chain of keeps and the account.
struct RatchetPage {
  let state: ViewState
  let snapshot: Snapshot
  let size: Size

  /// Where the parts go; nil for those without room.
  struct Layout {
    var chart: Rect
    var sentence: Rect?
    var keeps: Section?
    var account: Section?
    /// The column between the two, where they stand side by side.
    var divider: Int?

    /// - Parameter wanted: rows that the parts below would fill.
    init(_ body: Rect, wanted: Int) {
      let least = max(6, body.height * 46 / 100)
      let rows = min(body.height, max(least, min(body.height * 7 / 10, body.height - wanted - 2)))
      chart = body.inset(bottom: body.height - rows)
      var rest = body.inset(top: rows)
      guard rest.height > 0 else { return }
      sentence = Rect(row: rest.row, column: 0, width: body.width, height: 1)
      rest = rest.inset(top: 1)
      guard rest.height > 2 else { return }
      if body.width >= 76 {
        let middle = body.width / 2 + 1
        divider = middle
        var left = rest.inset(right: body.width - middle)
        var right = rest.inset(left: middle + 1)
        keeps = Section(taking: rest.height - 1, from: &left)
        account = Section(taking: rest.height - 1, from: &right)
      } else {
        if rest.height >= 8 { keeps = Section(taking: rest.height / 2 - 1, from: &rest) }
        account = Section(taking: rest.height - 1, from: &rest)
      }
    }
  }

  func draw(into pen: inout Pen) {
    let frame = PageFrame(state: state, snapshot: snapshot, size: size)
    frame.draw(into: &pen, title: title)
    let experiment = Subject(state, snapshot).experiment
    let keeps = KeepTable(snapshot, selection: experiment?.n)
    let layout = Layout(
      frame.body, wanted: max(CampaignFacts.wholeCount + 1, min(24, keeps.rows)))
    drawChart(experiment, into: &pen, at: layout.chart)
    if let line = layout.sentence { drawSentence(experiment, into: &pen, at: line) }
    drawLines(layout, into: &pen)
    if let section = layout.keeps {
      Heading.draw(
        [ChartSpan("keeps", Style(.title, bold: true))], keeps.summary, at: section.heading,
        into: &pen)
      keeps.draw(into: &pen, at: section.body)
    }
    guard let section = layout.account else { return }
    Heading.draw(
      [ChartSpan("account", Style(.title, bold: true))], ruleName, at: section.heading, into: &pen)
    let body = section.body.inset(left: 1, right: 1)
    let facts = CampaignFacts(snapshot, unicode: pen.unicode)
    for (offset, line) in facts.lines(width: body.width, rows: body.height).enumerated()
    where offset < body.height {
      pen.put(line, row: body.row + offset, column: body.column, within: body)
    }
  }

  private var title: [ChartSpan] {
    let over = state.ratchet.isOverTime ? "over time" : "over experiments"
    return [ChartSpan("ratchet", Style(.title, bold: true)), ChartSpan("  \(over)", .dim)]
  }

  private var ruleName: [ChartSpan] {
    guard let summary = snapshot.record.summary else { return [] }
    let role: Role = summary.rule == "naive" ? .warn : .dim
    return [ChartSpan("\(summary.rule) rule, era \(summary.era)", role)]
  }

  private func drawChart(_ experiment: Experiment?, into pen: inout Pen, at area: Rect) {
    guard let input = RatchetPane.input(snapshot, state.ratchet, selection: experiment?.n) else {
      return RatchetPane.draw(snapshot, selection: nil, into: &pen, at: area)
    }
    RatchetPane.draw(input, into: &pen, at: area)
    drawLegend(input, into: &pen, at: area)
  }

  /// In the corner that the steps leave free: they go down to the right, or up from the left.
  private func drawLegend(_ input: RatchetInput, into pen: inout Pen, at area: Rect) {
    let legend = RatchetChart.legend(
      short: area.width < 100, capabilities: pen.capabilities)
    let width = pen.columns(legend)
    guard area.width > width + 30, area.height > 5, !input.steps.isEmpty else { return }
    let column = input.goal == .minimize ? area.endColumn - width - 2 : area.column + 12
    let isFree = (column - 1...column + width).allSatisfy { column in
      // The line of the cursor may well begin below it.
      [" ", "│", "|"].contains(pen.grid[area.row, column].text)
    }
    if isFree { pen.put(legend, row: area.row, column: column, within: area) }
  }

  /// The try under the cursor in a sentence.
  private func drawSentence(_ experiment: Experiment?, into pen: inout Pen, at line: Rect) {
    let inside = line.inset(left: 1, right: 1)
    guard let experiment else {
      let words =
        snapshot.record.experiments.isEmpty
        ? "no experiment yet" : "left and right walk along the experiments"
      pen.put(words, .dim, row: line.row, column: inside.column, width: inside.width)
      return
    }
    let mark = RatchetMark(experiment.state)
    let lead = [
      ChartSpan(mark.glyph(unicode: pen.unicode) + " ", mark.role),
      ChartSpan("#\(experiment.n)", Style(.title, bold: true)),
    ]
    let title = [ChartSpan("  \(experiment.title)", .title)]
    let verdict = ChartSpan(
      "  " + Verdict.sentence(experiment, snapshot), Verdict.role(experiment.state))
    let more = [ChartSpan("enter opens it", .dim)]
    let whole = lead + title + [verdict]
    let said = pen.columns(whole) <= inside.width ? whole : lead + [verdict]
    let end = pen.put(said, row: line.row, column: inside.column, within: inside)
    pen.putRight(more, row: line.row, within: inside, limit: end + 3)
  }

  private func drawLines(_ layout: Layout, into pen: inout Pen) {
    var borders = Borders(pen.grid.size)
    for section in [layout.keeps, layout.account].compactMap({ $0 }) {
      let heading = section.heading
      borders.across(row: heading.row, columns: heading.column..<heading.endColumn)
    }
    if let divider = layout.divider, let section = layout.account {
      borders.down(column: divider, rows: section.body.row..<section.body.endRow)
      borders.join(
        row: section.heading.row, column: divider, left: true, right: true, up: false, down: true)
    }
    borders.draw(into: &pen)
  }
}
