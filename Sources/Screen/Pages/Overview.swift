internal import Core

/// The first screen: scoreboard, ratchet, slots, lanes, experiments, and the thing under the cursor.
struct Overview {
  let state: ViewState
  let snapshot: Snapshot
  let size: Size

  static func layout(_ snapshot: Snapshot, size: Size) -> OverviewLayout {
    OverviewLayout(size: size, slots: snapshot.record.slots.count, lanes: snapshot.lanes.count)
  }

  func draw(into pen: inout Pen) {
    let layout = Overview.layout(snapshot, size: size)
    let cursor = state.cursor(in: snapshot)
    let subject = Subject(state, snapshot)
    Scoreboard(snapshot: snapshot).draw(into: &pen, row: 0, width: size.width)
    Headline(snapshot: snapshot).draw(into: &pen, row: 1, width: size.width)
    let pane = SubjectPane(state: state, snapshot: snapshot, subject: subject)
    var stack: [StackHeading] = []
    if let section = layout.subject {
      if layout.form == .full {
        stack = pane.drawStack(into: &pen, at: section.body)
      } else if state.view == .experiments, layout.sharesSubject {
        ExperimentList(state, snapshot, cursor: cursor).draw(
          into: &pen, at: section.body, isFocused: true)
      } else {
        pane.drawAlone(into: &pen, at: section.body)
      }
    }
    drawBorders(layout, stack, into: &pen)
    if let section = layout.ratchet {
      RatchetPane.draw(
        snapshot, selection: subject.experiment?.n, into: &pen, at: section.body)
      let legend = RatchetChart.legend(
        short: size.width < 100, capabilities: pen.capabilities)
      heading([ChartSpan("ratchet", .title)], legend, section.heading, into: &pen)
    }
    drawLists(layout, cursor, into: &pen)
    if let section = layout.subject { drawSubjectHeading(layout, pane, section, into: &pen) }
    for line in stack {
      guard let section = layout.subject else { break }
      let row = Rect(
        row: line.row, column: section.body.column, width: section.body.width, height: 1)
      let isFocused = state.isReading && state.view.rawValue == line.title
      heading(
        [ChartSpan(line.title, titleStyle(isFocused))],
        line.right, row, into: &pen)
    }
  }

  /// Draws the lists again, over a picture in which the cursor was elsewhere.
  ///
  /// - Returns: whether all of the cursor's lists are drawn by this.
  func drawCursor(into pen: inout Pen) -> Bool {
    let layout = Overview.layout(snapshot, size: size)
    guard layout.subject != nil, !(layout.sharesSubject && state.view == .experiments) else {
      return false
    }
    for section in [layout.running, layout.lanes, layout.experiments] {
      if let section { pen.clear(section.body) }
    }
    drawLists(layout, state.cursor(in: snapshot), into: &pen)
    return true
  }

  private func titleStyle(_ isFocused: Bool) -> Style {
    Style(isFocused ? .borderFocus : .title, bold: isFocused)
  }

  private func drawLists(_ layout: OverviewLayout, _ cursor: Focus?, into pen: inout Pen) {
    if let section = layout.running {
      let isFocused = !state.isReading && cursor?.pane == .running
      SlotList(snapshot: snapshot, cursor: cursor, anchor: state.anchor).draw(
        into: &pen, at: section.body, isFocused: isFocused)
      heading(
        [ChartSpan("running", titleStyle(isFocused))], isolation(), section.heading, into: &pen)
    }
    if let section = layout.lanes {
      let isFocused = !state.isReading && cursor?.pane == .lanes
      LaneList(snapshot: snapshot, cursor: cursor, anchor: state.anchor).draw(
        into: &pen, at: section.body, isFocused: isFocused)
      let review =
        snapshot.reviewMode == .flagged
        ? []
        : [
          ChartSpan("review: \(snapshot.reviewMode.rawValue)", .dim)
        ]
      heading([ChartSpan("lanes", titleStyle(isFocused))], review, section.heading, into: &pen)
    }
    if let section = layout.experiments {
      let isFocused = !state.isReading && cursor?.pane == .experiments
      ExperimentList(state, snapshot, cursor: cursor).draw(
        into: &pen, at: section.body, isFocused: isFocused)
      experimentsHeading(section.heading, isFocused, into: &pen)
    }
  }

  /// What does not hold is said; namespaces are what one expects.
  private func isolation() -> [ChartSpan] {
    guard let isolation = snapshot.record.summary?.isolation, isolation != "namespaces" else {
      return []
    }
    return [ChartSpan("isolation: \(isolation)", .dim)]
  }

  private func experimentsHeading(_ area: Rect, _ isFocused: Bool, into pen: inout Pen) {
    heading(
      [ChartSpan("experiments", titleStyle(isFocused))] + ExperimentList.filtering(state, snapshot),
      state.list.isPlain ? ExperimentList.heading(snapshot) : [], area, into: &pen)
  }

  private func drawSubjectHeading(
    _ layout: OverviewLayout, _ pane: SubjectPane, _ section: Section, into pen: inout Pen
  ) {
    if state.view == .experiments, layout.sharesSubject {
      return experimentsHeading(section.heading, true, into: &pen)
    }
    var (title, right) = pane.heading()
    if layout.form != .full {
      if state.view == .diff {
        right = DiffPane(snapshot: snapshot, experiment: pane.subject.experiment).heading(
          isRead: state.isReading)
      } else if state.view == .output, !pane.subject.isLane {
        right = [ChartSpan("output", .dim)]
      }
      if state.isReading { title[0].style = titleStyle(true) }
    }
    heading(title, right, section.heading, into: &pen)
  }

  private func heading(
    _ title: [ChartSpan], _ right: [ChartSpan], _ area: Rect, into pen: inout Pen
  ) {
    Heading.draw(title, right, at: area, into: &pen)
  }

  private func drawBorders(
    _ layout: OverviewLayout, _ stack: [StackHeading], into pen: inout Pen
  ) {
    var borders = Borders(pen.grid.size)
    let sections = [
      layout.ratchet, layout.running, layout.lanes, layout.experiments, layout.subject,
    ].compactMap { $0?.heading }
    for heading in sections where heading.row < layout.hints {
      borders.across(row: heading.row, columns: heading.column..<heading.endColumn)
    }
    let right = (layout.divider ?? 0) + 1..<max((layout.divider ?? 0) + 1, size.width)
    for heading in stack { borders.across(row: heading.row, columns: right) }
    if let closing = layout.closing { borders.across(row: closing, columns: 0..<size.width) }
    if let divider = layout.divider, let running = layout.running {
      let end = layout.closing ?? running.body.endRow
      let lefts = Set(sections.filter { $0.column == 0 }.map(\.row))
      let rights = Set(stack.map(\.row))
      borders.down(
        column: divider, rows: running.heading.row + 1..<max(running.heading.row + 1, end))
      for row in running.heading.row..<end where lefts.contains(row) || rights.contains(row) {
        let isTop = row == running.heading.row
        borders.join(
          row: row, column: divider, left: isTop || lefts.contains(row),
          right: isTop || rights.contains(row), up: !isTop, down: true)
      }
      if end < layout.hints, layout.closing != nil || layout.ratchet != nil || layout.subject != nil
      {
        borders.join(row: end, column: divider, left: true, right: true, up: true, down: false)
      }
    }
    borders.draw(into: &pen)
  }
}

extension Focus {
  /// The list it stands in.
  var pane: Pane {
    switch self {
    case .slot: .running
    case .lane: .lanes
    case .experiment: .experiments
    }
  }
}
