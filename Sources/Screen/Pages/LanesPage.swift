internal import Core

/// All lanes; what the one under the cursor is doing, was told and did; and what its agent says.
struct LanesPage {
  let state: ViewState
  let snapshot: Snapshot
  let size: Size

  func draw(into pen: inout Pen) {
    let lane = Subject(state, snapshot).lane
    let layout = LanesLayout(
      size, lanes: snapshot.lanes.count, isReading: state.isReading && state.view == .transcript)
    let frame = PageFrame(state: state, snapshot: snapshot, size: size)
    frame.draw(into: &pen, title: title, divider: layout.divider)
    drawLines(layout, into: &pen)
    LaneTable(snapshot: snapshot, cursor: state.cursor(in: snapshot), anchor: state.anchor).draw(
      into: &pen, at: layout.list, header: layout.header, isFocused: !state.isReading)
    guard let lane else { return }
    if let section = layout.facts {
      Heading.draw(
        [ChartSpan("\(lane.id)  \(lane.agent)", Style(.title, bold: true))], [],
        at: section.heading, into: &pen)
      let body = section.body.inset(left: 1, right: 1)
      let account = LaneAccount(lane, snapshot, unicode: pen.unicode)
      let lines = account.lines(width: body.width, height: body.height)
      for (offset, line) in lines.enumerated() {
        pen.put(line, row: body.row + offset, column: body.column, within: body)
      }
    }
    guard let section = layout.words else { return }
    let words = LaneWords(state: state, snapshot: snapshot, lane: lane)
    let isFocused = state.isReading
    Heading.draw(
      [ChartSpan(words.title, Style(isFocused ? .borderFocus : .title, bold: isFocused))],
      words.status(section.body), at: section.heading, into: &pen)
    words.draw(into: &pen, at: section.body)
  }

  private var title: [ChartSpan] {
    let style = Style(state.isReading ? .title : .borderFocus, bold: true)
    let count = snapshot.lanes.count
    var spans = [ChartSpan("lanes", style), ChartSpan("  \(count)", .dim)]
    let waiting = snapshot.lanes.count { Need.waits(.lane($0.id), snapshot) }
    if waiting > 0 {
      spans.append(ChartSpan("  \(waiting) wait\(waiting == 1 ? "s" : "") for you", .needsYou))
    }
    return spans
  }

  private func drawLines(_ layout: LanesLayout, into pen: inout Pen) {
    var borders = Borders(pen.grid.size)
    for section in [layout.facts, layout.words].compactMap({ $0 }) where section.heading.row > 2 {
      let columns = section.heading.column..<section.heading.endColumn
      borders.across(row: section.heading.row, columns: columns)
      guard let divider = layout.divider else { continue }
      let isLeft = section.heading.column == 0
      borders.join(
        row: section.heading.row, column: divider, left: isLeft, right: !isLeft, up: true,
        down: true)
    }
    borders.draw(into: &pen)
  }
}

/// Where the parts of the lanes' screen go.
struct LanesLayout: Equatable {
  /// The row of the list's column names, and its rows.
  var header: Rect?
  var list: Rect
  /// What is known of the lane under the cursor, and what its agent says.
  var facts: Section?
  var words: Section?
  /// The column between left and right; nil where all stand in one column.
  var divider: Int?

  init(_ size: Size, lanes: Int, isReading: Bool) {
    let body = Rect(row: 3, column: 0, width: size.width, height: max(0, size.height - 4))
    let lanes = max(1, lanes)
    if size.width >= 100, body.height >= 12 {
      let middle = min(84, max(54, size.width * 9 / 20))
      divider = middle
      var left = body.inset(right: size.width - middle)
      header = left.inset(bottom: left.height - 1)
      left = left.inset(top: 1)
      list = left
      list.height = min(lanes, max(2, left.height / 2 - 1))
      left = left.inset(top: list.height)
      facts = Section(taking: left.height - 1, from: &left)
      // Its heading is in the row of the page's.
      var right = Rect(
        row: 2, column: middle + 1, width: size.width - middle - 1, height: body.height + 1)
      words = Section(taking: right.height - 1, from: &right)
      return
    }
    var rest = body
    if body.height >= 14 {
      header = rest.inset(bottom: rest.height - 1)
      rest = rest.inset(top: 1)
    }
    list = rest
    list.height = min(rest.height, lanes, max(1, rest.height / 3))
    rest = rest.inset(top: list.height)
    if !isReading, rest.height >= 3 {
      let rows = rest.height >= 10 ? rest.height * 3 / 5 : rest.height - 1
      facts = Section(taking: rows, from: &rest)
    }
    if rest.height >= 2 { words = Section(taking: rest.height - 1, from: &rest) }
  }
}
